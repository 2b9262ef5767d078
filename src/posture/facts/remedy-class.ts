// SPDX-License-Identifier: Apache-2.0
import type { Remedy } from '../check.ts';

/** A patch whose note tells what it does, not what could fail: nothing does. */
export function safe(remedy: Remedy): Remedy {
  return remedy.kind === 'patch' ? { ...remedy, class: 'safe' } : remedy;
}

/** A patch by which few programs fail: its note says which. */
export function likelySafe(remedy: Remedy): Remedy {
  return remedy.kind === 'patch' ? { ...remedy, class: 'likely-safe' } : remedy;
}
