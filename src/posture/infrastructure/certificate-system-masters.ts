// SPDX-License-Identifier: Apache-2.0
// Reads the organizations of client certificates: system:masters is allowed to the control plane's own, which lie beside the authority
// that could issue any other.
import type { CertificateFacts } from '../../model/x509/certificate.ts';
import { defineCertificateCheck } from '../facts/certificate-check.ts';

/** What older kubeadm, k3s and RKE2 name the API server as a client of kubelets. */
const ownNames: ReadonlySet<string> = new Set(['kube-apiserver-kubelet-client', 'system:apiserver']);

export const certificateSystemMasters = defineCertificateCheck({
  id: 'certificate-system-masters',
  title: 'Client certificate bypasses RBAC',
  why: 'The API server allows the group system:masters everything before it asks RBAC or webhooks. Such a certificate cannot be revoked, by no deleted binding: whoever copied it is administrator until it expires, or until the authority is replaced.',
  remedy: 'Work with an identity that RBAC knows. Keep one such certificate for emergencies, away from nodes, laptops and repositories.',
  severity: 'high',
  threats: ['unauthorized-access', 'privilege-escalation'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/setup-tools/kubeadm/implementation-details/#generate-kubeconfig-files-for-control-plane-components',
    'https://attack.mitre.org/techniques/T1649/',
  ],
  aliases: ['CIS-5.1.7', 'T1649'],
  kinds: ['PemFile.rampart.dev', 'Config', 'ConfigMap'],
  concerns: ({ use, facts }) => use === 'presented' && facts !== undefined && isClient(facts),
  judge: ({ name, facts }, _, { kind, origin }) => {
    if (facts === undefined || !facts.subject.organizations.includes('system:masters')) return undefined;
    const source = origin.kind === 'file' ? origin.source : '';
    const isBreakGlass = /(?:^|\/)super-admin\.conf$/.test(source);
    return {
      reason: 'the certificate is of system:masters',
      detail: `${name} is administrator whatever RBAC says`,
      advice: isBreakGlass
        ? 'kubeadm makes super-admin.conf for emergencies: move it from the node to a safe place, and work with admin.conf'
        : kind === 'Config'
          ? 'Replace it: kubeadm kubeconfig user --client-name NAME --org GROUP, with GROUP bound by RBAC; kubeadm certs renew admin.conf alone keeps the group'
          : 'Issue one whose O= is a group that RBAC binds, and keep this one for emergencies in a safe place',
    };
  },
});

/** A certificate without purposes serves any. */
function isClient({ isCA, extendedKeyUsages, subject }: CertificateFacts): boolean {
  const serves = extendedKeyUsages.length === 0 || extendedKeyUsages.some((use) => use === 'clientAuth' || use === 'anyExtendedKeyUsage');
  return serves && !isCA && !ownNames.has(subject.commonName ?? '');
}
