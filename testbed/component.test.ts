// SPDX-License-Identifier: Apache-2.0
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { builtProgram, findProgram, MissingComponent, requireProgram } from './component.ts';
import { components, wanted } from './components.ts';
import { component as etcd } from './components/etcd.ts';

describe('finding a program', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rampart-component-'));
    vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'));
    vi.stubEnv('KUBEBUILDER_ASSETS', join(folder, 'assets'));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });

  it('takes KUBEBUILDER_ASSETS first, and falls back to the cache', async () => {
    expect(findProgram(etcd)).toBeUndefined();
    await putProgram(builtProgram(etcd, etcd.version));
    expect(findProgram(etcd)).toBe(join(folder, 'cache/rampart/testbed', `etcd-${etcd.version}`, 'etcd'));
    await putProgram(join(folder, 'assets/etcd'));
    expect(findProgram(etcd)).toBe(join(folder, 'assets/etcd'));
  });

  it('does not take KUBEBUILDER_ASSETS for another version', async () => {
    await putProgram(join(folder, 'assets/etcd'));
    expect(findProgram(etcd, '3.5.0')).toBeUndefined();
  });

  it('does not take a file that cannot be executed', async () => {
    const program = builtProgram(etcd, etcd.version);
    await putProgram(program);
    await chmod(program, 0o600);
    expect(findProgram(etcd)).toBeUndefined();
  });

  it('says what builds the missing one', () => {
    expect(() => requireProgram(etcd, '3.5.0')).toThrow(MissingComponent);
    expect(() => requireProgram(etcd, '3.5.0')).toThrow('missing etcd 3.5.0: build with "npm run testbed -- etcd@3.5.0"');
  });
});

it('knows every component by its file', () => {
  expect(components.map(({ name }) => name)).toContain('kube-apiserver');
  expect(wanted('kube-apiserver@v1.34.4')).toMatchObject({ component: { name: 'kube-apiserver' }, version: '1.34.4' });
  expect(wanted('etcd').version).toBe(etcd.version);
  expect(() => wanted('etcdd')).toThrow('no component "etcdd"; there are etcd, ');
});

async function putProgram(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, '#!/bin/sh\n', { mode: 0o755 });
}
