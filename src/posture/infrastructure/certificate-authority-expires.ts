// SPDX-License-Identifier: Apache-2.0
// Reads notAfter of every authority that an object holds; less than a year away is told. One that is made for less than two years is
// renewed by whatever made it, as cert-manager does for webhooks.
import { objectsOfKind } from '../../model/inventory.ts';
import { dateOf, day, defineCertificateCheck, distance } from '../facts/certificate-check.ts';
import { certificatesIn, type PlacedCertificate } from '../facts/certificates.ts';
import { perInventory } from '../facts/per-inventory.ts';

const year = 365 * day;

/** Authorities whose own file is there: kubeconfigs repeat them, and one cause is told once. */
const filed = perInventory(
  (inventory) => new Set(objectsOfKind(inventory, 'PemFile', 'rampart.dev').flatMap(certificatesIn).map(identity)),
);

export const certificateAuthorityExpires = defineCertificateCheck({
  id: 'certificate-authority-expires',
  title: 'Authority expires within a year',
  why: 'Nothing renews the authorities of kubeadm, k3s and RKE2: after ten years everything that they signed is refused at once. Replacing one takes several rounds through all nodes and clients.',
  remedy:
    'Plan the replacement: trust the new authority beside the old one everywhere, issue all certificates anew, then drop the old one.',
  severity: 'low',
  threats: ['network-attack', 'unauthorized-access'],
  references: ['https://kubernetes.io/docs/tasks/tls/manual-rotation-of-ca-certificates/', 'https://docs.k3s.io/cli/certificate'],
  aliases: [],
  concerns: (certificate, { kind }, { inventory }) =>
    certificate.isCA && !certificate.superseded && (kind !== 'Config' || !filed(inventory).has(identity(certificate))),
  judge: ({ name, notBefore, notAfter }, { now }) => {
    const left = notAfter - now;
    if (left < 30 * day || left >= year || notAfter - notBefore < 2 * year) return undefined;
    return {
      reason: 'the authority expires within a year',
      detail: `${name} expires on ${dateOf(notAfter)}, ${distance(notAfter, now)}`,
      evidence: { notAfter: new Date(notAfter).toISOString() },
    };
  },
});

function identity({ facts, notAfter }: PlacedCertificate): string {
  return `${facts?.serial} ${notAfter} ${facts?.subject.text}`;
}
