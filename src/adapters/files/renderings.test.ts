// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Kustomization } from './kustomization.ts';
import { renderingsOf } from './renderings.ts';

function kustomization(folder: string, parts: Partial<Kustomization> = {}): Kustomization {
  return {
    name: folder.slice(1),
    folder,
    isComponent: false,
    isList: false,
    files: new Set(),
    folders: new Set(),
    patches: new Set(),
    absent: [],
    ...parts,
  };
}

const base = kustomization('/base', { isList: true, files: new Set(['/base/api.yaml']) });
const prod = kustomization('/prod', { folders: new Set(['/base', '/tls']), files: new Set(['/prod/patch.yaml']) });
const tls = kustomization('/tls', { isComponent: true, files: new Set(['/tls/tls.yaml']) });
const all = () => true;

function rendered(kustomizations: readonly Kustomization[], isRead: (file: string) => boolean = all) {
  const { renderings, listed } = renderingsOf(kustomizations, isRead);
  return { names: renderings.map(({ name }) => name), covers: renderings.map(({ covers }) => [...covers]), listed: [...listed] };
}

test('an overlay is rendered, and its base through it', () => {
  const covers = [['/prod/patch.yaml', '/base/api.yaml', '/tls/tls.yaml']];
  expect(rendered([base, prod, tls])).toEqual({ names: ['prod'], covers, listed: [] });
});

test('a list of files that are read needs no rendering', () => {
  expect(rendered([base])).toEqual({ names: [], covers: [], listed: ['/base/api.yaml'] });
  expect(rendered([base], () => false).names).toEqual(['base']);
});

test('a list of lists is one too, unless a part of it was not found', () => {
  const list = kustomization('/list', { isList: true, folders: new Set(['/base']) });
  expect(rendered([base, list])).toEqual({ names: [], covers: [], listed: ['/base/api.yaml'] });
  expect(rendered([list]).names).toEqual(['list']);
});

test('what a list names is read even where a rendering contains it, changed', () => {
  const list = kustomization('/list', { isList: true, folders: new Set(['/base']) });
  expect(rendered([base, list, prod])).toMatchObject({ names: ['prod'], listed: ['/base/api.yaml'] });
});

test('a component is never rendered alone', () => {
  expect(rendered([tls]).names).toEqual([]);
});

test('nothing is left out because kustomizations include each other, or a component includes them', () => {
  const a = kustomization('/a', { folders: new Set(['/b']) });
  const b = kustomization('/b', { folders: new Set(['/a']) });
  expect(rendered([a, b]).names).toEqual(['a']);
  const component = kustomization('/component', { isComponent: true, folders: new Set(['/a']) });
  expect(rendered([component, kustomization('/a')]).names).toEqual(['a']);
});

test('a resource that is not on the disk keeps a kustomization from being rendered, wherever it is named', () => {
  const remote = kustomization('/base', { absent: ['https://example.com/base'] });
  expect(renderingsOf([prod, remote], all).renderings[0]?.obstacle).toContain('https://example.com/base');
});
