// SPDX-License-Identifier: Apache-2.0
import { certificatesIn } from '../../../posture/facts/certificates.ts';
import { defineEdge, type Step } from '../edge.ts';

export const certificateGroups = defineEdge({
  id: 'certificate-groups',
  title: 'Be in the groups that a client certificate names',
  reason:
    'The API server takes the organizations of a client certificate for groups of its user. No binding shows them, and nothing revokes them before the certificate ends.',
  condition: 'The certificate is signed by the authority that the API server trusts for clients, and its key is at hand.',
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/authentication/#x509-client-certificates'],
  length: 0,
  *stepsOf({ footholds, inventory }): Generator<Step> {
    for (const object of inventory.objects) {
      if (!kinds.has(object.kind)) continue;
      for (const { facts, use, isCA, path } of certificatesIn(object)) {
        const user = facts?.subject.commonName ?? '';
        if (facts === undefined || use !== 'presented' || isCA || user === '') continue;
        const serves = facts.extendedKeyUsages;
        if (serves.length > 0 && !serves.includes('clientAuth') && !serves.includes('anyExtendedKeyUsage')) continue;
        for (const group of facts.subject.organizations)
          yield {
            from: footholds.user(user),
            to: footholds.group(group),
            how: `has a certificate of the group ${group}`,
            object,
            pointer: path,
          };
      }
    }
  },
});

const kinds: ReadonlySet<string> = new Set(['PemFile', 'Config', 'CertificateSigningRequest']);
