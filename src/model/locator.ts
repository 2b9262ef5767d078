// SPDX-License-Identifier: Apache-2.0
import type { FileOrigin } from './object.ts';
import { createBlockLocator } from './x509/locate-block.ts';
import { createLocator, type Locator } from './yaml/locate.ts';

/** Finds the nodes of the document that an origin names, in offsets of that document. */
export function locatorOf({ start, end, format }: FileOrigin, text: string): Locator {
  if (format === 'der') return { locate: () => undefined };
  return format === 'pem' ? createBlockLocator(text) : createLocator(text.slice(start, end));
}
