// SPDX-License-Identifier: Apache-2.0
// Scalars as go-yaml v2 resolves them, which sigs.k8s.io/yaml and so all of Kubernetes stands on (resolve.go, decode.go).

export type Scalar = null | boolean | number | bigint | string;

// What a plain scalar can be, by its first character; with any other it is a string.
const word = 1;
const digit = 2;
const dot = 3;
const hints = new Uint8Array(128);
for (const char of 'yYnNtTfFoO~') hints[char.charCodeAt(0)] = word;
for (const char of '+-0123456789') hints[char.charCodeAt(0)] = digit;
hints['.'.charCodeAt(0)] = dot;

function casings(lower: string): string[] {
  return [lower, `${lower.charAt(0).toUpperCase()}${lower.slice(1)}`, lower.toUpperCase()];
}

const words = new Map<string, boolean | number | null>();
for (const [value, spellings] of [
  [true, ['y', 'yes', 'true', 'on']],
  [false, ['n', 'no', 'false', 'off']],
  [null, ['null']],
] as const) {
  for (const text of spellings.flatMap(casings)) words.set(text, value);
}
words.set('~', null);
for (const text of ['.inf', '.Inf', '.INF']) words.set(text, Infinity).set(`+${text}`, Infinity).set(`-${text}`, -Infinity);
for (const text of ['.nan', '.NaN', '.NAN']) words.set(text, Number.NaN);
const longestWord = 5;

/** The value of a plain scalar without a tag. `.inf` and `.nan` are numbers here; JSON has no such value, so the caller refuses them. */
export function resolvePlain(text: string): Scalar {
  if (text === '') return null;
  const first = text.charCodeAt(0);
  const hint = first < 128 ? hints[first] : 0;
  if (hint === 0) return text;
  if (text.length <= longestWord) {
    const known = words.get(text);
    if (known !== undefined) return known;
  }
  if (hint === digit) return numberOf(text) ?? text;
  const isFloat = hint === dot && dotFloat.test(text) && !looseUnderscore.test(text);
  return isFloat ? (finite(text.replaceAll('_', '')) ?? text) : text;
}

const commonInteger = /^(?:0|[1-9]\d{0,14})$/;
const yamlFloat = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
// Behind a leading dot, underscores must separate digits; elsewhere they may stand anywhere.
const dotFloat = /^\.\d[\d_]*(?:[eE][-+]?\d[\d_]*)?$/;
const looseUnderscore = /_(?!\d)/;
const integer = /^([-+]?)(?:0[xX]([\da-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9]\d*))$/;
// go-yaml hands what follows `0b` to a parser that takes a sign once more.
const binaryWithInnerSign = /^0b([-+])([01]+)$/;

function numberOf(text: string): number | bigint | undefined {
  if (commonInteger.test(text)) return Number(text);
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  const parts = integer.exec(plain);
  if (parts) {
    const [, sign, hex, binary, octal, decimal] = parts;
    const magnitude = hex ? `0x${hex}` : binary ? `0b${binary}` : octal ? `0o${octal}` : (decimal ?? '0');
    const value = fitting(sign ?? '', magnitude);
    if (value !== undefined) return value;
  }
  if (yamlFloat.test(plain)) return finite(plain);
  const binary = binaryWithInnerSign.exec(plain);
  return binary ? fitting(binary[1] ?? '', `0b${binary[2]}`) : undefined;
}

const maxInt64 = 2n ** 63n - 1n;
const maxUint64 = 2n ** 64n - 1n;

/** An integer of 64 bits, as number where a double holds it exactly; undefined beyond 64 bits. Only an unsigned one may pass int64. */
function fitting(sign: string, magnitude: string): number | bigint | undefined {
  const value = Number(magnitude);
  if (value <= Number.MAX_SAFE_INTEGER) return sign === '-' && value !== 0 ? -value : value;
  // BigInt() of a megabyte of digits takes seconds: what is clearly too large does not get there.
  if (value > 2 ** 65) return undefined;
  const exact = BigInt(magnitude);
  if (sign === '-') return exact <= maxInt64 + 1n ? -exact : undefined;
  return exact <= (sign === '+' ? maxInt64 : maxUint64) ? exact : undefined;
}

// A float beyond the range of a double stays a string in go-yaml.
function finite(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** The JSON key that sigs.k8s.io/yaml makes of a plain scalar; undefined where it refuses the key. */
export function plainKey(text: string): string | undefined {
  const value = resolvePlain(text);
  return typeof value === 'number' ? numberKey(value, text) : keyText(value);
}

/** The JSON key of a value that is not a number; undefined for null and for what no int64 holds. */
export function keyText(value: Scalar): string | undefined {
  if (value === null || (typeof value === 'bigint' && value > maxInt64)) return undefined;
  return String(value);
}

function numberKey(value: number, text: string): string {
  return isInteger(value, text) ? String(value) : float32Text(value);
}

/** Whether a resolved number was written as an integer of 64 bits, not as a float. */
export function isInteger(value: number, text: string): boolean {
  if (!Number.isSafeInteger(value)) return false;
  const plain = text.replaceAll('_', '');
  return integer.test(plain) || binaryWithInnerSign.test(plain);
}

/** Go's strconv.FormatFloat(value, 'g', -1, 32): the shortest text that is the same float of 32 bits. */
function float32Text(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return '.nan';
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  let shortest = single.toExponential();
  for (let digits = 0; digits < 9; digits++) {
    shortest = single.toExponential(digits);
    if (Math.fround(Number(shortest)) === single) break;
  }
  const [mantissa = '', power = '0'] = shortest.split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return Object.is(single, -0) ? '-0' : String(Number(shortest));
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
