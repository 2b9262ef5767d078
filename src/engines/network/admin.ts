// SPDX-License-Identifier: Apache-2.0
// policy.networking.k8s.io: AdminNetworkPolicy and BaselineAdminNetworkPolicy (v1alpha1), ClusterNetworkPolicy (v1alpha2). Their rules
// come in order, the first that matches decides, and nothing is refused that no rule refuses.
import { field, isObject, type Json, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { escapeToken, type Pointer } from '../../model/pointer.ts';
import { adminPorts, clusterProtocols } from './admin-ports.ts';
import { listOf } from './endpoints.ts';
import { type Action, actions, adminTier, baselineTier, type Direction, type Policy, type Rule, type Side } from './policy.ts';
import { blocksAddresses, invalid, isGiven, type Reader, selectorTerm, shown, unevaluated } from './reader.ts';
import { and, anybody, or, pods, type Term, unknown } from './term.ts';
import type { Problem } from './world.ts';

/** Where a kind says what is otherwise the same in all three. */
interface Dialect {
  readonly actions: Readonly<Record<string, Action>>;
  readonly portsKey: string;
  readonly readPorts: typeof adminPorts;
}

const adminDialect: Dialect = { actions: { Allow: 'allow', Deny: 'deny', Pass: 'pass' }, portsKey: 'ports', readPorts: adminPorts };
const baselineDialect: Dialect = { ...adminDialect, actions: { Allow: 'allow', Deny: 'deny' } };
const clusterDialect: Dialect = {
  actions: { Accept: 'allow', Deny: 'deny', Pass: 'pass' },
  portsKey: 'protocols',
  readPorts: clusterProtocols,
};

/** The lowest precedence that a ClusterNetworkPolicy can have is 1000. */
const afterAll = 1001;

export function readAdminNetworkPolicy(object: KubernetesObject, problems: Problem[]): Policy {
  const reader = { object, problems };
  return { ...policyOf(reader, adminDialect), tier: adminTier, ...priorityOf(reader) };
}

export function readBaselineAdminNetworkPolicy(object: KubernetesObject, problems: Problem[]): Policy {
  const reader = { object, problems };
  const policy = policyOf(reader, baselineDialect);
  const doubts = object.name === 'default' ? [] : [invalid(reader, '/metadata/name', 'a BaselineAdminNetworkPolicy is named default')];
  return { ...policy, tier: baselineTier, order: afterAll, doubts };
}

export function readClusterNetworkPolicy(object: KubernetesObject, problems: Problem[]): Policy {
  const reader = { object, problems };
  const tier = stringField(field(object.body, 'spec'), 'tier');
  const doubts = tier === 'Admin' || tier === 'Baseline' ? [] : [invalid(reader, '/spec/tier', 'the tier is Admin or Baseline')];
  const { order, doubts: more } = priorityOf(reader);
  return { ...policyOf(reader, clusterDialect), tier: tier === 'Baseline' ? baselineTier : adminTier, order, doubts: [...doubts, ...more] };
}

/** Of a policy whose place is not known, every effect is in doubt wherever it is put. */
function priorityOf(reader: Reader): Pick<Policy, 'order' | 'doubts'> {
  const priority = field(field(reader.object.body, 'spec'), 'priority');
  if (typeof priority === 'number' && Number.isInteger(priority) && priority >= 0 && priority <= 1000)
    return { order: priority, doubts: [] };
  return { order: -1, doubts: [invalid(reader, '/spec/priority', 'the priority is a number from 0 to 1000')] };
}

function policyOf(reader: Reader, dialect: Dialect): Omit<Policy, 'tier'> {
  const spec = field(reader.object.body, 'spec');
  return {
    object: reader.object,
    order: 0,
    // Of one priority, any may come first.
    rank: undefined,
    subject: subjectTerm(reader, field(spec, 'subject'), '/spec/subject'),
    doubts: [],
    ...sideOf(reader, spec, 'ingress', dialect),
    ...sideOf(reader, spec, 'egress', dialect),
  };
}

function subjectTerm(reader: Reader, subject: Json | undefined, pointer: Pointer): Term {
  return podsTerm(reader, subject, pointer) ?? unknown(pods, invalid(reader, pointer, 'a subject says namespaces or pods'));
}

/** Undefined where neither pods nor namespaces are said. */
function podsTerm(reader: Reader, value: Json | undefined, pointer: Pointer): Term | undefined {
  const [namespaces, both] = [field(value, 'namespaces'), field(value, 'pods')];
  if (isGiven(namespaces) === isGiven(both)) return undefined;
  if (isGiven(namespaces)) return namespacesTerm(reader, namespaces, `${pointer}/namespaces`);
  return and(
    selectorTerm(reader, 'namespace', field(both, 'namespaceSelector') ?? {}, `${pointer}/pods/namespaceSelector`),
    selectorTerm(reader, 'pod', field(both, 'podSelector') ?? {}, `${pointer}/pods/podSelector`),
  );
}

/** Earlier versions had fields of their own in the selector, which a server that does not know them drops: it then selects everything. */
function namespacesTerm(reader: Reader, namespaces: Json, pointer: Pointer): Term {
  const other = isObject(namespaces)
    ? Object.keys(namespaces).find((key) => key !== 'matchLabels' && key !== 'matchExpressions')
    : undefined;
  if (other === undefined) return selectorTerm(reader, 'namespace', namespaces, pointer);
  return unknown(pods, unevaluated(reader, `${pointer}/${escapeToken(other)}`, `${shown(other)} is no field of a label selector`));
}

function sideOf(reader: Reader, spec: Json | undefined, direction: Direction, dialect: Dialect): { readonly [key in Direction]?: Side } {
  const rules = listOf(field(spec, direction));
  if (rules.length === 0) return {};
  return { [direction]: { isolates: false, rules: rules.flatMap((rule, index) => rulesOf(reader, rule, direction, index, dialect)) } };
}

function rulesOf(reader: Reader, rule: Json, direction: Direction, index: number, dialect: Dialect): Rule[] {
  const pointer = `/spec/${direction}/${index}`;
  const word = stringField(rule, 'action') ?? '';
  const action = Object.hasOwn(dialect.actions, word) ? dialect.actions[word] : undefined;
  const key = direction === 'ingress' ? 'from' : 'to';
  const peers = listOf(field(rule, key));
  const { ports, doubts } = dialect.readPorts(reader, field(rule, dialect.portsKey), `${pointer}/${dialect.portsKey}`);
  const peer =
    peers.length === 0
      ? unknown(anybody, invalid(reader, `${pointer}/${key}`, 'peers are missing'))
      : or(...peers.map((one, number) => peerTerm(reader, one, direction, `${pointer}/${key}/${number}`)));
  if (action !== undefined) return [{ action, pointer, peer, ports, doubts }];
  const reason = invalid(reader, `${pointer}/action`, `${shown(word)} is no action here`);
  return actions.map((any) => ({ action: any, pointer, peer, ports, doubts: [reason] }));
}

function peerTerm(reader: Reader, peer: Json, direction: Direction, pointer: Pointer): Term {
  const known = podsTerm(reader, peer, pointer);
  if (known !== undefined) return known;
  if (direction === 'egress' && isObject(peer)) {
    const [nodes, networks] = [field(peer, 'nodes'), field(peer, 'networks')];
    if (isGiven(nodes)) return selectorTerm(reader, 'node', nodes, `${pointer}/nodes`);
    if (isGiven(networks)) return networksTerm(reader, networks, `${pointer}/networks`);
    if (isGiven(field(peer, 'domainNames')))
      return unknown(anybody, unevaluated(reader, `${pointer}/domainNames`, 'domain names are not resolved'));
  }
  return unknown(anybody, invalid(reader, pointer, 'a peer says exactly one of what it may be'));
}

function networksTerm(reader: Reader, networks: Json, pointer: Pointer): Term {
  const set = blocksAddresses(listOf(networks));
  if ('invalid' in set) return unknown(anybody, invalid(reader, pointer, set.invalid));
  // Upstream says that connections within the cluster are held against networks, too.
  return { kind: 'addresses', set, pods: true, hosts: true };
}
