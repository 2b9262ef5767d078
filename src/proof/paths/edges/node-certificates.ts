// SPDX-License-Identifier: Apache-2.0
import { approveRequests, approveSigners, createRequests, requestForNodes, namesOfSigner } from '../certificate-permissions.ts';
import { jointEdge, type Use } from '../right-edge.ts';

export const nodeCertificates = jointEdge({
  id: 'node-certificates',
  title: 'Request the client certificate of a kubelet',
  reason:
    'The signer kubernetes.io/kube-apiserver-client-kubelet signs the name of any node. The request is approved by whoever may approve for the signer, or by the controller manager itself where its author may create certificatesigningrequests/nodeclient.',
  condition: 'The controller manager signs; it approves node certificates by itself.',
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/kubelet-tls-bootstrapping/'],
  permissions: [createRequests, approveRequests, approveSigners, requestForNodes],
  targetsOf: (rights, scope, { footholds }) => {
    if (scope !== '' || rights.names(createRequests, '') === undefined) return [];
    const create: Use = { permission: createRequests, scope };
    const to = footholds.anyKubelet();
    const signers =
      rights.names(approveRequests, '') === undefined
        ? []
        : namesOfSigner(rights.names(approveSigners, ''), 'kubernetes.io/kube-apiserver-client-kubelet');
    const byThemselves = {
      to,
      how: 'may request certificates of nodes, which are approved by themselves',
      uses: [create, { permission: requestForNodes, scope }],
    };
    return [
      ...(rights.names(requestForNodes, '') === undefined ? [] : [byThemselves]),
      ...signers.map((name) => ({
        to,
        how: 'may request and approve certificates of nodes',
        uses: [create, { permission: approveRequests, scope }, { permission: approveSigners, scope, name }],
      })),
    ];
  },
});
