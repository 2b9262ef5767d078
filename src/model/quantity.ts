// SPDX-License-Identifier: Apache-2.0

/** An amount of a resource as the decoder lets it through: `100m`, `1.5Gi`, `1e3`, 2. */
export type Quantity = string | number | bigint;

const multipliers: ReadonlyMap<string, number> = new Map([
  ['n', 1e-9],
  ['u', 1e-6],
  ['m', 1e-3],
  ...['k', 'M', 'G', 'T', 'P', 'E'].map((suffix, index) => [suffix, 1000 ** (index + 1)] as const),
  ...['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((suffix, index) => [suffix, 1024 ** (index + 1)] as const),
]);

/** The value of a resource.Quantity in its base unit (cores, bytes), as a double: near enough to compare amounts. */
export function quantityValue(quantity: Quantity): number {
  const text = String(quantity).trim();
  const suffix = /(?:[KMGTPE]i|[numkMGTPE])$/.exec(text)?.[0] ?? '';
  return Number(text.slice(0, text.length - suffix.length)) * (multipliers.get(suffix) ?? 1);
}
