// SPDX-License-Identifier: Apache-2.0
// Falco's configuration and rules where they stand in ConfigMaps, and the workloads that run it.
import { objectsOfKind } from '../../model/inventory.ts';
import { field, isArray, isObject, type JsonObject, stringField } from '../../model/json.ts';
import { containerInvocations, type Invocation } from '../../model/components/invocation.ts';
import { parseImage } from '../../model/image.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Workload } from '../../model/workload.ts';
import type { CheckContext } from '../check.ts';
import { type ContainerPlace, containerPlaces } from './container-faults.ts';
import { documentsOf, type EmbeddedFile, embeddedFiles, mappings } from './embedded-yaml.ts';
import { macrosIn } from './falco-condition.ts';
import { perInventory } from './per-inventory.ts';
import { perObject } from './per-object.ts';

export interface FalcoConfiguration {
  readonly pointer: Pointer;
  readonly config: JsonObject;
}

export interface FalcoRule {
  readonly pointer: Pointer;
  readonly name: string;
  readonly rule: JsonObject;
  /** The condition on one line. */
  readonly condition: string;
}

const signs = [
  'rules_file',
  'rules_files',
  'syscall_event_drops',
  'stdout_output',
  'json_include_output_property',
  'engine',
  'json_output',
  'http_output',
  'file_output',
  'syslog_output',
  'load_plugins',
  'watch_config_files',
];

/** The documents of a ConfigMap that are a falco.yaml, whatever the file is called. */
export const falcoConfigurations = perObject((object): readonly FalcoConfiguration[] => {
  return embeddedFiles(object).flatMap((file) => {
    const named = /falco/.test(file.key) || file.text.includes('/etc/falco/');
    const isOne = (has: (sign: string) => boolean) => signs.filter(has).length >= (named ? 1 : 2);
    if (!isOne((sign) => file.text.includes(sign))) return [];
    return mappings(file)
      .filter((config) => isOne((sign) => Object.hasOwn(config, sign)))
      .map((config) => ({ pointer: file.pointer, config }));
  });
});

/** The entries (rules, macros and lists) of the rules files in a ConfigMap, by file. */
export const falcoEntries = perObject((object): readonly { readonly pointer: Pointer; readonly entries: readonly JsonObject[] }[] => {
  return embeddedFiles(object).flatMap((file) => {
    const entries = listEntries(file);
    return entries.some(isEntry) ? [{ pointer: file.pointer, entries }] : [];
  });
});

/** The mappings in the lists that a file consists of, where it may be one of Falco's rules files. */
export function listEntries(file: EmbeddedFile): readonly JsonObject[] {
  if (!/\b(?:rule|macro)\b/.test(file.text)) return [];
  return documentsOf(file).flatMap((document) => (isArray(document) ? document.filter(isObject) : []));
}

/** A rule or macro with a condition of its own, or a change of one that is defined elsewhere. */
function isEntry(entry: JsonObject): boolean {
  const isNamed = ['rule', 'macro'].some((key) => stringField(entry, key) !== undefined);
  return isNamed && ['condition', 'override', 'append', 'enabled'].some((key) => Object.hasOwn(entry, key));
}

/** The rules of a ConfigMap that are written out, not those that change one defined elsewhere. */
export function falcoRules(object: KubernetesObject): FalcoRule[] {
  return falcoEntries(object).flatMap(({ pointer, entries }) =>
    entries.flatMap((rule) => {
      const name = stringField(rule, 'rule');
      const condition = stringField(rule, 'condition');
      if (name === undefined || condition === undefined || field(rule, 'override') !== undefined || field(rule, 'append') === true)
        return [];
      return [{ pointer, name, rule, condition: condition.replace(/\s+/g, ' ').trim() }];
    }),
  );
}

/** The containers of a workload that run Falco itself, whoever starts it. */
export function falcoContainers(workload: Workload): ContainerPlace[] {
  return containerPlaces(workload).filter((place) => {
    const repository = parseImage(place.container.image ?? '')?.repository ?? '';
    const isImage = /(?:^|\/)falco(?:-no-driver|-driverless|-distroless)?$/.test(repository);
    return place.type === 'containers' && (isImage || falcoInvocations(place).length > 0);
  });
}

/** How a container starts Falco: with its arguments behind an entry point, a shell or a wrapper. */
export function falcoInvocations({ container, pointer }: ContainerPlace): Invocation[] {
  const invocations = containerInvocations(container, pointer);
  const direct = invocations.filter(({ program }) => program === 'falco');
  return direct.length > 0 ? direct : invocations.filter(({ program }) => /^falco-(?:no-driver|driverless|distroless)$/.test(program));
}

/** The minor version of Falco 0.x by the image's tag; the newest where it does not say. */
export function falcoMinor({ container }: ContainerPlace): number {
  const minor = /^v?0\.(\d+)(?:\.|$)/.exec(parseImage(container.image ?? '')?.tag ?? '')?.[1];
  return minor === undefined ? Number.POSITIVE_INFINITY : Number(minor);
}

/** The containers that run Falco in the namespace of a ConfigMap, with their workloads. */
export function falcoReaders(
  object: KubernetesObject,
  { inventory }: CheckContext,
): readonly { readonly workload: Workload; readonly place: ContainerPlace }[] {
  return readersByNamespace(inventory).get(object.namespace) ?? [];
}

const readersByNamespace = perInventory(({ workloads }) =>
  Map.groupBy(
    workloads.flatMap((workload) => falcoContainers(workload).map((place) => ({ workload, place }))),
    ({ workload }) => workload.object.namespace,
  ),
);

export interface FolderMount {
  readonly place: ContainerPlace;
  readonly pointer: Pointer;
  /** The ConfigMaps whose files are all there is. */
  readonly configMaps: readonly string[];
}

/** The mounts that put a whole volume over /etc/falco, and so hide the rules and plugins of the image. */
export function hidingMounts(workload: Workload): FolderMount[] {
  return falcoContainers(workload).flatMap((place) =>
    (place.container.volumeMounts ?? []).flatMap(({ mountPath = '', subPath = '', name }, index) => {
      if (!/^\/+etc\/+falco\/*$/.test(mountPath) || subPath !== '') return [];
      const volume = (workload.spec.volumes ?? []).find((candidate) => candidate.name === name);
      // What an init container or another source fills may hold everything.
      const configMaps = [volume?.configMap, ...(volume?.projected?.sources ?? []).map(({ configMap }) => configMap)]
        .map((source) => source?.name ?? '')
        .filter((source) => source !== '');
      return configMaps.length === 0 ? [] : [{ place, pointer: `${place.pointer}/volumeMounts/${index}`, configMaps }];
    }),
  );
}

/** Whether a ConfigMap is all that Falco finds in /etc/falco: a workload mounts it so, or it is made to be. */
export function isWholeConfiguration(object: KubernetesObject, context: CheckContext): boolean {
  const readers = falcoReaders(object, context);
  const hiding = readers.flatMap(({ workload }) => hidingMounts(workload));
  if (hiding.some(({ configMaps }) => configMaps.includes(object.name))) return true;
  // Without a workload that runs Falco in the input, configuration and rules in one ConfigMap are taken as meant for the folder.
  return readers.length === 0 && falcoConfigurations(object).length > 0 && falcoEntries(object).length > 0;
}

/** The conditions of the macros that the rules files in the ConfigMaps of the namespace define, by name. */
export function macrosBeside(object: KubernetesObject, { inventory }: CheckContext): ReadonlyMap<string, string> {
  const maps = objectsOfKind(inventory, 'ConfigMap', '').filter(({ namespace }) => namespace === object.namespace);
  const entries = maps.flatMap((map) => falcoEntries(map).flatMap(({ entries: own }) => own));
  return new Map(
    entries.flatMap((entry) => {
      const name = stringField(entry, 'macro');
      const appends = field(entry, 'append') === true || field(entry, 'override') !== undefined;
      return name === undefined || appends ? [] : [[name, stringField(entry, 'condition') ?? ''] as const];
    }),
  );
}

/** A condition and those of the macros that it names, as far as they are known; each macro once. */
export function withMacros(
  condition: string,
  known: ReadonlyMap<string, string>,
): { readonly conditions: readonly string[]; readonly unknown: readonly string[] } {
  const conditions = [condition];
  const seen = new Set<string>();
  const unknown: string[] = [];
  for (let index = 0; index < conditions.length; index++) {
    for (const macro of macrosIn(conditions[index] ?? '')) {
      if (seen.has(macro)) continue;
      seen.add(macro);
      const own = known.get(macro);
      if (own === undefined) unknown.push(macro);
      else conditions.push(own.replace(/\s+/g, ' ').trim());
    }
  }
  return { conditions, unknown };
}
