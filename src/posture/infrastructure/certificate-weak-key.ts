// SPDX-License-Identifier: Apache-2.0
// Reads the public key of every certificate that an object holds: RSA of 2048 bits and more, EC of 224 and more, and what is newer are
// allowed (NIST SP 800-131A); DSA is not.
import type { PublicKeyFacts } from '../../model/x509/algorithms.ts';
import { defineCertificateCheck } from '../facts/certificate-check.ts';

export const certificateWeakKey = defineCertificateCheck({
  id: 'certificate-weak-key',
  title: 'Certificate has a weak key',
  why: 'RSA below 2048 bits is within reach of those who can spend money on it; who has factored the key is the server, the user or the authority.',
  remedy: 'Make a new key, of RSA 2048 or ECDSA P-256 at least, and have a certificate issued for it.',
  severity: 'medium',
  threats: ['network-attack', 'unauthorized-access'],
  references: ['https://csrc.nist.gov/pubs/sp/800/131/a/r2/final', 'https://kubernetes.io/docs/setup/best-practices/certificates/'],
  aliases: [],
  concerns: ({ facts }) => facts !== undefined,
  judge: ({ name, facts }) => {
    const weak = facts === undefined ? undefined : weakness(facts.publicKey);
    if (weak === undefined) return undefined;
    return {
      reason: 'the key is weak',
      detail: `${name} has a key of ${weak}`,
      advice:
        'Make a new key and have a certificate issued for it; kubeadm takes the algorithm from encryptionAlgorithm of ClusterConfiguration',
    };
  },
});

function weakness({ algorithm, bits, curve }: PublicKeyFacts): string | undefined {
  if (algorithm === 'DSA') return 'DSA';
  if (bits === undefined) return undefined;
  if (algorithm.startsWith('RSA')) return bits < 2048 ? `RSA with ${bits} bits` : undefined;
  return algorithm === 'EC' && bits < 224 ? `the curve ${curve ?? 'unknown'} with ${bits} bits` : undefined;
}
