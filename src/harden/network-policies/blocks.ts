// SPDX-License-Identifier: Apache-2.0
// Addresses outside the cluster as the blocks that a policy names.

export interface Block {
  readonly cidr: string;
  readonly except: readonly string[];
}

/** More addresses than these are not listed: nobody reads such a list, and the next client is not on it. */
const mostAddresses = 8;

const ranges = [
  {
    isOf: (address: string) => !address.includes(':') && !isPrivateIPv4(address),
    block: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16'] },
  },
  { isOf: isPrivateIPv4, block: undefined },
  { isOf: (address: string) => address.includes(':'), block: { cidr: '::/0', except: ['fc00::/7', 'fe80::/10'] } },
] as const;

/** The blocks for some addresses, and how many addresses a block that is wider than them stands for. */
export function blocksOf(addresses: readonly string[]): { readonly blocks: readonly Block[]; readonly widened: number } {
  const distinct = [...new Set(addresses)].toSorted();
  let widened = 0;
  const blocks = ranges.flatMap(({ isOf, block }): Block[] => {
    const own = distinct.filter(isOf);
    // Private addresses are servers of one's own: a list of them, however long, is better than a network.
    if (own.length <= mostAddresses || block === undefined)
      return own.map((address) => ({ cidr: `${address}/${address.includes(':') ? 128 : 32}`, except: [] }));
    widened += own.length;
    return [block];
  });
  return { blocks, widened };
}

function isPrivateIPv4(address: string): boolean {
  return /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/.test(address);
}
