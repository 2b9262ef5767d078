// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import process from 'node:process';

/** Those of the network engine share a folder. */
const networkSuites: ReadonlySet<string> = new Set(['k8s-e2e', 'cyclonus', 'np-guard']);

/** Where a suite's cases lie unless the command line says otherwise: $RAMPART_SHARED, or beside the project. */
export function dataFolder(suite: string): string {
  const shared = process.env['RAMPART_SHARED'] ?? path.join(import.meta.dirname, '../../shared');
  // The article is no upstream suite, so its files lie beside those.
  if (suite === 'article') return path.resolve(shared, suite);
  return path.resolve(shared, 'conformance', networkSuites.has(suite) ? 'netpol' : '', suite);
}
