// SPDX-License-Identifier: Apache-2.0
// Where the addresses lie that are not known: in the blocks of Nodes and IPPools, else anywhere in the families that are in use.
import { parseCidr } from '../../model/cidr.ts';
import { field, stringField } from '../../model/json.ts';
import { type AddressSet, addressSet, everyIPv4, everyIPv6, isIPv6, rangeOfBlock } from './addresses.ts';
import { type Endpoint, listOf } from './endpoints.ts';
import type { Options, World } from './world.ts';

export interface Space {
  readonly podSpace: AddressSet;
  readonly hostSpace: AddressSet;
}

/** `named` are the addresses that policies name: who writes rules for IPv6 has it. */
export function podSpaceOf({ objects }: World, options: Options, endpoints: readonly Endpoint[], named: readonly AddressSet[]): Space {
  const blocks = options.podBlocks ?? objects.flatMap(({ kind, body }) => blocksOf(kind, field(body, 'spec')));
  const ranges = blocks.flatMap((text) => {
    const cidr = parseCidr(text);
    return cidr === undefined ? [] : rangeOfBlock(cidr);
  });
  const evidence = [
    ...ranges.map(({ first }) => first),
    ...endpoints.flatMap(({ addresses }) => addresses),
    ...named.flat().map(({ last }) => last),
  ];
  const hostSpace = evidence.some(isIPv6) ? [everyIPv4, everyIPv6] : [everyIPv4];
  return { hostSpace, podSpace: ranges.length > 0 ? addressSet(ranges) : hostSpace };
}

function blocksOf(kind: string, spec: ReturnType<typeof field>): string[] {
  if (kind === 'IPPool') return [stringField(spec, 'cidr') ?? []].flat();
  if (kind !== 'Node') return [];
  const all = listOf(field(spec, 'podCIDRs')).filter((text) => typeof text === 'string');
  return all.length > 0 ? all : [stringField(spec, 'podCIDR') ?? []].flat();
}
