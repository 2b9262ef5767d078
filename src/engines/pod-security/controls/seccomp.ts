// SPDX-License-Identifier: Apache-2.0
import type { Profile } from '../../../model/pod.ts';
import type { Setters } from '../containers.ts';
import { quoted, sortedSet } from '../text.ts';

export function allowsSeccomp({ type }: Profile): boolean {
  return type === 'RuntimeDefault' || type === 'Localhost';
}

/** What the API server says of those who set a profile that is not allowed. */
export function forbiddenSeccomp({ text, all }: Setters): string {
  const types = sortedSet(all.map(({ securityContext }) => securityContext.seccompProfile?.type ?? ''));
  return `${text} must not set securityContext.seccompProfile.type to ${quoted(types)}`;
}
