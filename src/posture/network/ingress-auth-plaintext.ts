// SPDX-License-Identifier: Apache-2.0
// Reads auth-url and auth-signin of Ingresses of ingress-nginx: https, or for auth-url a name of the cluster.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { ingressKinds, nginxAnnotation, nginxPath } from '../facts/ingress.ts';

const names = ['auth-url', 'auth-signin'] as const;

export const ingressAuthPlaintext = defineCheck({
  id: 'ingress-auth-plaintext',
  title: 'Logins of an Ingress are checked without TLS',
  why: 'Cookies and tokens of every request go in the clear to whoever decides on them. Whoever is on the way has them, or answers 200 in his place and lets everybody in.',
  remedy: 'Use the https address of the service that checks logins.',
  severity: 'medium',
  layer: 'network',
  threats: ['unauthorized-access', 'network-attack'],
  references: ['https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#external-authentication'],
  aliases: [],
  appliesTo: { kinds: ingressKinds },
  evaluate: (object) =>
    names.flatMap((name) => {
      const host = /^http:\/\/([^:/\s$?#]{1,256})/i.exec(nginxAnnotation(object, name) ?? '')?.[1]?.toLowerCase();
      const isInside = host !== undefined && name === 'auth-url' && (/\.svc(?:\.cluster\.local)?$/.test(host) || !host.includes('.'));
      if (host === undefined || isInside) return [];
      return [advised(nginxPath(name), 'logins without TLS', `${name} is an http address of ${host}`, `Use the https address of ${host}.`)];
    }),
});
