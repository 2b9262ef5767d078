// SPDX-License-Identifier: Apache-2.0
// Shared by the tests: a small shop with its policies, and answers as text.
import { connectionsText, type Network } from '../../engines/network/index.ts';
import { namespace, networkOf, policy } from '../../engines/network/testing.ts';
import type { JsonObject } from '../../model/json.ts';
import { ask, type Reach } from './ask.ts';
import { parseQuestion } from './question.ts';
import { podCounts, sideNames } from './sides.ts';

export function deployment(
  name: string,
  space: string,
  ports: readonly JsonObject[] = [{ name: 'http', containerPort: 8080 }],
): JsonObject {
  const labels = { app: name };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'main', ports: [...ports] }] } };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: space },
    spec: { selector: { matchLabels: labels }, template },
  };
}

export function service(name: string, space: string, spec: JsonObject): JsonObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: space }, spec };
}

/** web may reach api at http; everything else into the shop is refused. */
export const shop: readonly JsonObject[] = [
  namespace('shop'),
  namespace('edge'),
  deployment('web', 'shop'),
  deployment('api', 'shop', [
    { name: 'http', containerPort: 8080 },
    { name: 'metrics', containerPort: 9090 },
  ]),
  deployment('proxy', 'edge', [{ name: 'https', containerPort: 8443 }]),
  service('api', 'shop', { selector: { app: 'api' }, ports: [{ name: 'web', port: 80, targetPort: 'http' }] }),
  policy({ podSelector: {}, policyTypes: ['Ingress'] }, 'deny'),
  policy(
    {
      podSelector: { matchLabels: { app: 'api' } },
      ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 'http' }] }],
    },
    'api',
  ),
];

export function shopWith(...more: readonly JsonObject[]): Network {
  return networkOf([...shop, ...more]);
}

/** Throws where the question is refused. */
export function asked(network: Network, from: string, to: string, space?: string): Reach {
  const question = parseQuestion(network, from, to, space);
  if ('refused' in question) throw new RangeError(question.refused);
  return ask(network, question);
}

/** `yes: Deployment/shop/web → Deployment/shop/api (TCP 8080)` for each outcome. */
export function outcomes(network: Network, reach: Reach): string[] {
  const counts = podCounts(network);
  return reach.outcomes.map(({ answer, senders, receivers, allowed }) => {
    const names = `${sideNames(senders, counts).join(', ')} → ${sideNames(receivers, counts).join(', ')}`;
    return `${answer}: ${names}${allowed.length === 0 ? '' : ` (${connectionsText(allowed)})`}`;
  });
}

/** The line that says why a question is refused; undefined where it is understood. */
export function refusal(network: Network, from: string, to: string, space?: string): string | undefined {
  const question = parseQuestion(network, from, to, space);
  return 'refused' in question ? question.refused : undefined;
}
