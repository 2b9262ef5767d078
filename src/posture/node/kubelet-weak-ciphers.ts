// SPDX-License-Identifier: Apache-2.0
// Reads --tls-cipher-suites and tlsCipherSuites of kubelet.
import { recommendedCipherSuites, strongCipherSuites } from '../facts/cipher-suites.ts';
import { defineNodeComponentCheck } from '../facts/component-check.ts';
import { likelySafely, mustBeAmong, settingText } from '../facts/component-demands.ts';

export const kubeletWeakCiphers = defineNodeComponentCheck({
  id: 'kubelet-weak-ciphers',
  title: 'Kubelet accepts weak cipher suites',
  why: 'Suites without forward secrecy let recorded traffic be read once the key leaks, and those with CBC or RC4 have known attacks. Where nothing is said, the suites of the Go release are allowed, CBC among them.',
  remedy: 'List suites with ECDHE and AES-GCM or ChaCha20-Poly1305 in tlsCipherSuites, or set tlsMinVersion to VersionTLS13.',
  severity: 'info',
  layer: 'node',
  threats: ['network-attack'],
  aliases: ['CIS-4.2.12'],
  component: 'kubelet',
  judge: likelySafely(
    mustBeAmong(
      {
        flag: 'tls-cipher-suites',
        default: 'the suites of the Go release, some of which use CBC',
        field: '/tlsCipherSuites',
        type: 'list',
        unless: (component) => settingText(component, 'tls-min-version', '/tlsMinVersion') === 'VersionTLS13',
      },
      strongCipherSuites,
      recommendedCipherSuites,
      'Clients that know no cipher suite of the last ten years cannot connect any more.',
    ),
  ),
});
