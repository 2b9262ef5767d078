// SPDX-License-Identifier: Apache-2.0
// Kustomizations and charts through the real programs, each alone on the PATH.
import path from 'node:path';
import process from 'node:process';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ReadResult, readPaths } from '../../src/adapters/files/read-paths.ts';
import { requireProgram } from '../../testbed/component.ts';
import { wanted } from '../../testbed/components.ts';
import { describeWith } from '../../testbed/require.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const pod = (name: string, labels = '{}') =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  labels: ${labels}\nspec:\n  containers: []\n`;
const patch = pod('api', '{patched: "yes"}');

const temporary = temporaryFolder({
  'base/kustomization.yaml': 'resources: [api.yaml, sub]\n',
  'base/api.yaml': pod('api'),
  'base/beside.yaml': pod('beside'),
  'base/sub/Kustomization': 'resources: [db.yaml]\n',
  'base/sub/db.yaml': pod('db'),
  'prod/kustomization.yaml': 'resources: [../base]\ncomponents: [../tls]\nnamePrefix: prod-\npatches: [{path: patch.yaml}]\n',
  'prod/patch.yaml': patch,
  'tls/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [tls.yaml]\n',
  'tls/tls.yaml': pod('tls'),
  'broken/kustomization.yaml': 'resources: [pod.yaml]\nnamePrefix: x-\ncommonLabels: 5\n',
  'broken/pod.yaml': pod('broken'),
  'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  'chart/values.yaml': 'image: nginx\n',
  'chart/templates/pod.yaml': pod('{{ .Release.Name }}-web', '{image: {{ .Values.image }}}'),
  'chart/templates/tests/test.yaml': pod('test').replace('labels: {}', 'annotations: {helm.sh/hook: test}'),
  'bad-chart/Chart.yaml': 'apiVersion: v2\nname: bad\nversion: 1.0.0\n',
  'bad-chart/templates/pod.yaml': pod('{{ .Values.missing.name }}'),
});

const before = { folder: process.cwd(), path: process.env['PATH'] };
beforeAll(() => process.chdir(temporary.folder));
afterEach(() => {
  process.env['PATH'] = before.path;
});
afterAll(() => {
  process.chdir(before.folder);
  temporary.remove();
});

/** Leaves one program on the PATH. */
function only(name: string): void {
  process.env['PATH'] = path.dirname(requireProgram(wanted(name).component));
}

function placesOf({ objects }: ReadResult): string[] {
  return objects.map(({ name, origin }) => `${origin.kind === 'file' ? origin.source : ''}: ${name}`);
}

describeWith(['kustomize', 'kubectl'], 'kustomizations', () => {
  describe.each(['kustomize', 'kubectl'])('with %s', (program) => {
    test('an overlay is rendered, and what it is made of is not read again', async () => {
      only(program);
      const result = await readPaths(['base', 'prod', 'tls']);
      expect(result.problems).toEqual([]);
      expect(placesOf(result).toSorted()).toEqual([
        'base/beside.yaml: beside',
        ...['api', 'db', 'tls'].map((name) => `prod (kustomize): prod-${name}`),
      ]);
      expect(result.textOf('prod (kustomize)')).toContain('patched: "yes"');
    });

    test('a named file is read all the same', async () => {
      only(program);
      expect(placesOf(await readPaths(['prod', 'base/api.yaml']))).toContain('base/api.yaml: api');
    });

    test('one that cannot be rendered is one line, and its files are read', async () => {
      only(program);
      const result = await readPaths(['broken']);
      expect(result.problems.map(({ code }) => code)).toEqual(['render-failed']);
      expect(placesOf(result)).toEqual(['broken/pod.yaml: broken']);
    });
  });
});

describeWith(['helm'], 'charts', () => {
  test('one is rendered under its name, without its tests', async () => {
    only('helm');
    const result = await readPaths(['chart']);
    expect([placesOf(result), result.problems]).toEqual([['chart (helm): shop-web'], []]);
  });

  test('one that cannot be rendered is one line, and the others are', async () => {
    only('helm');
    const result = await readPaths(['bad-chart', 'chart']);
    expect(result.problems.map(({ code, source }) => [code, source])).toEqual([['render-failed', 'bad-chart']]);
    expect(placesOf(result)).toEqual(['chart (helm): shop-web']);
  });
});
