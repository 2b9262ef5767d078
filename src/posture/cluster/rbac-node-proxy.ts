// SPDX-License-Identifier: Apache-2.0
// Reads rules: no verb on nodes/proxy that reaches a kubelet is allowed.
import { defineCheck } from '../check.ts';
import { roleKinds } from '../facts/rbac.ts';
import { onPower, powers } from '../facts/rbac-powers.ts';

export const rbacNodeProxy = defineCheck({
  id: 'rbac-node-proxy',
  title: 'Role may reach the kubelet of nodes',
  why: 'With nodes/proxy, even with get alone, a caller reaches the API of the kubelet and runs commands in every Pod of the node. Admission and the audit log see nothing of it.',
  remedy: 'Grant nodes/metrics, nodes/stats or, with fine-grained kubelet authorization, nodes/healthz and nodes/pods instead.',
  severity: 'high',
  layer: 'cluster',
  threats: ['privilege-escalation', 'container-escape'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/',
  ],
  aliases: ['CIS-5.1.10', 'KSV047', 'T1611', 'T1609'],
  appliesTo: { kinds: roleKinds },
  evaluate: onPower(powers.nodeProxy, {
    at: 'resources',
    reason: 'may reach the kubelet API',
    advice: 'Replace it by nodes/metrics, nodes/stats or nodes/log, whichever is needed.',
  }),
});
