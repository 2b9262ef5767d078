// SPDX-License-Identifier: Apache-2.0
import type { Evaluate } from '../control.ts';

/** The same rule, from which a Pod in a user namespace of its own is exempt: root inside is nobody on the host. */
export function exceptUserNamespace(evaluate: Evaluate): Evaluate {
  return (pod) => (pod.spec.hostUsers === false ? undefined : evaluate(pod));
}
