// SPDX-License-Identifier: Apache-2.0
// Reads the signature algorithm of every certificate that an object holds; hashes from SHA-224 on are allowed. The signature of what is
// its own issuer is never verified, so that of a root may be of any kind.
import { defineCertificateCheck } from '../facts/certificate-check.ts';

const broken: ReadonlySet<string> = new Set(['MD2', 'MD5', 'SHA-1']);

export const certificateWeakSignature = defineCertificateCheck({
  id: 'certificate-weak-signature',
  title: 'Certificate is signed by way of MD5 or SHA-1',
  why: 'For these hashes two certificates with one signature can be made. Programs in Go, all of Kubernetes among them, refuse such a certificate.',
  remedy: 'Have the certificate issued again with SHA-256.',
  severity: 'medium',
  threats: ['network-attack', 'unauthorized-access'],
  references: ['https://go.dev/doc/go1.18#sha1', 'https://shattered.io/'],
  aliases: [],
  concerns: ({ facts }) => facts !== undefined && !facts.selfIssued,
  judge: ({ name, facts }) => {
    const hash = facts?.signature.hash;
    if (hash === undefined || !broken.has(hash)) return undefined;
    return { reason: 'the signature is weak', detail: `${name} is signed with ${facts?.signature.algorithm} (${hash})` };
  },
});
