// SPDX-License-Identifier: Apache-2.0
// cilium.io CiliumNetworkPolicy and CiliumClusterwideNetworkPolicy: what one denies is denied, then what one allows is allowed, and
// what is selected by one with rules for a direction is refused the rest.
import { field, isObject, type Json, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import { addressSet, type AddressSet } from './addresses.ts';
import { entitiesTerm } from './cilium-entities.ts';
import { ciliumSelected } from './cilium-labels.ts';
import { ciliumPorts } from './cilium-ports.ts';
import { isOfGroup, listOf } from './endpoints.ts';
import { ciliumTier, type Direction, type Policy, type Rule, type Side } from './policy.ts';
import { blockAddresses, invalid, isGiven, type Reader, textList, unevaluated } from './reader.ts';
import { and, anybody, hosts, inNamespace, nobody, or, outside, pods, type Term, unknown } from './term.ts';
import { namespaceOf, type Problem } from './world.ts';

const ciliumKinds: readonly string[] = ['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy'];

export function isCiliumPolicy(object: KubernetesObject): boolean {
  return ciliumKinds.includes(object.kind) && isOfGroup(object, 'cilium.io');
}

/** Each of `spec` and `specs` is a policy of its own. */
export function readCilium(objects: readonly KubernetesObject[], problems: Problem[]): Policy[] {
  const groups = new Map(objects.filter(({ kind }) => kind === 'CiliumCIDRGroup').map((object) => [object.name, object]));
  return objects.filter(isCiliumPolicy).flatMap((object) => {
    const reader: CiliumReader = { object, problems, groups };
    const spec = field(object.body, 'spec');
    return [
      ...(isGiven(spec) ? [readSpec(reader, spec, '/spec')] : []),
      ...listOf(field(object.body, 'specs')).map((one, index) => readSpec(reader, one, `/specs/${index}`)),
    ];
  });
}

interface CiliumReader extends Reader {
  readonly groups: ReadonlyMap<string, KubernetesObject>;
}

function readSpec(reader: CiliumReader, spec: Json, at: Pointer): Policy {
  const { object } = reader;
  const namespace = object.kind === 'CiliumNetworkPolicy' ? namespaceOf(object) : undefined;
  return {
    object,
    tier: ciliumTier,
    order: 0,
    rank: `${object.kind} ${object.namespace} ${object.name} ${at}`,
    subject: subjectTerm(reader, spec, at, namespace),
    doubts: [],
    ingress: sideOf(reader, spec, 'ingress', at, namespace),
    egress: sideOf(reader, spec, 'egress', at, namespace),
  };
}

function subjectTerm(reader: Reader, spec: Json, at: Pointer, namespace: string | undefined): Term {
  const [endpoints, nodes] = [field(spec, 'endpointSelector'), field(spec, 'nodeSelector')];
  if (isGiven(nodes)) return unknown(hosts, unevaluated(reader, `${at}/nodeSelector`, 'policies of nodes are not evaluated'));
  if (!isGiven(endpoints)) return unknown(pods, invalid(reader, `${at}/endpointSelector`, 'the selector of endpoints is missing'));
  const term = ciliumSelected(reader, endpoints, `${at}/endpointSelector`, undefined);
  return and(pods, ...(namespace === undefined ? [] : [inNamespace(namespace)]), term);
}

function sideOf(reader: CiliumReader, spec: Json, direction: Direction, at: Pointer, namespace: string | undefined): Side {
  const [allowed, denied] = [listOf(field(spec, direction)), listOf(field(spec, `${direction}Deny`))];
  const rules = (list: readonly Json[], action: 'allow' | 'deny', key: string): Rule[] =>
    list.flatMap((rule, index) => rulesOf(reader, rule, action, direction, `${at}/${key}/${index}`, namespace));
  const told = field(field(spec, 'enableDefaultDeny'), direction);
  return {
    isolates: typeof told === 'boolean' ? told : allowed.length + denied.length > 0,
    rules: [...rules(denied, 'deny', `${direction}Deny`), ...rules(allowed, 'allow', direction)],
  };
}

function rulesOf(
  reader: CiliumReader,
  rule: Json,
  action: 'allow' | 'deny',
  direction: Direction,
  at: Pointer,
  namespace: string | undefined,
): Rule[] {
  const way = direction === 'ingress' ? 'from' : 'to';
  const peer = peerTerm(reader, rule, way, at, namespace);
  const doubts: string[] = [];
  if (isGiven(field(rule, `${way}Requires`))) doubts.push(unevaluated(reader, `${at}/${way}Requires`, 'requirements are not evaluated'));
  if (stringField(field(rule, 'authentication'), 'mode') === 'required')
    doubts.push(unevaluated(reader, `${at}/authentication`, 'whether peers authenticate is not known'));
  return ciliumPorts(reader, rule, at).map((part) => ({
    action,
    pointer: at,
    peer,
    ports: part.ports,
    doubts: [...doubts, ...part.doubts],
  }));
}

/** Who the other side is. A rule that says nothing at all allows nothing; one that says only ports, everybody. */
function peerTerm(reader: CiliumReader, rule: Json, way: 'from' | 'to', at: Pointer, namespace: string | undefined): Term {
  const terms: Term[] = [];
  const read = (key: string, term: (value: Json, pointer: Pointer) => Term) => {
    const value = field(rule, `${way}${key}`);
    if (isGiven(value)) terms.push(term(value, `${at}/${way}${key}`));
  };
  const open = (among: Term, reason: string) => (_: Json, pointer: Pointer) => unknown(among, unevaluated(reader, pointer, reason));
  read('Endpoints', (value, pointer) =>
    or(nobody, ...listOf(value).map((selector, index) => ciliumSelected(reader, selector, `${pointer}/${index}`, namespace))),
  );
  read('CIDR', (value, pointer) =>
    blocksTerm(
      reader,
      listOf(value).map((cidr) => ({ cidr })),
      pointer,
    ),
  );
  read('CIDRSet', (value, pointer) => blocksTerm(reader, listOf(value), pointer));
  read('Entities', (value, pointer) => {
    const term = entitiesTerm(textList(value));
    return 'invalid' in term ? unknown(anybody, invalid(reader, pointer, term.invalid)) : term;
  });
  read('FQDNs', open(outside, 'domain names are not resolved'));
  read('Services', open(anybody, 'where Services lead is not evaluated'));
  read('Groups', open(outside, 'groups of a cloud are not known'));
  read('Nodes', open(hosts, 'nodes as peers are not evaluated'));
  if (terms.length > 1) return unknown(anybody, invalid(reader, at, 'kinds of peers cannot be combined in one rule'));
  const [term] = terms;
  if (term !== undefined) return term;
  return listOf(field(rule, 'toPorts')).length > 0 || listOf(field(rule, 'icmps')).length > 0 ? anybody : nobody;
}

/** Blocks are never pods or nodes: those have identities of their own. */
function blocksTerm(reader: CiliumReader, blocks: readonly Json[], at: Pointer): Term {
  const terms: Term[] = [];
  const sets: AddressSet[] = [];
  for (const [index, block] of blocks.entries()) {
    const group = stringField(block, 'cidrGroupRef');
    if (isGiven(field(block, 'cidrGroupSelector'))) {
      terms.push(unknown(outside, unevaluated(reader, `${at}/${index}/cidrGroupSelector`, 'groups of blocks by label are not evaluated')));
      continue;
    }
    const set = group === undefined ? blockSet(block) : groupSet(reader, group, listOf(field(block, 'except')));
    if (set === undefined)
      terms.push(unknown(outside, unevaluated(reader, `${at}/${index}/cidrGroupRef`, `the group ${group} is not there`)));
    else if ('invalid' in set) terms.push(unknown(outside, invalid(reader, `${at}/${index}`, set.invalid)));
    else sets.push(set);
  }
  return or({ kind: 'addresses', set: addressSet(sets.flat()), pods: false, hosts: false }, ...terms);
}

function blockSet(block: Json): AddressSet | { readonly invalid: string } {
  const cidr = isObject(block) ? stringField(block, 'cidr') : undefined;
  const single = cidr !== undefined && !cidr.includes('/') ? `${cidr}/${cidr.includes(':') ? 128 : 32}` : cidr;
  return blockAddresses(single, listOf(field(block, 'except')));
}

function groupSet({ groups }: CiliumReader, name: string, except: readonly Json[]): AddressSet | { readonly invalid: string } | undefined {
  const group = groups.get(name);
  if (group === undefined) return undefined;
  const sets = listOf(field(field(group.body, 'spec'), 'externalCIDRs')).map((cidr) =>
    blockAddresses(typeof cidr === 'string' ? cidr : undefined, except),
  );
  const wrong = sets.find((set) => 'invalid' in set);
  return wrong ?? addressSet(sets.flatMap((set) => ('invalid' in set ? [] : set)));
}
