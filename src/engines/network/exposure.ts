// SPDX-License-Identifier: Apache-2.0
// What the outside reaches, and by which way.
import { field, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { type Connections, connectionsOf, intersect, subtract, unionOf } from './connections.ts';
import { noneId } from './connection-store.ts';
import { doubtsAbout, dropDoubts } from './doubts.ts';
import type { Endpoint } from './endpoints.ts';
import type { Network } from './network.ts';
import { isMeant, isService, selectedBy, servicePorts, targetOf } from './services.ts';
import { startState } from './states.ts';
import { meansAny } from './term.ts';
import type { Verdict } from './verdicts.ts';
import { type WayIn, waysIn } from './ways-in.ts';
import { namespaceOf } from './world.ts';

export interface Exposure {
  readonly way: WayIn;
  readonly receiver: Endpoint;
  /** Of the connections that the way leads to: what the policies of the receiver say of them. */
  readonly verdict: Verdict;
  /** Why it is not known what the receiver's policies say, whoever the sender is. */
  readonly doubts: readonly string[];
}

/**
 * Each pod that a way leads to. Who serves the way, a controller or a node, is not known, so allowed is what anybody may send; or any
 * pod, where the controllers are known to be pods of the cluster's network.
 */
export function exposureOf(network: Network, controllers: Stranger = 'anybody'): Exposure[] {
  const services = new Map(network.world.objects.filter(isService).map((object) => [`${namespaceOf(object)}/${object.name}`, object]));
  const byService = waysIn(network.world.objects).flatMap((way) => {
    const service = services.get(`${way.service?.namespace}/${way.service?.name}`);
    return service === undefined ? [] : exposedBy(network, way, service, controllers);
  });
  return [...network.endpoints.flatMap((receiver) => byHostPorts(network, receiver)), ...byService];
}

function byHostPorts(network: Network, receiver: Endpoint): Exposure[] {
  return receiver.hostPorts.map(({ protocol, port, pointer }) => ({
    way: { kind: 'hostPort', object: receiver.object, pointer, service: undefined, port },
    receiver,
    ...judged(network, receiver, fromStranger(network, receiver, 'anybody'), connectionsOf(protocol, port, port)),
  }));
}

function exposedBy(network: Network, way: WayIn, service: KubernetesObject, controllers: Stranger): Exposure[] {
  const meant = servicePorts(service).filter((port) => isMeant(port, way.port, way.kind === 'Route'));
  return selectedBy(service, network.endpoints).flatMap((receiver): Exposure[] => {
    const connections = unionOf(meant.flatMap((port) => [targetOf(port, receiver) ?? []]));
    if (connections.length === 0) return [];
    const verdict = keepsClientAddress(way, service)
      ? fromOutside(network, receiver)
      : fromStranger(network, receiver, way.object === service ? 'anybody' : controllers);
    return [{ way, receiver, ...judged(network, receiver, verdict, connections) }];
  });
}

function judged(network: Network, receiver: Endpoint, verdict: Verdict, to: Connections): Pick<Exposure, 'verdict' | 'doubts'> {
  const there = limited(verdict, to);
  return { verdict: there, doubts: there.unknown.length === 0 ? [] : [...new Set(doubtsOf(network, receiver, there.unknown))] };
}

/** Of the steps that may decide these connections; who the sender is, is no doubt of theirs. */
function doubtsOf({ classes, ingress, store }: Network, receiver: Endpoint, connections: Connections): string[] {
  return ingress.profile(classes.of[receiver.item] ?? 0).flatMap((step) => {
    if (step.kind === 'endOfTier') return dropDoubts(step, receiver);
    if (step.kind !== 'rule' || intersect(store.at(step.connections ?? noneId), connections).length === 0) return [];
    const { policy } = step.policy;
    const selection = step.sure ? [] : doubtsAbout(policy.subject, receiver);
    return [...policy.doubts, ...step.rule.rule.doubts, ...selection, ...doubtsAbout(step.rule.rule.peer, undefined)];
  });
}

/** Whether the pod sees who connects; else the node or the controller that passes the connection on is the sender. */
function keepsClientAddress({ kind }: WayIn, { body }: KubernetesObject): boolean {
  return (
    (kind === 'NodePort' || kind === 'LoadBalancer' || kind === 'externalIPs') &&
    stringField(field(body, 'spec'), 'externalTrafficPolicy') === 'Local'
  );
}

/** What some address outside may send. */
function fromOutside(network: Network, { item }: Endpoint): Verdict {
  const { atoms, classes, endpoints, ingress, verdicts } = network;
  const row = ingress.row(ingress.rowOf[classes.of[item] ?? 0] ?? 0);
  const all = new Set(atoms.map((_, index) => row[classes.of[endpoints.length + index] ?? 0] ?? 0));
  return verdicts.at([...all].reduce(verdicts.any));
}

/** A sender of whom nothing more is known. */
export type Stranger = 'anybody' | 'pod';

/** What a stranger may send: rules for all of its kind surely match it, all others perhaps. */
export function fromStranger({ classes, ingress, states, verdicts }: Network, { item }: Endpoint, stranger: Stranger): Verdict {
  let state = startState;
  for (const step of ingress.profile(classes.of[item] ?? 0)) {
    if (step.kind === 'endOfTier') state = states.endOfTier(step.drops)(state);
    else if (step.kind !== 'rule') state = states[step.kind](state);
    else {
      const ports = step.connections ?? noneId;
      state = states.rule(step.rule.rule.action, step.sure && meansAny(step.rule.rule.peer, stranger) ? ports : noneId, ports)(state);
    }
  }
  return verdicts.at(states.verdict(state));
}

function limited({ allowed, denied, unknown }: Verdict, to: Connections): Verdict {
  const [allowedThere, unknownThere] = [intersect(allowed, to), intersect(unknown, to)];
  return { allowed: allowedThere, unknown: unknownThere, denied: subtract(intersect(denied, to), allowedThere) };
}
