// SPDX-License-Identifier: Apache-2.0
// Reads notBefore and notAfter of certificates that servers and clients present; 825 days in all are allowed, which is more than twice
// what kubeadm gives and the most that clients accept of servers anywhere. Authorities, and what a caBundle trusts, live longer.
import { dateOf, day, defineCertificateCheck } from '../facts/certificate-check.ts';

const longest = 825;

export const certificateLongLived = defineCertificateCheck({
  id: 'certificate-long-lived',
  title: 'Certificate is valid for years',
  why: 'Kubernetes knows no revocation: who once copied the key of a client certificate is that user until it expires. What is renewed once in ten years is renewed by nobody who remembers how.',
  remedy: 'Issue it for a year at most, and let something renew it.',
  severity: 'low',
  threats: ['unauthorized-access'],
  references: [
    'https://kubernetes.io/docs/concepts/security/hardening-guide/authentication-mechanisms/#x509-client-certificate-authentication',
    'https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-certs/',
  ],
  aliases: [],
  concerns: ({ use, isCA }) => use === 'presented' && !isCA,
  judge: ({ name, notBefore, notAfter }, { now }) => {
    const days = Math.round((notAfter - notBefore) / day);
    if (days <= longest || notAfter < now) return undefined;
    return {
      reason: `the certificate is valid for more than ${longest} days`,
      detail: `${name} is valid for ${days} days, until ${dateOf(notAfter)}`,
      evidence: { days },
    };
  },
});
