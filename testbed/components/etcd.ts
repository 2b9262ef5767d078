// SPDX-License-Identifier: Apache-2.0
import { type Component, requireProgram } from '../component.ts';
import { etcdComponent } from '../etcd-release.ts';
import { freePort } from '../ports.ts';
import { type Output, runProgram, toArguments } from '../program.ts';
import { stopProcess, waitUntilReady } from '../running.ts';
import { createSandbox, type Sandbox } from '../sandbox.ts';
import { component as etcdctl } from './etcdctl.ts';

export const component: Component = etcdComponent('etcd', 'server');

export interface EtcdOptions {
  /** Where it runs; without one it gets its own, which stop() removes. */
  readonly sandbox?: Sandbox;
  /** Flags without the dashes; they win over ours. */
  readonly flags?: Readonly<Record<string, string>>;
}

export interface Etcd {
  /** The client's URL, plain HTTP. */
  readonly url: string;
  readonly dataFolder: string;
  readonly logFile: string;
  readonly pid: number | undefined;
  /** Runs etcdctl against it; throws with what etcdctl said when it fails. */
  etcdctl(...args: readonly string[]): Promise<Output>;
  stop(): Promise<void>;
}

/** A single member on loopback that does not wait for the disk. */
export async function startEtcd(options: EtcdOptions = {}): Promise<Etcd> {
  const program = requireProgram(component);
  const sandbox = options.sandbox ?? (await createSandbox());
  try {
    const url = `http://127.0.0.1:${await freePort()}`;
    const peerUrl = `http://127.0.0.1:${await freePort()}`;
    const dataFolder = `${sandbox.folder}/etcd`;
    const flags: Readonly<Record<string, string>> = {
      name: 'testbed',
      'data-dir': dataFolder,
      'listen-client-urls': url,
      'advertise-client-urls': url,
      'listen-peer-urls': peerUrl,
      'initial-advertise-peer-urls': peerUrl,
      'initial-cluster': `testbed=${peerUrl}`,
      'unsafe-no-fsync': 'true',
      ...options.flags,
    };
    const running = await sandbox.run('etcd', program, toArguments(flags));
    await waitUntilReady(running, async () => (await fetch(`${url}/health`)).ok);
    return {
      url,
      dataFolder,
      logFile: running.logFile,
      pid: running.process.pid,
      etcdctl: async (...args) => runProgram(requireProgram(etcdctl), [`--endpoints=${url}`, ...args]),
      stop: () => (options.sandbox === undefined ? sandbox.stop() : stopProcess(running)),
    };
  } catch (error) {
    if (options.sandbox === undefined) await sandbox.stop();
    throw error;
  }
}
