// SPDX-License-Identifier: Apache-2.0
import type { Pointer } from '../../model/pointer.ts';
import type { Fault } from '../check.ts';

/** A fault that only people can close: what to write depends on what they know. */
export function advised(path: Pointer, reason: string, detail: string, advice: string): Fault {
  return { kind: 'fault', path, reason, detail, remedy: { kind: 'advice', advice } };
}

/** A fault that one value closes. */
export function replaced(path: Pointer, reason: string, detail: string, value: string, note?: string): Fault {
  const patch = [{ op: 'replace' as const, path, value }];
  return { kind: 'fault', path, reason, detail, remedy: { kind: 'patch', patch, ...(note === undefined ? {} : { note }) } };
}
