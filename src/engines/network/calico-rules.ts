// SPDX-License-Identifier: Apache-2.0
// The rules of Calico's policies: who, which protocol, which ports.
import { field, isObject, type Json, stringField } from '../../model/json.ts';
import { type Pointer, pointer } from '../../model/pointer.ts';
import { everyIPv4, everyIPv6 } from './addresses.ts';
import { type CalicoWorld, entityTerm, servicePods } from './calico-entity.ts';
import { calicoPorts, type CalicoPorts } from './calico-ports.ts';
import { all, connectionsOf, intersect, isPortProtocol } from './connections.ts';
import { listOf } from './endpoints.ts';
import { everyPort } from './kubernetes.ts';
import { type Action, actions, type Direction, type Ports, type Rule } from './policy.ts';
import { invalid, type Reader, shown, unevaluated } from './reader.ts';
import { servicePorts } from './services.ts';
import { and, anybody, type Term, unknown } from './term.ts';

const actionWords: Readonly<Record<string, Action>> = { Allow: 'allow', Deny: 'deny', Pass: 'pass', 'Next-Tier': 'pass' };

/** The rules of one direction. Log decides nothing. */
export function calicoRules(reader: Reader, direction: Direction, namespace: string | undefined, world: CalicoWorld): Rule[] {
  return listOf(field(field(reader.object.body, 'spec'), direction)).flatMap((rule, index): Rule[] => {
    const at = pointer('spec', direction, index);
    const word = stringField(rule, 'action') ?? '';
    if (word === 'Log') return [];
    const parts = partsOf(reader, rule, at, direction, namespace, world);
    const action = Object.hasOwn(actionWords, word) ? actionWords[word] : undefined;
    if (action !== undefined) return parts.map((part) => ({ ...part, action }));
    const reason = invalid(reader, `${at}/action`, `${shown(word)} is no action of Calico's`);
    return parts.flatMap((part) => actions.map((any) => ({ ...part, action: any, doubts: [reason] })));
  });
}

type Part = Omit<Rule, 'action'>;

/** One part, or where the destination is a Service one for each of its ports. */
function partsOf(reader: Reader, rule: Json, at: Pointer, direction: Direction, namespace: string | undefined, world: CalicoWorld): Part[] {
  const [source, destination] = [field(rule, 'source'), field(rule, 'destination')];
  const doubts = doubtsOf(reader, rule, source, at);
  const { ports, doubts: more } = calicoPorts(reader, rule, at);
  const version = field(rule, 'ipVersion');
  const family: Term =
    version === 4 || version === 6 ? { kind: 'addresses', set: [version === 4 ? everyIPv4 : everyIPv6], pods: true, hosts: true } : anybody;
  const sender = and(entityTerm(reader, source, `${at}/source`, namespace, world), ...sourceServices(reader, source, at, namespace, world));
  const receiver = entityTerm(reader, destination, `${at}/destination`, namespace, world);
  const isIngress = direction === 'ingress';
  const part = (to: Term, of: Ports): Part => ({
    pointer: at,
    peer: and(isIngress ? sender : to, family),
    ...((isIngress ? to : sender).kind === 'anybody' ? {} : { own: isIngress ? to : sender }),
    ports: of,
    doubts: [...doubts, ...more],
  });
  if (!isObject(field(destination, 'services'))) return [part(receiver, ports)];
  const known = servicePods(destination, namespace, world);
  if (known === undefined)
    return [part(unknown(anybody, unevaluated(reader, `${at}/destination/services`, 'the pods of the Service are not known')), everyPort)];
  return servicePorts(known.service).flatMap(({ protocol, targetPort }): Part[] => {
    if (!isPortProtocol(protocol)) return [];
    const own: CalicoPorts['ports'] =
      typeof targetPort === 'number'
        ? { connections: intersect(connectionsOf(protocol, targetPort, targetPort), all), named: [] }
        : { connections: [], named: [{ name: targetPort, protocol }] };
    return [part(and(receiver, known.term), own)];
  });
}

function sourceServices(reader: Reader, source: Json | undefined, at: Pointer, namespace: string | undefined, world: CalicoWorld): Term[] {
  if (!isObject(field(source, 'services'))) return [];
  const known = servicePods(source, namespace, world);
  return [known?.term ?? unknown(anybody, unevaluated(reader, `${at}/source/services`, 'the pods of the Service are not known'))];
}

/** What narrows a rule that is not evaluated. */
function doubtsOf(reader: Reader, rule: Json, source: Json | undefined, at: Pointer): string[] {
  const doubts: string[] = [];
  if (isObject(field(rule, 'http'))) doubts.push(unevaluated(reader, `${at}/http`, 'what a request asks for is not evaluated'));
  for (const key of ['ports', 'notPorts'])
    if (listOf(field(source, key)).length > 0)
      doubts.push(unevaluated(reader, `${at}/source/${key}`, 'the port that a connection comes from is not evaluated'));
  return doubts;
}
