// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, podOf } from '../testing.ts';
import { imageRegistryImplicit } from './image-registry-implicit.ts';

const digest = `sha256:${'0'.repeat(64)}`;

test.each([
  ['nginx', 'docker.io/library/nginx'],
  ['nginx:1.29', 'docker.io/library/nginx:1.29'],
  [`library/nginx@${digest}`, `docker.io/library/nginx@${digest}`],
  [`grafana/grafana:12@${digest}`, `docker.io/grafana/grafana:12@${digest}`],
])('%s becomes %s', (image, full) => {
  const { findings } = evaluateOn(imageRegistryImplicit, [podOf({ containers: [{ name: 'a', image }] })]);
  const patches = findings.map(({ remedy }) => (remedy?.kind === 'patch' ? remedy.patch : []));
  expect(patches).toEqual([[{ op: 'replace', path: '/spec/containers/0/image', value: full }]]);
});

test.each(['docker.io/nginx', 'index.docker.io/library/nginx', 'localhost/a', 'host:5000/a', 'a.example/a'])(
  '%s names a registry',
  (image) => {
    expect(evaluateOn(imageRegistryImplicit, [podOf({ containers: [{ name: 'a', image }] })]).findings).toEqual([]);
  },
);
