// SPDX-License-Identifier: Apache-2.0
// Reads spec.hostNetwork, spec.hostPID, spec.hostIPC; allows false and absent.
// Follows policy/check_hostNamespaces.go.
import type { Control, Pod } from '../control.ts';

const namespaces = ['hostNetwork', 'hostPID', 'hostIPC'] as const;

export const hostNamespaces: Control = {
  id: 'hostNamespaces',
  level: 'baseline',
  versions: [{ since: '1.0', evaluate }],
};

function evaluate({ spec }: Pod) {
  if (spec.hostNetwork !== true && spec.hostPID !== true && spec.hostIPC !== true) return undefined;
  const shared = namespaces.filter((name) => spec[name] === true);
  return {
    reason: 'host namespaces',
    detail: shared.map((name) => `${name}=true`).join(', '),
    paths: shared.map((name) => `/spec/${name}`),
  };
}
