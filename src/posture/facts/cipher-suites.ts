// SPDX-License-Identifier: Apache-2.0

const keyExchanges = ['TLS_ECDHE_ECDSA_WITH', 'TLS_ECDHE_RSA_WITH'] as const;
const ciphers = ['AES_128_GCM_SHA256', 'AES_256_GCM_SHA384', 'CHACHA20_POLY1305_SHA256', 'CHACHA20_POLY1305'] as const;

/** Cipher suites, by the names that Kubernetes takes, with forward secrecy and authenticated encryption: TLS 1.3's and the ECDHE ones. */
export const strongCipherSuites: ReadonlySet<string> = new Set([
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  ...keyExchanges.flatMap((exchange) => ciphers.map((cipher) => `${exchange}_${cipher}`)),
]);

/** What to list where nothing is listed yet: for certificates of both kinds of keys. */
export const recommendedCipherSuites: readonly string[] = keyExchanges.flatMap((exchange) =>
  ciphers.slice(0, 3).map((cipher) => `${exchange}_${cipher}`),
);
