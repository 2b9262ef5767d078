// SPDX-License-Identifier: Apache-2.0
import { jointEdge } from '../right-edge.ts';
import { approveRequests, approveSigners, createRequests, namesOfSigner } from '../certificate-permissions.ts';

export const approveCertificates = jointEdge({
  id: 'approve-certificates',
  title: 'Request a client certificate of somebody else, and approve it',
  reason:
    'The signer kubernetes.io/kube-apiserver-client signs any name and group that an approved request asks for. Nobody can revoke the certificate.',
  condition:
    'The controller manager signs. Admission refuses the group system:masters (CertificateSubjectRestriction); any other group and every user is left.',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/#csrs-and-certificate-issuing'],
  permissions: [createRequests, approveRequests, approveSigners],
  targetsOf: (rights, scope, { footholds }) => {
    if (scope !== '' || rights.names(createRequests, '') === undefined || rights.names(approveRequests, '') === undefined) return [];
    return namesOfSigner(rights.names(approveSigners, ''), 'kubernetes.io/kube-apiserver-client').map((name) => ({
      to: footholds.identities(),
      how: 'may request and approve client certificates',
      uses: [
        { permission: createRequests, scope },
        { permission: approveRequests, scope },
        { permission: approveSigners, scope, name },
      ],
    }));
  },
});
