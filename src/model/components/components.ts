// SPDX-License-Identifier: Apache-2.0
import { type Inventory, objectsOfKind } from '../inventory.ts';
import { field, isArray } from '../json.ts';
import type { KubernetesObject } from '../object.ts';
import { pointer } from '../pointer.ts';
import type { Workload } from '../workload.ts';
import { type Component, isComponentName } from './component.ts';
import { configuredAlone, withConfiguration } from './configuration.ts';
import { embeddedComponents } from './embedded.ts';
import { flag, parseFlags, type Word } from './flags.ts';
import { commandInvocations, containerInvocations, type Invocation } from './invocation.ts';

/** The components that an inventory shows. One that it does not show is not observable: nothing follows for it. */
export function componentsOf(inventory: Inventory): readonly Component[] {
  const started = [
    ...inventory.workloads.flatMap(componentsOfWorkload),
    ...objectsOfKind(inventory, 'NodeEvidence', 'rampart.dev').flatMap(componentsOfNode),
  ].map((component) => withConfiguration(component, inventory));
  const read = new Set(started.flatMap(({ configuration }) => configuration));
  const alone = (['kubelet', 'kube-proxy'] as const).flatMap((name) => configuredAlone(name, inventory, read));
  return [...started, ...alone];
}

const known = new WeakMap<Workload, readonly Component[]>();

/** The components that a workload runs. */
export function componentsOfWorkload(workload: Workload): readonly Component[] {
  const found = known.get(workload) ?? findComponents(workload);
  known.set(workload, found);
  return found;
}

function findComponents(workload: Workload): readonly Component[] {
  const { object, templatePath, spec } = workload;
  return (spec.containers ?? []).flatMap((container, index) => {
    const path = `${templatePath}/spec/containers/${index}`;
    return containerInvocations(container, path).flatMap((invocation) =>
      componentsStarted(invocation, object).map((component) => ({
        ...component,
        place: { workload, container, path },
        ...(component.name === 'etcd' && container.envFrom !== undefined ? { incomplete: 'its environment is not in the manifest' } : {}),
      })),
    );
  });
}

/** The components that a node was seen to run: `processes` of the evidence has the command of each. */
function componentsOfNode(object: KubernetesObject): Component[] {
  const processes = field(object.body, 'processes');
  if (!isArray(processes)) return [];
  return processes.flatMap((process, index) => {
    const path = pointer('processes', index, 'command');
    const command = field(process, 'command');
    if (!isArray(command)) return [];
    const words = command.flatMap((text, at): Word[] => (typeof text === 'string' ? [{ text, path: `${path}/${at}` }] : []));
    return commandInvocations(words, path).flatMap((invocation) => componentsStarted(invocation, object));
  });
}

function componentsStarted(invocation: Invocation, object: KubernetesObject): Component[] {
  const { program, words, argumentsPath, within, incomplete } = invocation;
  const common = { object, argumentsPath, configuration: [], ...(within === undefined ? {} : { within }) };
  const flags = parseFlags(words);
  // etcd reads nothing else where it has a file.
  const file = program === 'etcd' ? flag(flags, 'config-file') : undefined;
  if (file !== undefined) return [{ ...common, name: 'etcd', flags: [], incomplete: `etcd is configured by ${file.value}` }];
  if (!isComponentName(program)) return embeddedComponents(program, flags).map((embedded) => ({ ...common, ...embedded }));
  return [{ ...common, name: program, flags, ...(incomplete === undefined ? {} : { incomplete }) }];
}
