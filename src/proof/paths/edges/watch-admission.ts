// SPDX-License-Identifier: Apache-2.0
import { rightEdge } from '../right-edge.ts';

export const watchAdmission = rightEdge({
  id: 'watch-admission',
  title: 'Write a webhook that sees what others write',
  reason: 'A validating webhook is shown every object that is written, Secrets with their content.',
  condition: 'It sees what is written from then on.',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/#control-admission-webhooks'],
  permission: {
    groups: ['admissionregistration.k8s.io'],
    resources: ['validatingwebhookconfigurations'],
    verbs: ['create', 'update', 'patch'],
  },
  clusterWide: true,
  may: 'write validating webhooks',
  assumes: () => ['the Secrets that matter are written again'],
  to: (_, { footholds }) => footholds.secrets(''),
  toNamed: (_name, _, { footholds }) => [footholds.secrets('')],
});
