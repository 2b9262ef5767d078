// SPDX-License-Identifier: Apache-2.0
// How a test says which components it needs. Where one is missing the tests are skipped with a line that says how to
// get it; with CI=true they fail instead, so that nothing is passed over where it must not be.
import { describe, expect, it } from 'vitest';
import { findProgram, missingLine } from './component.ts';
import { wanted } from './components.ts';

/** `describe` with the components that the body starts, as NAME or NAME@VERSION. */
export function describeWith(names: readonly string[], title: string, body: () => void): void {
  const missing = names.map(wanted).filter(({ component, version }) => findProgram(component, version) === undefined);
  if (missing.length === 0) return declare(describe, title, body);
  const line = missingLine(missing);
  if (process.env['CI'] === 'true') return declare(describe, title, () => it('finds its components', () => expect.fail(line)));
  process.stderr.write(`skipped "${title}": ${line}\n`);
  return declare(describe.skip, title, body);
}

function declare(suite: (title: string, body: () => void) => void, title: string, body: () => void): void {
  suite(title, body);
}
