// SPDX-License-Identifier: Apache-2.0
// Reads auth-tls-verify-client of Ingresses of ingress-nginx that name a CA for clients (auth-tls-secret): on (the default) is expected.
import { defineCheck } from '../check.ts';
import { replaced } from '../facts/advice.ts';
import { ingressKinds, nginxAnnotation, nginxPath } from '../facts/ingress.ts';

export const ingressClientCertificateUnverified = defineCheck({
  id: 'ingress-client-certificate-unverified',
  title: 'Ingress lets clients in without the certificate that it asks for',
  why: 'The CA of the clients looks as if only they came in. With optional whoever has no certificate does too, with optional_no_ca whoever made one himself: all rests on the program behind it to look at a header.',
  remedy: 'Set auth-tls-verify-client to "on".',
  severity: 'medium',
  layer: 'network',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#client-certificate-authentication'],
  aliases: [],
  appliesTo: { kinds: ingressKinds },
  applicable: (object) => nginxAnnotation(object, 'auth-tls-secret') !== undefined,
  evaluate: (object) => {
    const verify = nginxAnnotation(object, 'auth-tls-verify-client') ?? 'on';
    if (!['off', 'optional', 'optional_no_ca'].includes(verify)) return [];
    const note = 'Clients without a certificate of the CA are refused from then on.';
    return [replaced(nginxPath('auth-tls-verify-client'), 'no certificate is needed', `auth-tls-verify-client is ${verify}`, 'on', note)];
  },
});
