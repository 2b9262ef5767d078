// SPDX-License-Identifier: Apache-2.0
// Reads notBefore of every certificate that an object holds; a time after the scan is told.
import { dateOf, defineCertificateCheck, distance } from '../facts/certificate-check.ts';

export const certificateNotYetValid = defineCertificateCheck({
  id: 'certificate-not-yet-valid',
  title: 'Certificate is not valid yet',
  why: 'Whoever verifies refuses it until then. Most often a clock is wrong: that of the machine that issued it, or that of the one that reads it.',
  remedy: 'Set the clocks by NTP, and issue the certificate again.',
  severity: 'medium',
  threats: ['network-attack', 'unauthorized-access'],
  references: ['https://kubernetes.io/docs/setup/best-practices/certificates/'],
  aliases: [],
  judge: ({ name, notBefore }, { now }) => {
    if (notBefore <= now) return undefined;
    return {
      reason: 'the certificate is not valid yet',
      detail: `${name} is valid from ${dateOf(notBefore)}, ${distance(notBefore, now)}`,
      evidence: { notBefore: new Date(notBefore).toISOString() },
      advice: 'Compare the clocks (timedatectl, chronyc tracking), then issue the certificate again',
    };
  },
});
