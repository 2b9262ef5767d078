// SPDX-License-Identifier: Apache-2.0
import { type Inventory, objectsOfKind } from '../inventory.ts';
import { field, isArray, stringField } from '../json.ts';
import type { KubernetesObject } from '../object.ts';
import { pointer } from '../pointer.ts';
import type { Workload } from '../workload.ts';
import { type Component, isComponentName } from './component.ts';
import { configuredAlone, withConfiguration } from './configuration.ts';
import { embeddedComponents } from './embedded.ts';
import { flag, parseFlags, type Word } from './flags.ts';
import { nodeRoots, rootOf } from './node-root.ts';
import { commandInvocations, containerInvocations, type Invocation } from './invocation.ts';

/** The components that an inventory shows. One that it does not show is not observable: nothing follows for it. */
export function componentsOf(inventory: Inventory): readonly Component[] {
  const inPods = inventory.workloads.flatMap(componentsOfWorkload);
  const onNodes = objectsOfKind(inventory, 'NodeEvidence', 'rampart.dev').flatMap(componentsOfNode);
  const started = [...inPods, ...withoutPods(onNodes, inPods, nodeRoots(inventory))]
    .map((component) => withConfiguration(component, inventory))
    .filter(isShown);
  const read = new Set(started.flatMap(({ configuration }) => configuration));
  const alone = (['kubelet', 'kube-proxy'] as const).flatMap((name) => configuredAlone(name, inventory, read));
  return [...started, ...alone];
}

/** A distribution may run a component of which nothing is known. */
function isShown({ flags, configuration, embedded }: Component): boolean {
  return embedded !== true || flags.length > 0 || configuration.length > 0;
}

/** What a node runs from the manifest of a static Pod is judged there, where it is configured. */
function withoutPods(onNodes: readonly Component[], inPods: readonly Component[], roots: readonly string[]): Component[] {
  const ofManifests = new Set(inPods.map(({ name, object }) => `${name} ${rootOf(object, roots) ?? '?'}`));
  return onNodes.filter(({ name, object }) => !ofManifests.has(`${name} ${rootOf(object, roots) ?? ''}`));
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
      componentsStarted(invocation, object)
        .filter(isShown)
        .map((component) => ({
          ...component,
          place: { workload, container, path },
          ...(component.name === 'etcd' && container.envFrom !== undefined ? { incomplete: 'its environment is not in the manifest' } : {}),
        })),
    );
  });
}

/**
 * The components that a node was seen to run: `processes` of the evidence has the command of each. What runs in a pod is judged by
 * its manifest, but kube-proxy, whose DaemonSet no node has.
 */
function componentsOfNode(object: KubernetesObject): Component[] {
  const processes = field(object.body, 'processes');
  if (!isArray(processes)) return [];
  const found = processes.flatMap((process, index) => {
    const path = pointer('processes', index, 'command');
    const command = field(process, 'command');
    if (!isArray(command)) return [];
    const words = command.flatMap((text, at): Word[] => (typeof text === 'string' ? [{ text, path: `${path}/${at}` }] : []));
    const incomplete = stringField(process, 'incomplete');
    return commandInvocations(words, path)
      .flatMap((invocation) => componentsStarted(invocation, object))
      .filter(({ name }) => field(process, 'inPod') !== true || name === 'kube-proxy')
      .map((component) => (incomplete === undefined ? component : { ...component, incomplete }));
  });
  // RKE2 starts a kubelet as a program of its own, whose flags are all of them.
  return found.filter(({ embedded, name }) => embedded !== true || !found.some((other) => other.name === name && other.embedded !== true));
}

function componentsStarted(invocation: Invocation, object: KubernetesObject): Component[] {
  const { program, words, argumentsPath, within, incomplete } = invocation;
  const common = { object, argumentsPath, configuration: [], ...(within === undefined ? {} : { within }) };
  const flags = parseFlags(words);
  // etcd reads nothing else where it has a file.
  const file = program === 'etcd' ? flag(flags, 'config-file') : undefined;
  if (file !== undefined) return [{ ...common, name: 'etcd', flags: [], incomplete: `etcd is configured by ${file.value}` }];
  if (!isComponentName(program)) return embeddedComponents(program, flags).map((found) => ({ ...common, ...found }));
  return [{ ...common, name: program, flags, ...(incomplete === undefined ? {} : { incomplete }) }];
}
