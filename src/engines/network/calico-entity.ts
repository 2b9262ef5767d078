// SPDX-License-Identifier: Apache-2.0
// The source or destination of a rule of Calico's: every field that is given must match.
import { type CalicoSelector, calicoSelects } from '../../model/calico-selector.ts';
import { field, isObject, type Json, stringField, stringMap } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Labels } from '../../model/selector.ts';
import { addressOf, type AddressSet, addressSet } from './addresses.ts';
import {
  accountKeys,
  type AddressLabels,
  compiledSelector,
  endpointKeys,
  type Keys,
  namespaceKeys,
  podsSelected,
  setsSelected,
} from './calico-terms.ts';
import { listOf } from './endpoints.ts';
import { blockAddresses, invalid, isGiven, type Reader, shown, unevaluated } from './reader.ts';
import {
  accountNameKey,
  and,
  anybody,
  hosts,
  inNamespace,
  namespaceNameKey,
  nobody,
  not,
  or,
  outside,
  pods,
  type Term,
  unknown,
} from './term.ts';

/** What the policies of one world have in common. */
export interface CalicoWorld {
  readonly sets: readonly AddressLabels[];
  readonly namespaces: ReadonlyMap<string, Labels>;
  readonly services: readonly KubernetesObject[];
  /** Selectors may select host endpoints, which are not evaluated. */
  readonly hasHostEndpoints: boolean;
}

/** `namespace` is that of the policy; undefined for a global one. */
export function entityTerm(reader: Reader, entity: Json | undefined, at: Pointer, namespace: string | undefined, world: CalicoWorld): Term {
  if (!isObject(entity)) return anybody;
  return and(
    anybody,
    ...netsTerms(reader, entity, at),
    ...selectionTerms(reader, entity, at, namespace, world),
    ...(isGiven(field(entity, 'domains')) && listOf(field(entity, 'domains')).length > 0
      ? [unknown(outside, unevaluated(reader, `${at}/domains`, 'domain names are not resolved'))]
      : []),
  );
}

function netsTerms(reader: Reader, entity: Json, at: Pointer): Term[] {
  const terms: Term[] = [];
  for (const key of ['nets', 'notNets']) {
    const texts = listOf(field(entity, key));
    if (texts.length === 0) continue;
    const set = netsAddresses(texts);
    const term: Term =
      'invalid' in set
        ? unknown(anybody, invalid(reader, `${at}/${key}`, set.invalid))
        : { kind: 'addresses', set, pods: true, hosts: true };
    terms.push(key === 'nets' ? term : not(term));
  }
  return terms;
}

/** Blocks, or single addresses, which Calico takes as blocks of one. */
export function netsAddresses(texts: readonly Json[]): AddressSet | { readonly invalid: string } {
  const sets: AddressSet[] = [];
  for (const text of texts) {
    const single = typeof text === 'string' ? addressOf(text) : undefined;
    const set = single === undefined ? blockAddresses(shown(text), []) : [{ first: single, last: single }];
    if ('invalid' in set) return set;
    sets.push(set);
  }
  return addressSet(sets.flat());
}

function selectionTerms(reader: Reader, entity: Json, at: Pointer, namespace: string | undefined, world: CalicoWorld): Term[] {
  const [text, notText] = [stringField(entity, 'selector'), stringField(entity, 'notSelector')];
  const accounts = field(entity, 'serviceAccounts');
  const isSelecting = [text, notText].some((one) => (one ?? '').trim() !== '') || isObject(accounts);
  const terms: Term[] = [];
  const namespaceText = stringField(entity, 'namespaceSelector');
  const selector = compiledSelector(text);
  if (selector !== undefined && 'invalid' in selector) terms.push(unknown(anybody, invalid(reader, `${at}/selector`, selector.invalid)));
  const chosen: CalicoSelector = selector === undefined || 'invalid' in selector ? { kind: 'all' } : selector;
  if ((namespaceText ?? '').trim() !== '') terms.push(inNamespaces(reader, namespaceText ?? '', `${at}/namespaceSelector`, chosen, world));
  else if (namespace !== undefined && isSelecting)
    terms.push(selectedOf(chosen, and(pods, inNamespace(namespace)), world, (set) => set.namespace === namespace, false));
  else if (selector !== undefined) terms.push(selectedOf(chosen, pods, world, () => true, true));
  const excluded = compiledSelector(notText);
  if (excluded !== undefined)
    terms.push(
      'invalid' in excluded
        ? unknown(anybody, invalid(reader, `${at}/notSelector`, excluded.invalid))
        : not(selectedOf(excluded, pods, world, () => true, true)),
    );
  if (isObject(accounts)) terms.push(accountsTerm(reader, accounts, `${at}/serviceAccounts`));
  return terms;
}

/** Pods among `within`, and sets of addresses, that a selector selects. */
function selectedOf(
  selector: CalicoSelector,
  within: Term,
  world: CalicoWorld,
  of: (set: AddressLabels) => boolean,
  orHosts: boolean,
): Term {
  return or(
    and(within, podsSelected(selector, endpointKeys)),
    setsSelected(selector, world.sets.filter(of)),
    ...(orHosts && world.hasHostEndpoints ? [unknown(hosts, 'host endpoints are not evaluated')] : []),
  );
}

function inNamespaces(reader: Reader, text: string, at: Pointer, selector: CalicoSelector, world: CalicoWorld): Term {
  const namespaces = compiledSelector(text);
  if (namespaces === undefined || 'invalid' in namespaces) return unknown(anybody, invalid(reader, at, namespaces?.invalid ?? 'is empty'));
  if (namespaces.kind === 'global') return selectedOf(selector, nobody, world, ({ namespace }) => namespace === undefined, true);
  const isIn = ({ namespace }: AddressLabels) => {
    if (namespace === undefined) return false;
    const labels = { ...world.namespaces.get(namespace), [namespaceNameKey]: namespace, 'projectcalico.org/name': namespace };
    return calicoSelects(namespaces, labels);
  };
  const isKnown = ({ namespace }: AddressLabels) => namespace === undefined || world.namespaces.has(namespace) || namespaces.kind === 'all';
  const open = world.sets.filter((set) => !isKnown(set));
  return or(
    selectedOf(selector, podsSelected(namespaces, namespaceKeys), world, (set) => isKnown(set) && isIn(set), false),
    ...(open.length === 0 ? [] : [unknown(setsSelected(selector, open), 'the labels of the namespace of a NetworkSet are not known')]),
  );
}

function accountsTerm(reader: Reader, accounts: Json, at: Pointer): Term {
  const names = listOf(field(accounts, 'names')).filter((name) => typeof name === 'string');
  const terms: Term[] = [pods];
  if (names.length > 0) terms.push({ kind: 'label', of: 'account', test: { operator: 'In', key: accountNameKey, values: new Set(names) } });
  terms.push(...labelTerms(reader, stringField(accounts, 'selector'), `${at}/selector`, accountKeys));
  return and(...terms);
}

/** The pods that a selector of namespaces or accounts means; none where it is not given. */
export function labelTerms(reader: Reader, text: string | undefined, at: Pointer, keys: Keys): Term[] {
  const selector = compiledSelector(text);
  if (selector === undefined) return [];
  return ['invalid' in selector ? unknown(pods, invalid(reader, at, selector.invalid)) : podsSelected(selector, keys)];
}

/** The pods of a Service, and the Service; undefined where it has none that are known. */
export function servicePods(entity: Json | undefined, namespace: string | undefined, { services }: CalicoWorld) {
  const wanted = field(entity, 'services');
  const name = stringField(wanted, 'name');
  const within = stringField(wanted, 'namespace') ?? namespace;
  const service = services.find((object) => object.name === name && (object.namespace || 'default') === within);
  const labels = Object.entries(stringMap(field(field(service?.body, 'spec'), 'selector')));
  if (service === undefined || within === undefined || labels.length === 0) return undefined;
  const tests = labels.map(([key, value]): Term => ({ kind: 'label', of: 'pod', test: { operator: 'In', key, values: new Set([value]) } }));
  return {
    service,
    term: or(and(pods, inNamespace(within), ...tests), unknown(hosts, `pods of the host network behind the Service ${name}`)),
  };
}
