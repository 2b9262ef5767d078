// SPDX-License-Identifier: Apache-2.0
// Who a policy, a rule or a peer means, before it is known who there is: a formula over labels, namespaces and addresses.
import type { Requirement, Selector } from '../../model/selector.ts';
import { type AddressSet, coversAddresses, everyAddress } from './addresses.ts';

/** Whose labels a requirement is about; what it selects are the pods (or nodes) that bear them or live under them. */
export type Bearer = 'pod' | 'namespace' | 'account' | 'node';

/** A requirement on one label: Kubernetes' operators and those of Calico's that compare texts. */
export type LabelTest =
  | Requirement
  | { readonly operator: 'contains' | 'starts with' | 'ends with'; readonly key: string; readonly text: string };

export type Term =
  | { readonly kind: 'anybody' | 'nobody' }
  /** Pods that policies can select; hosts, which are nodes and pods of their network; addresses that are of neither. */
  | { readonly kind: 'pods' | 'hosts' | 'outside' }
  | { readonly kind: 'label'; readonly of: Bearer; readonly test: LabelTest }
  /** Addresses. Whether pods and hosts are matched by theirs differs. */
  | { readonly kind: 'addresses'; readonly set: AddressSet; readonly pods: Known; readonly hosts: Known }
  | { readonly kind: 'not'; readonly of: Term }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Term[] }
  /** Perhaps some of `among`: why it is not known. */
  | { readonly kind: 'unknown'; readonly among: Term; readonly reason: string };

/** Undefined: not known. */
export type Known = boolean | undefined;

export const anybody: Term = { kind: 'anybody' };
export const nobody: Term = { kind: 'nobody' };
export const pods: Term = { kind: 'pods' };
export const hosts: Term = { kind: 'hosts' };
export const outside: Term = { kind: 'outside' };

/** Under this key a service account bears its own name among its labels; no label has such a key. */
export const accountNameKey = ' name';
export const namespaceNameKey = 'kubernetes.io/metadata.name';

export function and(...of: readonly Term[]): Term {
  return of.length === 1 ? (of[0] ?? anybody) : { kind: 'and', of };
}

export function or(...of: readonly Term[]): Term {
  return of.length === 1 ? (of[0] ?? nobody) : { kind: 'or', of };
}

export function not(of: Term): Term {
  return { kind: 'not', of };
}

export function unknown(among: Term, reason: string): Term {
  return { kind: 'unknown', among, reason };
}

/** Pods (or nodes) that a selector selects by the labels of a bearer. */
export function selected(of: Bearer, selector: Selector): Term {
  return and(of === 'node' ? hosts : pods, ...selector.map((test): Term => ({ kind: 'label', of, test })));
}

export function inNamespace(name: string): Term {
  return { kind: 'label', of: 'namespace', test: { operator: 'In', key: namespaceNameKey, values: new Set([name]) } };
}

/** Whether a term means everybody, or every pod, whatever its labels and wherever it is. */
export function meansAny(term: Term, who: 'anybody' | 'pod'): boolean {
  switch (term.kind) {
    case 'anybody':
      return true;
    case 'pods':
      return who === 'pod';
    case 'addresses':
      return term.pods === true && term.hosts === true && coversAddresses(term.set, everyAddress);
    case 'and':
      return term.of.every((part) => meansAny(part, who));
    case 'or':
      return term.of.some((part) => meansAny(part, who));
    default:
      return false;
  }
}

/** Every range of addresses that a term names. */
export function addressesIn(term: Term): readonly AddressSet[] {
  switch (term.kind) {
    case 'addresses':
      return [term.set];
    case 'not':
      return addressesIn(term.of);
    case 'and':
    case 'or':
      return term.of.flatMap(addressesIn);
    case 'unknown':
      return addressesIn(term.among);
    default:
      return [];
  }
}

/** Numbers terms so that equal ones have one number, whoever made them. */
export function createNumbering(): (term: Term) => number {
  const byTerm = new WeakMap<Term, number>();
  const byText = new Map<string, number>();
  const numberOf = (term: Term): number => {
    const known = byTerm.get(term);
    if (known !== undefined) return known;
    const text = textOf(term, numberOf);
    const number = byText.get(text) ?? byText.size;
    byText.set(text, number);
    byTerm.set(term, number);
    return number;
  };
  return numberOf;
}

/** Whether whoever one term means the other means as well, whoever there is; false where that does not show by their form. */
export function createImplication(): (term: Term, wider: Term) => boolean {
  const numberOf = createNumbering();
  const implies = (term: Term, wider: Term): boolean => {
    if (wider.kind === 'anybody' || (numberOf(term) === numberOf(wider) && isKnown(wider))) return true;
    if (term.kind === 'or') return term.of.every((part) => implies(part, wider));
    if (wider.kind === 'and') return wider.of.every((part) => implies(term, part));
    if (wider.kind === 'or' && wider.of.some((part) => implies(term, part))) return true;
    if (term.kind === 'and') return term.of.some((part) => implies(part, wider));
    if (term.kind === 'label' && wider.kind === 'label') return term.of === wider.of && impliesTest(term.test, wider.test);
    return term.kind === 'addresses' && wider.kind === 'addresses' && isNarrower(term, wider);
  };
  return implies;
}

/** Two terms that are not known for the same reason need not mean the same. */
function isKnown(term: Term): boolean {
  if (term.kind === 'and' || term.kind === 'or') return term.of.every(isKnown);
  return term.kind === 'not' ? isKnown(term.of) : term.kind !== 'unknown';
}

function impliesTest(test: LabelTest, wider: LabelTest): boolean {
  if (test.key !== wider.key || test.operator !== 'In') return false;
  if (wider.operator === 'Exists') return true;
  return wider.operator === 'In' && [...test.values].every((value) => wider.values.has(value));
}

type Addresses = Term & { readonly kind: 'addresses' };

function isNarrower(term: Addresses, wider: Addresses): boolean {
  return term.pods === wider.pods && term.hosts === wider.hosts && coversAddresses(wider.set, term.set);
}

function textOf(term: Term, numberOf: (term: Term) => number): string {
  switch (term.kind) {
    case 'label':
      return `${term.of} ${testText(term.test)}`;
    case 'addresses':
      return `${term.pods} ${term.hosts} ${term.set.map(({ first, last }) => `${first}-${last}`).join()}`;
    case 'not':
      return `not ${numberOf(term.of)}`;
    case 'and':
    case 'or':
      return `${term.kind} ${term.of.map(numberOf).join()}`;
    case 'unknown':
      return `unknown ${numberOf(term.among)} ${term.reason}`;
    default:
      return term.kind;
  }
}

function testText(test: LabelTest): string {
  if ('text' in test) return JSON.stringify([test.operator, test.key, test.text]);
  // No label's value holds a line break, nor does its key.
  return `${test.operator}\n${test.key}\n${'values' in test ? [...test.values].join('\n') : ''}`;
}
