// SPDX-License-Identifier: Apache-2.0

declare global {
  interface JSON {
    /** ECMAScript's raw JSON text: a number with digits that a double cannot hold. */
    rawJSON(text: string): unknown;
  }
}

/** JSON of a value that may hold integers beyond a double, exactly. */
export function stringify(value: unknown, indent?: number): string {
  try {
    return JSON.stringify(value, undefined, indent);
  } catch (error) {
    // A bigint makes plain JSON.stringify throw; asking about every value, as a replacer does, would cost all the others.
    if (!(error instanceof TypeError)) throw error;
    return JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? JSON.rawJSON(item.toString()) : item), indent);
  }
}
