// SPDX-License-Identifier: Apache-2.0
// What etcd's three programs share: the release and the module.
import { fileURLToPath } from 'node:url';
import type { Component } from './component.ts';

const etcdVersion = '3.6.16';

export function etcdComponent(name: string, folder: string): Component {
  return {
    name,
    version: etcdVersion,
    source: { package: `go.etcd.io/etcd/${folder}/v3`, module: etcdModule },
  };
}

async function etcdModule(version: string): Promise<string> {
  if (version !== etcdVersion) throw new Error(`etcd ${version}: only ${etcdVersion} has a module (testbed/go/etcd)`);
  return fileURLToPath(new URL('./go/etcd/', import.meta.url));
}
