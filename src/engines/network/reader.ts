// SPDX-License-Identifier: Apache-2.0
// What the readers of all kinds of policies share: a place to put what is wrong, and terms from Kubernetes' selectors and blocks.
import { containsBlock, parseCidr } from '../../model/cidr.ts';
import { type Json, typeName } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import { compileSelector } from '../../model/selector.ts';
import { type AddressSet, addressSet, rangeOfBlock, subtractAddresses } from './addresses.ts';
import { listOf } from './endpoints.ts';
import { type Bearer, hosts, pods, selected, type Term, unknown } from './term.ts';
import type { Problem } from './world.ts';

/** One object being read. */
export interface Reader {
  readonly object: KubernetesObject;
  readonly problems: Problem[];
}

/** Records what Kubernetes would refuse; gives the reason back, to be kept as a doubt. */
export function invalid({ object, problems }: Reader, pointer: Pointer, reason: string): string {
  problems.push({ kind: 'invalid', object, pointer, reason });
  return reason;
}

/** Records what the engine does not evaluate. */
export function unevaluated({ object, problems }: Reader, pointer: Pointer, reason: string): string {
  problems.push({ kind: 'unevaluated', object, pointer, reason });
  return reason;
}

/** A value as a reason names it. */
export function shown(value: Json): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' ? typeName(value) : `${value}`;
}

export function isGiven(value: Json | undefined): value is Json {
  return value !== undefined && value !== null;
}

/** What a label selector selects by the labels of a bearer. */
export function selectorTerm(reader: Reader, of: Bearer, selector: Json, pointer: Pointer): Term {
  const compiled = compileSelector(selector);
  if ('invalid' in compiled) return unknown(of === 'node' ? hosts : pods, invalid(reader, pointer, compiled.invalid));
  return selected(of, compiled);
}

/** The addresses of a block without its exceptions; the reason where Kubernetes would refuse them. */
export function blockAddresses(cidrText: string | undefined, except: readonly Json[]): AddressSet | { readonly invalid: string } {
  const cidr = cidrText === undefined ? undefined : parseCidr(cidrText);
  if (cidr === undefined) return { invalid: cidrText === undefined ? 'cidr is missing' : `${cidrText} is no block of addresses` };
  const cut: AddressSet[] = [];
  for (const text of except) {
    const block = typeof text === 'string' ? parseCidr(text) : undefined;
    if (block === undefined) return { invalid: `${shown(text)} is no block of addresses` };
    if (!containsBlock(cidr, block) || cidr.prefix === block.prefix) return { invalid: `${shown(text)} does not lie within ${cidrText}` };
    cut.push([rangeOfBlock(block)]);
  }
  return subtractAddresses([rangeOfBlock(cidr)], addressSet(cut.flat()));
}

/** A list of `cidr` texts as one set. */
export function blocksAddresses(texts: readonly Json[]): AddressSet | { readonly invalid: string } {
  const sets: AddressSet[] = [];
  for (const text of texts) {
    const set = blockAddresses(typeof text === 'string' ? text : undefined, []);
    if ('invalid' in set) return set;
    sets.push(set);
  }
  return addressSet(sets.flat());
}

export function textList(value: Json | undefined): readonly string[] {
  return listOf(value).filter((item) => typeof item === 'string');
}
