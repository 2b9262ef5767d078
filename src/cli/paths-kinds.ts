// SPDX-License-Identifier: Apache-2.0
import { networkKinds } from './network-kinds.ts';

/** What attack paths are made of, to be asked of a live cluster. Of Secrets the metadata is read, and nothing else. */
export const pathsKinds: ReadonlySet<string> = new Set([
  ...networkKinds,
  'Secret',
  'Role.rbac.authorization.k8s.io',
  'ClusterRole.rbac.authorization.k8s.io',
  'RoleBinding.rbac.authorization.k8s.io',
  'ClusterRoleBinding.rbac.authorization.k8s.io',
  'CertificateSigningRequest.certificates.k8s.io',
  'ValidatingWebhookConfiguration.admissionregistration.k8s.io',
  'ValidatingAdmissionPolicy.admissionregistration.k8s.io',
]);
