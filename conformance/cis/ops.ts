// SPDX-License-Identifier: Apache-2.0
// What the benchmark's data demand of a value: the operations and how items are combined, as the unit tables define them.

export interface TestItem {
  readonly flag: string;
  readonly path?: string;
  readonly env?: string;
  readonly set?: boolean;
  readonly compare?: { readonly op: string; readonly value: string | number | boolean };
}

/** Whether a value meets an operation. Both are text, as the tables have them. */
export function compare(op: string, value: string, wanted: string): boolean {
  const numbers = [value, wanted].map((text) => (text === '' ? Number.NaN : Number(text)));
  const [a = Number.NaN, b = Number.NaN] = numbers;
  switch (op) {
    case 'eq':
      return equals(value, wanted);
    case 'noteq':
      return !equals(value, wanted);
    case 'gt':
      return a > b;
    case 'gte':
      return a >= b;
    case 'lt':
      return a < b;
    case 'lte':
      return a <= b;
    case 'has':
      return value.includes(wanted);
    case 'nothave':
      return !value.includes(wanted);
    case 'regex':
      return new RegExp(wanted).test(value);
    case 'valid_elements':
      return allValid(elements(value), elements(wanted));
    case 'bitmask':
      return /^[0-7]+$/.test(value) && /^[0-7]+$/.test(wanted) && (Number.parseInt(value, 8) & ~Number.parseInt(wanted, 8)) === 0;
    default:
      return false;
  }
}

// Booleans are compared without regard to case.
function equals(value: string, wanted: string): boolean {
  return /^(?:true|false)$/i.test(value) ? value.toLowerCase() === wanted.toLowerCase() : value === wanted;
}

/** Whether each element of a list is one of those that are valid. Of two empty lists none is invalid; of one empty list all are. */
export function allValid(given: readonly string[], valid: readonly string[]): boolean {
  return given.length === 0 ? valid.length === 0 : given.every((element) => valid.includes(element));
}

function elements(list: string): string[] {
  return list.split(',').flatMap((element) => (element.trim() === '' ? [] : element.trim()));
}

/** Whether a configuration meets an item; `value` is undefined where the configuration does not have the flag. */
export function meets(item: TestItem, value: string | undefined): boolean {
  if (item.set === false) return value === undefined;
  if (value === undefined) return false;
  return item.compare === undefined || compare(item.compare.op, value, String(item.compare.value));
}
