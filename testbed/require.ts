// SPDX-License-Identifier: Apache-2.0
// How a test says which components it needs. Where one is missing the tests are skipped with a line that says how to
// get it; with CI=true they fail instead, so that nothing is passed over where it must not be.
import { describe, expect, it } from 'vitest';
import { findProgram, missingLine } from './component.ts';
import { wanted } from './components.ts';

type Suite = (title: string, body: () => void) => void;

/** `describe` with the components that the body starts, as NAME or NAME@VERSION. */
export function describeWith(names: readonly string[], title: string, body: () => void): void {
  const missing = names.map(wanted).filter(({ component, version }) => findProgram(component, version) === undefined);
  const found = missing.length === 0;
  const line = missingLine(missing);
  const inCi = process.env['CI'] === 'true';
  const failing = (): void => it('finds its components', () => expect.fail(line));
  const suite: Suite = found || inCi ? describe : describe.skip;
  if (!found && !inCi) process.stderr.write(`skipped "${title}": ${line}\n`);
  suite(title, found || !inCi ? body : failing);
}
