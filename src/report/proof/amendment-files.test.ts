// SPDX-License-Identifier: Apache-2.0
import { loadAll } from 'js-yaml';
import { expect, test } from 'vitest';
import { amendmentFiles, patchCommand } from './amendment-files.ts';
import { hostileProof, shopProof } from './testing.ts';

const { amendments } = shopProof();
const files = amendmentFiles(amendments);
const textOf = (pattern: RegExp) => files.find(({ name }) => pattern.test(name))?.text ?? '';

test('manifests, patches and the script that applies these', () => {
  expect(files.map(({ name }) => name)).toEqual([
    expect.stringMatching(/^1-allow-the-2-flows-that-are-cut.*\.yaml$/),
    expect.stringMatching(/^patches\/2-change-deployment-shop-web-.*\.json$/),
    expect.stringMatching(/^patches\/3-change-deployment-shop-orders-.*\.json$/),
    expect.stringMatching(/^patches\/4-/),
    expect.stringMatching(/^patches\/5-/),
    expect.stringMatching(/^patches\/6-change-cronjob-shop-cleanup-.*\.json$/),
    '7-grant-alice-what-it-was-seen-to-do.yaml',
    'patch.sh',
  ]);
  expect(loadAll(textOf(/^1-/))).toEqual(amendments.find(({ title }) => title.startsWith('allow the 2 flows'))?.manifests);
  expect(JSON.parse(textOf(/2-change/))[0]).toMatchObject({ op: 'add', path: expect.stringMatching(/^\/spec\/template/) });
  expect(textOf(/patch\.sh/)).toContain('kubectl patch CronJob.v1.batch/cleanup --namespace=shop --type=json --patch-file=patches/6-');
});

test('no name of the input becomes a command, a folder or a second line', () => {
  const [amendment] = hostileProof("x'; rm -rf ../$HOME `id`\n# y").amendments;
  const written = amendmentFiles(amendment === undefined ? [] : [amendment]);
  for (const { name } of written) expect(name).toMatch(/^(?:patches\/)?[a-z0-9.-]+$/);
  const script = written.at(-1)?.text ?? '';
  expect(script.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toHaveLength(3);
  expect(script).toContain(String.raw`'x'\''; rm -rf ../$HOME`);
});

test('an object of the cluster is patched without a namespace', () => {
  const base = { labels: {}, annotations: {}, body: {}, origin: { kind: 'cluster', context: 'x', resourceVersion: '' } } as const;
  const role = { ...base, apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', namespace: '', name: 'system:x' };
  expect(patchCommand(role, 'f')).toBe('kubectl patch ClusterRole.v1.rbac.authorization.k8s.io/system:x --type=json --patch-file=f');
  expect(patchCommand({ ...role, kind: 'Pod', apiVersion: 'v1' }, 'f')).toContain('Pod/system:x --namespace=default');
});
