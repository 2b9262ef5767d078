// SPDX-License-Identifier: Apache-2.0
// Permissions on requests for certificates.
import { powers } from '../../posture/facts/rbac-powers.ts';
import { holdsName, type Names, type Permission } from './rights.ts';

const groups = ['certificates.k8s.io'];

export const createRequests: Permission = { groups, resources: ['certificatesigningrequests'], verbs: ['create'] };
export const approveRequests: Permission = powers.approveRequests.permissions[0];
/** sign is no way in: what is uploaded must be signed with the key of the authority, which the API does not have. */
export const approveSigners: Permission = { groups, resources: ['signers'], verbs: ['approve'] };
/** Asked of whoever requests the certificate of a kubelet: the controller manager then approves it by itself. */
export const requestForNodes: Permission = { groups, resources: ['certificatesigningrequests/nodeclient'], verbs: ['create'] };

/** The names under which a signer may be approved: its own, or that of all signers of its domain. */
export function namesOfSigner(names: Names | undefined, signer: string): string[] {
  return [signer, `${signer.slice(0, signer.indexOf('/'))}/*`].filter((name) => holdsName(names, name));
}
