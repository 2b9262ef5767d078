// SPDX-License-Identifier: Apache-2.0
import { tokens } from '../pointer.ts';
import type { Locator } from '../yaml/locate.ts';
import { pemBlocks } from './pem.ts';

/** Finds the blocks of a text in PEM, `/blocks/2` and what is below it; anything else stands where the text begins. */
export function createBlockLocator(text: string): Locator {
  const blocks = pemBlocks(text);
  return {
    locate(path) {
      const [list, index] = tokens(path);
      if (list !== 'blocks' || index === undefined) return { value: { start: 0, end: text.length } };
      const block = blocks[Number(index)];
      return block === undefined ? undefined : { value: { start: block.start, end: block.end } };
    },
  };
}
