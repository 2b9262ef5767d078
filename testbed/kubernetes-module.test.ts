// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { kubernetesVersion } from './kubernetes.ts';
import { goMod, kubernetesModule } from './kubernetes-module.ts';

const upstream = `module k8s.io/kubernetes

go 1.24.0

godebug default=go1.24

require k8s.io/api v0.0.0

replace (
	k8s.io/api => ./staging/src/k8s.io/api
	k8s.io/utils => k8s.io/utils v0.1.0
	k8s.io/client-go => ./staging/src/k8s.io/client-go
)
`;

it('replaces the staging modules, and only them, by what was published with the release', () => {
  const module = goMod('1.33.13', upstream);
  expect(module).toContain('require k8s.io/kubernetes v1.33.13\n');
  expect(module).toContain('go 1.24.0\n\ngodebug default=go1.24\n');
  expect(module.match(/=>.*/g)).toEqual(['=> k8s.io/api v0.33.13', '=> k8s.io/client-go v0.33.13']);
});

it('refuses a go.mod that lacks what it needs', () => {
  expect(() => goMod('1.33.13', 'module k8s.io/kubernetes\n')).toThrow(/no line like/);
});

it('is committed for the release that tests get', async () => {
  const folder = fileURLToPath(new URL('./go/kubernetes/', import.meta.url));
  expect(await kubernetesModule(kubernetesVersion)).toBe(folder);
});
