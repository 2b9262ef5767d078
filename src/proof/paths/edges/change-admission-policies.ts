// SPDX-License-Identifier: Apache-2.0
import { compareVersions } from '../../../model/version.ts';
import { jointEdge } from '../right-edge.ts';
import type { Permission } from '../rights.ts';

const groups = ['admissionregistration.k8s.io'];
const verbs = ['create', 'update', 'patch'];
const policies: Permission = { groups, resources: ['mutatingadmissionpolicies'], verbs };
const bindings: Permission = { groups, resources: ['mutatingadmissionpolicybindings'], verbs };

export const changeAdmissionPolicies = jointEdge({
  id: 'change-admission-policies',
  title: 'Write a policy that changes what others create',
  reason:
    'A MutatingAdmissionPolicy changes objects before they are stored, as a webhook does: the next Pod of any namespace runs what the policy puts into it.',
  condition: 'In force by default from Kubernetes 1.36. The policy takes a binding to be in force.',
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/mutating-admission-policy/'],
  permissions: [policies, bindings],
  targetsOf: (rights, scope, { footholds, inventory }) => {
    if (scope !== '' || compareVersions(inventory.version, { major: 1, minor: 36 }) < 0) return [];
    if (rights.names(policies, '') === undefined || rights.names(bindings, '') === undefined) return [];
    const uses = [
      { permission: policies, scope },
      { permission: bindings, scope },
    ];
    return [{ to: footholds.newPods(''), how: 'may write MutatingAdmissionPolicies and their bindings', uses }];
  },
});
