// SPDX-License-Identifier: Apache-2.0
// Reads the annotations by which Ingresses limit their clients to addresses: no block may hold every address.
import { pointer } from '../../model/pointer.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { isEverywhere } from '../../model/cidr.ts';
import { ingressKinds } from '../facts/ingress.ts';

const limits: readonly string[] = [
  'nginx.ingress.kubernetes.io/whitelist-source-range',
  'nginx.ingress.kubernetes.io/allowlist-source-range',
  'haproxy.org/allow-list',
  'haproxy.org/whitelist',
  'haproxy-ingress.github.io/allowlist-source-range',
  'alb.ingress.kubernetes.io/inbound-cidrs',
  'appgw.ingress.kubernetes.io/allowlist-source-range',
];

export const ingressSourceRangeOpen = defineCheck({
  id: 'ingress-source-range-open',
  title: 'Limit of an Ingress to addresses holds every address',
  why: 'A limit that lets everybody in looks like one: who reads the annotation takes the program behind it for an internal one.',
  remedy: 'List the networks that clients come from, or take the annotation away.',
  severity: 'low',
  layer: 'network',
  threats: ['network-attack', 'unauthorized-access'],
  references: ['https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#whitelist-source-range'],
  aliases: [],
  appliesTo: { kinds: ingressKinds },
  evaluate: ({ annotations }) =>
    limits.flatMap((key) => {
      const open = (annotations[key] ?? '').split(/[\s,]+/).find((block) => block !== '' && isEverywhere(block));
      const advice = 'List the networks of the clients; without a limit, leave the annotation out.';
      return open === undefined
        ? []
        : [advised(pointer('metadata', 'annotations', key), 'every address is listed', `${open} is every address`, advice)];
    }),
});
