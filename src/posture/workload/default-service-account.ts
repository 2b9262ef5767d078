// SPDX-License-Identifier: Apache-2.0
// Reads serviceAccountName, and serviceAccount where that is empty: any name but default is allowed. Silent where the pods
// get no token, since they then act as nobody.
import type { PodSpec } from '../../model/pod.ts';
import { defineCheck } from '../check.ts';
import { specPath } from '../facts/container-faults.ts';
import { automountsToken, serviceAccountOf } from '../facts/service-account.ts';
import { isStaticPod } from '../facts/control-plane.ts';

export const defaultServiceAccount = defineCheck({
  id: 'default-service-account',
  title: 'Pod runs as the default ServiceAccount',
  why: 'All pods of the namespace that name no ServiceAccount share this one. A right that is granted to it for one of them is a right for an intruder in any of them, and the audit log cannot tell them apart.',
  remedy: 'Give the workload a ServiceAccount of its own, with the rights it needs and no more.',
  severity: 'low',
  layer: 'workload',
  threats: ['privilege-escalation', 'unauthorized-access'],
  references: ['https://kubernetes.io/docs/concepts/security/service-accounts/'],
  aliases: ['kube-linter:default-service-account', 'C-0189', 'CIS-5.1.5', 'T1078.001'],
  followsFrom: [{ check: 'service-account-token', at: '/automountServiceAccountToken' }],
  appliesTo: 'workload',
  applicable: ({ object }) => !isStaticPod(object),
  evaluate: (workload, { inventory }) => {
    const { spec } = workload;
    if (serviceAccountOf(spec) !== 'default' || !(automountsToken(workload, inventory) || projectsToken(spec))) return [];
    return [
      {
        kind: 'fault',
        path: `${specPath(workload)}/serviceAccountName`,
        reason: 'runs as the default ServiceAccount',
        detail: 'pods get a token of the ServiceAccount "default", which the namespace shares',
        remedy: {
          kind: 'advice',
          advice:
            'Create a ServiceAccount and name it in serviceAccountName; or, if the program never calls the API server, set automountServiceAccountToken: false.',
        },
      },
    ];
  },
});

function projectsToken({ volumes = [] }: PodSpec): boolean {
  return volumes.some(({ projected }) => projected?.sources?.some(({ serviceAccountToken }) => serviceAccountToken !== undefined));
}
