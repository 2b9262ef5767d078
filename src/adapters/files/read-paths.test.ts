// SPDX-License-Identifier: Apache-2.0
import { appendFileSync } from 'node:fs';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary-folder.ts';
import { type ReadResult, readPaths } from './read-paths.ts';

const pod = (name: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  containers: []\n`;
const component = 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n';
const addLabel = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: api\n  labels: {patched: "yes"}\n';

const temporary = temporaryFolder({
  'base/kustomization.yaml': 'resources:\n- api.yaml\n- sub\n',
  'base/api.yaml': pod('api'),
  'base/sub/Kustomization': 'kind: Kustomization\nresources: [db.yaml]\n',
  'base/sub/db.yaml': pod('db'),
  'base/beside.yaml': pod('beside'),
  'overlays/prod/kustomization.yaml': 'resources: [../../base]\ncomponents: [../../tls]\nnamePrefix: prod-\npatches:\n- path: patch.yaml\n',
  'overlays/prod/patch.yaml': addLabel,
  'tls/kustomization.yaml': `${component}resources: [tls.yaml]\npatches: [{path: patch.yaml}]\n`,
  'tls/tls.yaml': pod('tls'),
  'tls/patch.yaml': addLabel,
  'flux/kustomization.yaml': 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: flux}\nspec: {path: ./x}\n',
  'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  'chart/values.yaml': 'image: nginx\n',
  'chart/templates/pod.yaml': `${pod('{{ .Release.Name }}-web')}{{/* {{ */}}`,
  'chart/templates/tests/test.yaml': `${pod('test')}# {{ .Values.image }}\n`.replace(
    'name: test',
    'name: test\n  annotations: {helm.sh/hook: test}',
  ),
  'library/Chart.yaml': 'apiVersion: v2\nname: common\nversion: 1.0.0\ntype: library\n',
  'library/templates/_helpers.yaml': '{{ define "x" }}{{ end }}\n',
  'two.yaml': `${pod('one')}---\n${pod('two')}---\nnot: kubernetes\n`,
});
const before = process.cwd();

beforeAll(() => process.chdir(temporary.folder));
afterAll(() => {
  process.chdir(before);
  temporary.remove();
});

function placesOf({ objects }: ReadResult): string[] {
  return objects.map(({ name, origin }) => `${origin.kind === 'file' ? origin.source : ''}: ${name}`);
}

test('objects, documents passed over, files and bytes are counted', async () => {
  const result = await readPaths(['two.yaml']);
  expect(placesOf(result)).toEqual(['two.yaml: one', 'two.yaml: two']);
  expect(result).toMatchObject({
    problems: [],
    passedOver: 1,
    files: 1,
    bytes: pod('one').length * 2 + '---\n---\nnot: kubernetes\n'.length,
  });
});

test('a text can be had again until its file changes', async () => {
  const { textOf } = await readPaths(['two.yaml', '-'], { stdin: stream(pod('piped')) });
  expect(textOf('two.yaml')).toContain('name: two');
  expect(textOf('-')).toBe(pod('piped'));
  expect(textOf('base/api.yaml')).toBeUndefined();
  const { textOf: later } = await readPaths(['base/beside.yaml']);
  appendFileSync('base/beside.yaml', '# more\n');
  expect(later('base/beside.yaml')).toBeUndefined();
});

async function* stream(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

test('progress ends with what was read', async () => {
  const seen: [number, number][] = [];
  const { files, bytes } = await readPaths(['base', 'two.yaml'], { onProgress: (...now) => seen.push(now) });
  expect(seen.at(-1)).toEqual([files, bytes]);
});

describe('kustomizations', () => {
  test('one that only lists files is these files', async () => {
    const result = await readPaths(['base']);
    expect(placesOf(result)).toEqual(['base/api.yaml: api', 'base/beside.yaml: beside', 'base/sub/db.yaml: db']);
    expect(result.problems).toEqual([]);
  });

  test('a component by itself has its resources, and no patches', async () => {
    const result = await readPaths(['tls']);
    expect([placesOf(result), result.passedOver]).toEqual([['tls/tls.yaml: tls'], 1]);
  });

  test('an object of another API may have the name of a kustomization file', async () => {
    expect(placesOf(await readPaths(['flux']))).toEqual(['flux/kustomization.yaml: flux']);
  });

  test('without rendering, the files are read, and patches are not', async () => {
    const result = await readPaths(['overlays', 'base/api.yaml', 'tls', 'chart'], { render: false });
    expect([placesOf(result), result.problems]).toEqual([['base/api.yaml: api', 'tls/tls.yaml: tls'], []]);
    expect(result.passedOver, 'two patches, a chart and its values').toBe(4);
  });
});

describe('charts', () => {
  test('a library renders to nothing', async () => {
    expect(await readPaths(['library'])).toMatchObject({ objects: [], problems: [], passedOver: 0 });
  });
});
