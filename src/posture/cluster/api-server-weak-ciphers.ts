// SPDX-License-Identifier: Apache-2.0
// Reads --tls-cipher-suites of kube-apiserver.
import { recommendedCipherSuites, strongCipherSuites } from '../facts/cipher-suites.ts';
import { defineComponentCheck } from '../facts/component-check.ts';
import { likelySafely, mustBeAmong, settingText } from '../facts/component-demands.ts';

export const apiServerWeakCiphers = defineComponentCheck({
  id: 'api-server-weak-ciphers',
  title: 'API server accepts weak cipher suites',
  why: 'Suites without forward secrecy let recorded traffic be read once the key leaks, and those with CBC or RC4 have known attacks. Where nothing is said, the suites of the Go release are allowed, CBC among them.',
  remedy: 'List suites with ECDHE and AES-GCM or ChaCha20-Poly1305 in --tls-cipher-suites, or set --tls-min-version=VersionTLS13.',
  severity: 'low',
  layer: 'cluster',
  threats: ['network-attack'],
  aliases: ['CIS-1.2.29'],
  component: 'kube-apiserver',
  judge: likelySafely(
    mustBeAmong(
      {
        flag: 'tls-cipher-suites',
        default: 'the suites of the Go release, some of which use CBC',
        unless: (component) => settingText(component, 'tls-min-version') === 'VersionTLS13',
      },
      strongCipherSuites,
      recommendedCipherSuites,
      'Clients that know no cipher suite of the last ten years cannot connect any more.',
    ),
  ),
});
