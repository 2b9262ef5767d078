// SPDX-License-Identifier: Apache-2.0
// The Go module that builds one Kubernetes release. testbed/go/kubernetes is committed; an older release gets its own,
// of the same shape, in the cache. `node testbed/kubernetes-module.ts VERSION` rewrites the committed one.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from './component.ts';
import { go } from './go.ts';

const committed = fileURLToPath(new URL('./go/kubernetes/', import.meta.url));
const commands = ['kube-apiserver', 'kube-controller-manager', 'kubectl'];

/** The folder with the module for this version, written first where it does not exist. */
export async function kubernetesModule(version: string): Promise<string> {
  const current = await readFile(join(committed, 'go.mod'), 'utf8');
  if (current.split(/\s/).includes(`v${version}`)) return committed;
  const folder = join(cacheFolder(), 'modules', `kubernetes-${version}`);
  if (existsSync(folder)) return folder;
  const started = `${folder}.${process.pid}`;
  try {
    await writeKubernetesModule(version, started);
    await rename(started, folder);
  } finally {
    await rm(started, { recursive: true, force: true });
  }
  return folder;
}

async function writeKubernetesModule(version: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const downloaded: unknown = JSON.parse(await go(['mod', 'download', '-json', `k8s.io/kubernetes@v${version}`], folder));
  const upstream = await readFile(stringField(downloaded, 'GoMod'), 'utf8');
  await rm(join(folder, 'go.sum'), { force: true });
  await writeFile(join(folder, 'go.mod'), goMod(version, upstream));
  await go(['mod', 'tidy'], folder);
}

/**
 * Kubernetes' go.mod replaces its staging modules by folders of its own repository, and Go ignores the replacements of
 * a module that another one requires: so ours repeats them, with the versions published as v0.MINOR.PATCH.
 */
export function goMod(version: string, upstream: string): string {
  const staging = [...upstream.matchAll(/^\s*(k8s\.io\/\S+) => \.\/staging\//gm)].map((match) => match[1]);
  const language = line(upstream, /^go .+$/m);
  const godebug = line(upstream, /^godebug .+$/m);
  const published = version.replace(/^1\./, '0.');
  return [
    `module rampart.dev/testbed/kubernetes\n\n${language}\n\n${godebug}\n\ntool (`,
    ...commands.map((command) => `\tk8s.io/kubernetes/cmd/${command}`),
    `)\n\nrequire k8s.io/kubernetes v${version}\n\nreplace (`,
    ...staging.map((name) => `\t${name} => ${name} v${published}`),
    ')\n',
  ].join('\n');
}

function line(text: string, pattern: RegExp): string {
  const found = pattern.exec(text)?.[0];
  if (found === undefined) throw new Error(`Kubernetes' go.mod has no line like ${String(pattern)}`);
  return found;
}

function stringField(value: unknown, name: string): string {
  const field = typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name) : undefined;
  if (typeof field?.[1] !== 'string') throw new Error(`the Go client's answer has no ${name}`);
  return field[1];
}

if (import.meta.main) {
  const version = process.argv[2];
  if (version === undefined) throw new Error('usage: node testbed/kubernetes-module.ts VERSION');
  await writeKubernetesModule(version, committed);
}
