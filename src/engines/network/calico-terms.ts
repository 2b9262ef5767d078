// SPDX-License-Identifier: Apache-2.0
// Calico's selectors as terms. They select pods, and the sets of addresses that bear labels as well.
import { type CalicoSelector, calicoSelects, compileCalicoSelector } from '../../model/calico-selector.ts';
import type { Labels } from '../../model/selector.ts';
import type { AddressSet } from './addresses.ts';
import { accountNameKey, and, type Bearer, type LabelTest, namespaceNameKey, nobody, not, or, pods, type Term } from './term.ts';

/** A NetworkSet, or, without a namespace, a GlobalNetworkSet. */
export interface AddressLabels {
  readonly namespace: string | undefined;
  readonly labels: Labels;
  readonly set: AddressSet;
}

/** Which bearer has a key, as Calico writes it; `fixed` is the value that every pod has. */
interface Key {
  readonly of: Bearer;
  readonly key: string;
  readonly fixed?: string;
}

export type Keys = (key: string) => Key;

/** Keys of endpoints: a pod's own, and under prefixes those of its namespace and its service account. */
export const endpointKeys: Keys = (key) => {
  if (key === 'projectcalico.org/namespace') return { of: 'namespace', key: namespaceNameKey };
  if (key === 'projectcalico.org/serviceaccount') return { of: 'account', key: accountNameKey };
  if (key === 'projectcalico.org/orchestrator') return { of: 'pod', key, fixed: 'k8s' };
  if (key.startsWith('pcns.')) return { of: 'namespace', key: named(key.slice(5), namespaceNameKey) };
  if (key.startsWith('pcsa.')) return { of: 'account', key: named(key.slice(5), accountNameKey) };
  return { of: 'pod', key };
};

export const namespaceKeys: Keys = (key) => ({ of: 'namespace', key: named(key, namespaceNameKey) });
export const accountKeys: Keys = (key) => ({ of: 'account', key: named(key, accountNameKey) });

function named(key: string, nameKey: string): string {
  return key === 'projectcalico.org/name' ? nameKey : key;
}

/** The pods that a selector selects. */
export function podsSelected(selector: CalicoSelector, keys: Keys): Term {
  switch (selector.kind) {
    case 'all':
      return pods;
    case 'global':
      return nobody;
    case 'not':
      return and(pods, not(podsSelected(selector.of, keys)));
    case 'and':
      return and(...selector.of.map((part) => podsSelected(part, keys)));
    case 'or':
      return or(...selector.of.map((part) => podsSelected(part, keys)));
    default:
      return tested(testOf(selector), keys);
  }
}

type Comparison = Exclude<CalicoSelector, { readonly kind: 'all' | 'global' | 'not' | 'and' | 'or' }>;

function testOf(selector: Comparison): LabelTest {
  const { key } = selector;
  switch (selector.kind) {
    case 'has':
      return { operator: 'Exists', key };
    case '==':
      return { operator: 'In', key, values: new Set([selector.value]) };
    case '!=':
      return { operator: 'NotIn', key, values: new Set([selector.value]) };
    case 'in':
      return { operator: 'In', key, values: new Set(selector.values) };
    case 'not in':
      return { operator: 'NotIn', key, values: new Set(selector.values) };
    default:
      return { operator: selector.kind, key, text: selector.value };
  }
}

function tested(test: LabelTest, keys: Keys): Term {
  const { of, key, fixed } = keys(test.key);
  if (fixed !== undefined) return meets(test, fixed) ? pods : nobody;
  return and(pods, { kind: 'label', of, test: { ...test, key } });
}

function meets(test: LabelTest, value: string): boolean {
  switch (test.operator) {
    case 'In':
      return test.values.has(value);
    case 'NotIn':
      return !test.values.has(value);
    case 'Exists':
      return true;
    case 'DoesNotExist':
      return false;
    case 'contains':
      return value.includes(test.text);
    case 'starts with':
      return value.startsWith(test.text);
    case 'ends with':
      return value.endsWith(test.text);
  }
}

/** The sets of addresses that a selector selects by their labels, as addresses. */
export function setsSelected(selector: CalicoSelector, sets: readonly AddressLabels[]): Term {
  const chosen = sets.filter(({ labels, namespace }) =>
    selectsSet(selector, namespace === undefined ? labels : { ...labels, 'projectcalico.org/namespace': namespace }),
  );
  return or(...chosen.map(({ set }): Term => ({ kind: 'addresses', set, pods: true, hosts: true })));
}

/** Where a set is the endpoint, global() selects what has no namespace. */
function selectsSet(selector: CalicoSelector, labels: Labels): boolean {
  switch (selector.kind) {
    case 'global':
      return !Object.hasOwn(labels, 'projectcalico.org/namespace');
    case 'not':
      return !selectsSet(selector.of, labels);
    case 'and':
      return selector.of.every((part) => selectsSet(part, labels));
    case 'or':
      return selector.of.some((part) => selectsSet(part, labels));
    default:
      return calicoSelects(selector, labels);
  }
}

/** As compileCalicoSelector; `undefined` for a text that is not given. */
export function compiledSelector(text: string | undefined): CalicoSelector | { readonly invalid: string } | undefined {
  return text === undefined || text.trim() === '' ? undefined : compileCalicoSelector(text);
}
