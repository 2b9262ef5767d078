// SPDX-License-Identifier: Apache-2.0
// Trivy's configuration where it stands in ConfigMaps, and the containers that run Trivy.
import { containerInvocations } from '../../model/components/invocation.ts';
import { objectsOfKind } from '../../model/inventory.ts';
import { isObject, type JsonObject } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Container } from '../../model/pod.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Workload } from '../../model/workload.ts';
import type { CheckContext } from '../check.ts';
import { type ContainerPlace, containerPlaces } from './container-faults.ts';
import { embeddedFiles, mappings } from './embedded-yaml.ts';
import { perInventory } from './per-inventory.ts';
import { workloadsMounting } from './config-map-readers.ts';

export interface TrivyConfiguration {
  readonly pointer: Pointer;
  readonly text: string;
  readonly config: JsonObject;
}

/** The documents of a ConfigMap that are a trivy.yaml, by the name of the file or because a container hands it to Trivy. */
export function trivyConfigurations(object: KubernetesObject, context: CheckContext): TrivyConfiguration[] {
  const files = embeddedFiles(object);
  const handed = files.length === 0 ? [] : trivyReaders(object, context).map(({ run }) => baseName(configOf(run)));
  return files
    .filter(({ key }) => /(?:^|[-_.])trivy(?:-config)?\.ya?ml$/.test(key) || handed.includes(key))
    .flatMap((file) => mappings(file).map((config) => ({ pointer: file.pointer, text: file.text, config })));
}

/** One word of a container's command line, and where it stands: in a script, the string that holds it. */
export interface Word {
  readonly text: string;
  readonly pointer: Pointer;
}

export interface TrivyRun {
  readonly place: ContainerPlace;
  /** `image`, `fs`, `k8s`; undefined where the command line does not say. */
  readonly subcommand: string | undefined;
  readonly words: readonly Word[];
  /** Whether a shell starts it, which may go on with what Trivy leaves. */
  readonly isScripted: boolean;
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

/** The runs of Trivy in a workload: by the image of a container or the program that it starts, behind a shell too. */
export function trivyRuns(workload: Workload): TrivyRun[] {
  return containerPlaces(workload).flatMap((place) =>
    containerInvocations(place.container, place.pointer)
      .filter(({ program }) => program === 'trivy')
      .map((invocation) => {
        const words = invocation.words.map(({ text, path }) => ({ text, pointer: path }));
        const subcommand = words.find(({ text }) => subcommands.has(text))?.text;
        return { place, subcommand, words, isScripted: invocation.within === 'shell' };
      }),
  );
}

/** The value of a flag of Trivy, or of the variable that stands for it: `--exit-code=1`, `--exit-code 1`, TRIVY_EXIT_CODE. */
export function trivyOption({ words, place }: TrivyRun, flag: string, short?: string): Word | undefined {
  const index = words.findLastIndex(({ text }) => text === flag || text === short || text.startsWith(`${flag}=`));
  const word = words[index];
  if (word !== undefined) {
    const equals = word.text.indexOf('=');
    return equals < 0
      ? { text: words[index + 1]?.text ?? '', pointer: words[index + 1]?.pointer ?? word.pointer }
      : { text: word.text.slice(equals + 1), pointer: word.pointer };
  }
  const variable = `TRIVY_${flag.replace(/^--/, '').replaceAll('-', '_').toUpperCase()}`;
  const at = (place.container.env ?? []).findLastIndex(({ name }) => name === variable);
  const value = place.container.env?.[at]?.value;
  return value === undefined ? undefined : { text: value, pointer: `${place.pointer}/env/${at}/value` };
}

function configOf(run: TrivyRun): string {
  return trivyOption(run, '--config', '-c')?.text ?? '';
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

const workloadsByObject = perInventory(({ workloads }) => new Map(workloads.map((workload) => [workload.object, workload])));

/** Kinds that hold settings of Trivy: files in ConfigMaps, flags and variables in pods. */
export const trivyKinds = ['ConfigMap', 'Pod', 'Job.batch', 'CronJob.batch', 'Deployment.apps', 'DaemonSet.apps', 'StatefulSet.apps'];

/** The runs of Trivy in an object that is a workload. */
export function trivyRunsOf(
  object: KubernetesObject,
  { inventory }: CheckContext,
): { readonly workload: Workload; readonly run: TrivyRun }[] {
  const workload = object.kind === 'ConfigMap' ? undefined : workloadsByObject(inventory).get(object);
  return workload === undefined ? [] : trivyRuns(workload).map((run) => ({ workload, run }));
}

/** The configurations that a run of Trivy reads from ConfigMaps of the input. */
export function configurationsOf(workload: Workload, run: TrivyRun, context: CheckContext): JsonObject[] {
  const name = baseName(configOf(run));
  if (name === '') return [];
  const mounted = new Set((workload.spec.volumes ?? []).flatMap(({ configMap }) => configMap?.name ?? []));
  return objectsOfKind(context.inventory, 'ConfigMap', '')
    .filter((map) => map.namespace === workload.object.namespace && mounted.has(map.name))
    .flatMap((map) => embeddedFiles(map).filter(({ key }) => key === name))
    .flatMap(mappings);
}

/** What runs Trivy with a ConfigMap: the workloads of its namespace that mount it. */
export function trivyReaders(
  object: KubernetesObject,
  { inventory }: CheckContext,
): { readonly workload: Workload; readonly run: TrivyRun }[] {
  return workloadsMounting(object, inventory).flatMap((workload) => trivyRuns(workload).map((run) => ({ workload, run })));
}

/**
 * Whether a file of a container outlives it: a volume is mounted above it that is no emptyDir, or an emptyDir that another
 * container of the pod has as well, which can send the file on.
 */
export function outlives(workload: Workload, { container }: ContainerPlace, file: string): boolean {
  return (container.volumeMounts ?? []).some(({ mountPath = '', name }) => {
    const volume = (workload.spec.volumes ?? []).find((candidate) => candidate.name === name);
    if (!`${file}/`.startsWith(`${mountPath.replace(/\/+$/, '')}/`) || volume === undefined) return false;
    return volume.emptyDir === undefined || isShared(workload, container, name);
  });
}

function isShared(workload: Workload, container: Container, volume: string | undefined): boolean {
  return containerPlaces(workload).some(
    (other) => other.container !== container && (other.container.volumeMounts ?? []).some(({ name }) => name === volume),
  );
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
