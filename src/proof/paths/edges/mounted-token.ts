// SPDX-License-Identifier: Apache-2.0
import { defineEdge, type Step } from '../edge.ts';

export const mountedToken = defineEdge({
  id: 'mounted-token',
  title: 'Read the token that a Pod mounts',
  reason:
    'A token of its ServiceAccount is mounted into a Pod unless the Pod or the account says otherwise, and whoever runs code there reads it.',
  condition: 'None.',
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting',
  ],
  length: 1,
  *stepsOf({ pods }): Generator<Step> {
    for (const { workload, foothold, account, accountName, hasToken } of pods) {
      if (!hasToken) continue;
      const { object, templatePath } = workload;
      yield {
        from: foothold,
        to: account,
        how: `mounts the token of ServiceAccount ${accountName}`,
        removables: [
          {
            kind: 'mount',
            action: `mount no token into ${foothold.name} (automountServiceAccountToken: false)`,
            object,
            pointer: `${templatePath}/spec`,
          },
        ],
        object,
        pointer: `${templatePath}/spec/serviceAccountName`,
      };
    }
  },
});
