// SPDX-License-Identifier: Apache-2.0
// Reads serviceAccount; it is allowed only beside an equal serviceAccountName, as the API server writes both.
import { setOperation } from '../../model/patch.ts';
import { defineCheck } from '../check.ts';
import { patchRemedy, removeRemedy, specPath } from '../facts/container-faults.ts';

export const deprecatedServiceAccountField = defineCheck({
  id: 'deprecated-service-account-field',
  title: 'ServiceAccount is named in a deprecated field',
  why: 'Reviewers and policies look at serviceAccountName, so an account named in serviceAccount escapes them; and where both are set the API server ignores the old field without a word.',
  remedy: 'Name the ServiceAccount in serviceAccountName and remove serviceAccount.',
  severity: 'info',
  layer: 'workload',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/'],
  aliases: ['kube-linter:deprecated-service-account-field'],
  appliesTo: 'workload',
  evaluate: (workload) => {
    const { serviceAccount = '', serviceAccountName = '' } = workload.spec;
    if (serviceAccount === '' || serviceAccount === serviceAccountName) return [];
    const path = `${specPath(workload)}/serviceAccount`;
    if (serviceAccountName !== '') {
      const detail = `serviceAccount "${serviceAccount}" is ignored: pods run as "${serviceAccountName}"`;
      return [{ kind: 'fault', path, reason: 'serviceAccount differs from serviceAccountName', detail, remedy: removeRemedy(path) }];
    }
    return [
      {
        kind: 'fault',
        path,
        reason: 'serviceAccount is deprecated',
        detail: `serviceAccount "${serviceAccount}" must be named in serviceAccountName`,
        remedy: patchRemedy([
          setOperation(workload.object.body, `${specPath(workload)}/serviceAccountName`, serviceAccount),
          { op: 'remove', path },
        ]),
      },
    ];
  },
});
