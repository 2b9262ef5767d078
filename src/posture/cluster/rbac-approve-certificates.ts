// SPDX-License-Identifier: Apache-2.0
// Reads rules: approve and sign on signers of client certificates, and certificatesigningrequests/approval where no signer is named, are not allowed.
import { defineCheck } from '../check.ts';
import { onRole, roleKinds } from '../facts/rbac.ts';
import { powerFault, powers } from '../facts/rbac-powers.ts';

const reason = 'may have certificates signed';
const advice = 'Remove the rule, or limit signers by resourceNames to those of your own.';

export const rbacApproveCertificates = defineCheck({
  id: 'rbac-approve-certificates',
  title: 'Role may have certificates of users signed',
  why: 'A client certificate that the cluster signs is an identity: with O=system:masters one that RBAC never refuses and nobody can revoke. It takes a request, its approval and a right on the signer.',
  remedy: 'Leave approval to the controllers of Kubernetes; limit the signers by resourceNames to those of your own.',
  severity: 'high',
  layer: 'cluster',
  threats: ['privilege-escalation', 'unauthorized-access'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/',
  ],
  aliases: ['CIS-5.1.11', 'T1098'],
  appliesTo: { kinds: roleKinds },
  evaluate: onRole(({ rules }) => {
    const namesSigners = rules.some(({ rule }) => rule.resources.includes('signers'));
    return rules.flatMap((judged) => {
      const approval = namesSigners ? undefined : powerFault(judged, powers.approveRequests, 'resources', reason, advice);
      return powerFault(judged, powers.signCertificates, 'resources', reason, advice) ?? approval ?? [];
    });
  }),
});
