// SPDX-License-Identifier: Apache-2.0
import type { Evaluate } from '../control.ts';

/** The same rule, from which a Pod that says it runs on Windows is exempt. */
export function exceptWindows(evaluate: Evaluate): Evaluate {
  return (pod) => (pod.spec.os?.name === 'windows' ? undefined : evaluate(pod));
}
