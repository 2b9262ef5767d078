// SPDX-License-Identifier: Apache-2.0
// Falco's configuration and rules where they stand in ConfigMaps, and the workloads that run it.
import { objectsOfKind } from '../../model/inventory.ts';
import { field, isArray, isObject, type Json, type JsonObject, stringField } from '../../model/json.ts';
import { parseImage } from '../../model/image.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Workload } from '../../model/workload.ts';
import type { CheckContext } from '../check.ts';
import { type ContainerPlace, containerPlaces } from './container-faults.ts';
import { embeddedFiles, mappings } from './embedded-yaml.ts';

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

/** The documents of a ConfigMap that are a falco.yaml. */
export function falcoConfigurations(object: KubernetesObject): FalcoConfiguration[] {
  return embeddedFiles(object)
    .filter(({ key }) => /falco/.test(key))
    .flatMap((file) => mappings(file).map((config) => ({ pointer: file.pointer, config })))
    .filter(({ config }) => signs.filter((sign) => Object.hasOwn(config, sign)).length >= 2);
}

/** The entries (rules, macros and lists) of the rules files in a ConfigMap, by file. */
function falcoEntries(object: KubernetesObject): { readonly pointer: Pointer; readonly entries: readonly JsonObject[] }[] {
  return embeddedFiles(object).flatMap(({ pointer, documents }) => {
    const entries = documents.flatMap((document: Json) => (isArray(document) ? document.filter(isObject) : []));
    const isRules = entries.some((entry) => ['rule', 'macro'].some((key) => stringField(entry, key) !== undefined) && 'condition' in entry);
    return isRules ? [{ pointer, entries }] : [];
  });
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

/** The containers of a workload that run Falco itself. */
export function falcoContainers(workload: Workload): ContainerPlace[] {
  return containerPlaces(workload).filter(({ container, type }) => {
    const repository = parseImage(container.image ?? '')?.repository ?? '';
    const program = [...(container.command ?? []), ...(container.args ?? [])][0] ?? '';
    return type === 'containers' && (/(?:^|\/)falco(?:-no-driver|-driverless)?$/.test(repository) || /(?:^|\/)falco$/.test(program));
  });
}

export interface FolderMount {
  readonly place: ContainerPlace;
  readonly pointer: Pointer;
  readonly configMap: string;
}

/** The mounts that put a whole volume over /etc/falco, and so hide the rules and plugins of the image. */
export function hidingMounts(workload: Workload): FolderMount[] {
  return falcoContainers(workload).flatMap((place) =>
    (place.container.volumeMounts ?? []).flatMap(({ mountPath = '', subPath = '', name }, index) => {
      if (!/^\/+etc\/+falco\/*$/.test(mountPath) || subPath !== '') return [];
      const volume = (workload.spec.volumes ?? []).find((candidate) => candidate.name === name);
      // What an init container or another source fills may hold everything.
      const configMap = volume?.configMap?.name;
      return configMap === undefined ? [] : [{ place, pointer: `${place.pointer}/volumeMounts/${index}`, configMap }];
    }),
  );
}

/** Whether a ConfigMap is all that Falco finds in /etc/falco: a workload mounts it so, or it is made to be. */
export function isWholeConfiguration(object: KubernetesObject, { inventory }: CheckContext): boolean {
  const readers = inventory.workloads.filter(
    (workload) => workload.object.namespace === object.namespace && falcoContainers(workload).length > 0,
  );
  const hiding = readers.flatMap(hidingMounts);
  if (hiding.some(({ configMap }) => configMap === object.name)) return true;
  // Without a workload that runs Falco in the input, configuration and rules in one ConfigMap are taken as meant for the folder.
  return readers.length === 0 && falcoConfigurations(object).length > 0 && falcoEntries(object).length > 0;
}

/** The names that the rules files of other ConfigMaps of the namespace define. */
export function definedBeside(object: KubernetesObject, { inventory }: CheckContext): Set<string> {
  const others = objectsOfKind(inventory, 'ConfigMap', '').filter(({ namespace }) => namespace === object.namespace);
  return new Set(others.flatMap((other) => falcoEntries(other).flatMap(({ entries }) => entries.flatMap(definedName))));
}

function definedName(entry: JsonObject): string[] {
  const name = stringField(entry, 'macro') ?? stringField(entry, 'list');
  return name === undefined ? [] : [name];
}
