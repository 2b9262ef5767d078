// SPDX-License-Identifier: Apache-2.0
// Reads the annotations ssl-redirect of ingress-nginx, HAProxy and Traefik's kin on Ingresses with spec.tls: "false" is refused.
import { field } from '../../model/json.ts';
import { pointer } from '../../model/pointer.ts';
import { defineCheck } from '../check.ts';
import { replaced } from '../facts/advice.ts';
import { listField } from '../facts/flow-rules.ts';
import { ingressKinds } from '../facts/ingress.ts';

const redirects: readonly string[] = [
  'nginx.ingress.kubernetes.io/ssl-redirect',
  'ingress.kubernetes.io/ssl-redirect',
  'haproxy.org/ssl-redirect',
  'haproxy-ingress.github.io/ssl-redirect',
  'nginx.org/redirect-to-https',
  'ingress.kubernetes.io/force-ssl-redirect',
];

export const ingressPlainHttpKept = defineCheck({
  id: 'ingress-plain-http-kept',
  title: 'Ingress with TLS serves the same without it',
  why: 'Whoever types the name, or is sent by a link to http, gets everything in the clear: whoever is on the way reads the session and changes the pages.',
  remedy: 'Leave the redirect on.',
  severity: 'medium',
  layer: 'network',
  threats: ['data-exposure', 'network-attack'],
  references: ['https://kubernetes.github.io/ingress-nginx/user-guide/tls/#server-side-https-enforcement-through-redirect'],
  aliases: [],
  appliesTo: { kinds: ingressKinds },
  // Without TLS there is nothing to redirect to: ingress-without-tls tells that.
  applicable: ({ body, labels }) =>
    listField(field(body, 'spec'), 'tls').length > 0 && labels['acme.cert-manager.io/http01-solver'] !== 'true',
  evaluate: ({ annotations }) =>
    redirects.flatMap((key) => {
      if ((annotations[key] ?? '').toLowerCase() !== 'false') return [];
      const note = 'Clients that follow no redirect, such as ACME challenges or old devices, need another Ingress.';
      return [replaced(pointer('metadata', 'annotations', key), 'no redirect to HTTPS', `${key} is false`, 'true', note)];
    }),
});
