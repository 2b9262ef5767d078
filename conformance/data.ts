// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import process from 'node:process';

/** Where a suite's cases lie unless the command line says otherwise: $RAMPART_SHARED, or beside the project. */
export function dataFolder(suite: string): string {
  const shared = process.env['RAMPART_SHARED'] ?? path.join(import.meta.dirname, '../../shared');
  // The article is no upstream suite, so its files lie beside those.
  return suite === 'article' ? path.resolve(shared, suite) : path.resolve(shared, 'conformance', suite);
}
