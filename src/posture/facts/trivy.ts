// SPDX-License-Identifier: Apache-2.0
// Trivy's configuration where it stands in ConfigMaps, and the containers that run Trivy.
import { isObject, type JsonObject } from '../../model/json.ts';
import { parseImage } from '../../model/image.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Workload } from '../../model/workload.ts';
import type { CheckContext } from '../check.ts';
import { type ContainerPlace, containerPlaces } from './container-faults.ts';
import { embeddedFiles, mappings } from './embedded-yaml.ts';

export interface TrivyConfiguration {
  readonly pointer: Pointer;
  readonly text: string;
  readonly config: JsonObject;
}

/** The documents of a ConfigMap that are a trivy.yaml. */
export function trivyConfigurations(object: KubernetesObject): TrivyConfiguration[] {
  return embeddedFiles(object)
    .filter(({ key }) => /(?:^|[-_.])trivy(?:-config)?\.ya?ml$/.test(key))
    .flatMap((file) => mappings(file).map((config) => ({ pointer: file.pointer, text: file.text, config })));
}

/** One word of a container's command line, and where it stands. */
export interface Word {
  readonly text: string;
  readonly pointer: Pointer;
}

export interface TrivyRun {
  readonly place: ContainerPlace;
  /** `image`, `fs`, `k8s`; undefined where the command line does not say. */
  readonly subcommand: string | undefined;
  readonly words: readonly Word[];
}

const subcommands: ReadonlySet<string> = new Set([
  'image',
  'i',
  'filesystem',
  'fs',
  'rootfs',
  'repository',
  'repo',
  'config',
  'conf',
  'kubernetes',
  'k8s',
  'sbom',
  'vm',
  'server',
  's',
  'clean',
  'plugin',
  'module',
  'convert',
  'registry',
  'vex',
  'version',
  'client',
]);

/** The containers of a workload that run Trivy, by their image or the program that they start. */
export function trivyRuns(workload: Workload): TrivyRun[] {
  return containerPlaces(workload).flatMap((place) => {
    const { container, pointer } = place;
    const words = (['command', 'args'] as const).flatMap((field) =>
      (container[field] ?? []).map((text, index) => ({ text, pointer: `${pointer}/${field}/${index}` })),
    );
    const isProgram = /(?:^|\/)trivy$/.test(words[0]?.text ?? '');
    const isImage = /(?:^|\/)trivy$/.test(parseImage(container.image ?? '')?.repository ?? '') && (container.command ?? []).length === 0;
    if (!isProgram && !isImage) return [];
    const own = isProgram ? words.slice(1) : words;
    return [{ place, subcommand: own.find(({ text }) => subcommands.has(text))?.text, words: own }];
  });
}

/** What runs Trivy with a ConfigMap: the workloads of its namespace that mount it. */
export function trivyReaders(
  object: KubernetesObject,
  { inventory }: CheckContext,
): { readonly workload: Workload; readonly run: TrivyRun }[] {
  return inventory.workloads
    .filter(
      ({ object: { namespace }, spec }) =>
        namespace === object.namespace && (spec.volumes ?? []).some(({ configMap }) => configMap?.name === object.name),
    )
    .flatMap((workload) => trivyRuns(workload).map((run) => ({ workload, run })));
}

/** Whether a file of a container outlives its pod: a volume other than an emptyDir is mounted above it. */
export function outlives(workload: Workload, { container }: ContainerPlace, file: string): boolean {
  return (container.volumeMounts ?? []).some(({ mountPath = '', name }) => {
    const volume = (workload.spec.volumes ?? []).find((candidate) => candidate.name === name);
    return `${file}/`.startsWith(`${mountPath.replace(/\/+$/, '')}/`) && volume !== undefined && volume.emptyDir === undefined;
  });
}

/** The keys of a configuration below `known` that it does not have, as `scan.severity`. */
export function unknownKeys(config: JsonObject, known: KeyTree, prefix = ''): string[] {
  return Object.entries(config).flatMap(([key, value]) => {
    const below = Object.hasOwn(known, key) ? known[key] : undefined;
    if (below === undefined) return [`${prefix}${key}`];
    return below !== true && isObject(value) ? unknownKeys(value, below, `${prefix}${key}.`) : [];
  });
}

/** Names of keys; `true` where nothing is said of what is below. */
export interface KeyTree {
  readonly [key: string]: true | KeyTree;
}
