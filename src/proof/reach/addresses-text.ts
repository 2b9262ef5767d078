// SPDX-License-Identifier: Apache-2.0
import { type AddressRange, type AddressSet, addressText, everyIPv6, rangeText } from '../../engines/network/index.ts';

/** Ranges as blocks where they are some: `10.0.0.0/8`, else from first to last. */
export function blockTexts(ranges: AddressSet): string[] {
  return ranges.map((range) => blockText(range) ?? rangeText(range));
}

function blockText({ first, last }: AddressRange): string | undefined {
  const [bits, base] = first >= everyIPv6.first ? [128, first - everyIPv6.first] : [32, first];
  const size = last - first + 1n;
  if (size === 1n || (size & (size - 1n)) !== 0n || base % size !== 0n) return undefined;
  return `${addressText(first)}/${bits - (size.toString(2).length - 1)}`;
}
