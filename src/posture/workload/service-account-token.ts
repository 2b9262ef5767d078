// SPDX-License-Identifier: Apache-2.0
// Reads automountServiceAccountToken of the pod, else of its ServiceAccount in the inventory; only false is allowed. Silent
// where a binding of the inventory grants rights to that ServiceAccount, so that the token is what the pod works with.
import { defineCheck } from '../check.ts';
import { setRemedy, specPath } from '../facts/container-faults.ts';
import { automountsToken, isBound, serviceAccountOf } from '../facts/service-account.ts';
import { isStaticPod } from '../facts/control-plane.ts';
import { likelySafe } from '../facts/remedy-class.ts';

export const serviceAccountToken = defineCheck({
  id: 'service-account-token',
  title: 'Pod gets an API token it may not need',
  why: 'Whoever can read files in the container, by a path traversal or by code execution, takes the token and talks to the API server as the ServiceAccount: with whatever that is granted, now or later, and from anywhere that reaches the API.',
  remedy: 'Set automountServiceAccountToken: false in the pod, and mount a projected token where one is needed.',
  severity: 'low',
  layer: 'workload',
  threats: ['privilege-escalation', 'unauthorized-access'],
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting',
  ],
  aliases: [
    'kube-linter:automount-service-account-token',
    'polaris:automountServiceAccountToken',
    'KSV036',
    'C-0034',
    'CIS-5.1.6',
    'T1528',
  ],
  appliesTo: 'workload',
  applicable: ({ object }) => !isStaticPod(object),
  evaluate: (workload, { inventory }) => {
    const account = serviceAccountOf(workload.spec);
    if (!automountsToken(workload, inventory) || (account !== 'default' && isBound(workload, inventory))) return [];
    const path = `${specPath(workload)}/automountServiceAccountToken`;
    const remedy = setRemedy(workload, path, false, 'Not where the program calls the API server, or proves who it is by this token.');
    return [
      {
        kind: 'fault',
        path,
        reason: 'service account token is mounted',
        detail: `pods get the token of ServiceAccount "${account}": set automountServiceAccountToken=false`,
        // Nobody grants an account that all pods share what one program needs, as long as no binding says so.
        remedy: account === 'default' && !isBound(workload, inventory) ? likelySafe(remedy) : remedy,
      },
    ];
  },
});
