// SPDX-License-Identifier: Apache-2.0
// The API server's words for a whole verdict. Follows policy/checks.go and admission/admission.go.
import type { PodSecurityResult } from './evaluate.ts';
import { formatLevelVersion, type LevelVersion } from './level.ts';

/** `host namespaces, privileged`: what the API server says of many pods at once. */
export function forbiddenReason({ violations }: PodSecurityResult): string {
  return violations.map(({ reason }) => reason).join(', ');
}

/** `host namespaces (hostPID=true), privileged (container "a" must not …)`: what it says of one. */
export function forbiddenDetail({ violations }: PodSecurityResult): string {
  return violations.map(({ reason, detail }) => (detail === '' ? reason : `${reason} (${detail})`)).join(', ');
}

/** Why enforce refuses the pod. */
export function denialText(policy: LevelVersion, result: PodSecurityResult): string {
  return `violates PodSecurity "${formatLevelVersion(policy)}": ${forbiddenDetail(result)}`;
}

/** What warn shows and audit records. */
export function warningText(policy: LevelVersion, result: PodSecurityResult): string {
  return `would violate PodSecurity "${formatLevelVersion(policy)}": ${forbiddenDetail(result)}`;
}
