// SPDX-License-Identifier: Apache-2.0
import type { Finding } from '../posture/finding.ts';
import { fieldPath } from './quote.ts';
import { stringify } from './stringify.ts';

/** A remedy as plain lines, for formats that quote nothing: each operation of the patch, then what to review. */
export function remedyText({ remedy }: Finding): string[] {
  if (remedy === undefined) return [];
  if (remedy.kind === 'advice') return [remedy.advice];
  const operations = remedy.patch.flatMap((operation) => {
    const field = fieldPath(operation.path);
    switch (operation.op) {
      case 'test':
        return [];
      case 'remove':
        return [`remove ${field}`];
      case 'add':
      case 'replace':
        return [`set ${field} to ${stringify(operation.value)}`];
    }
  });
  return [...operations, ...(remedy.note === undefined ? [] : [remedy.note])];
}
