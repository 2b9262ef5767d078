// SPDX-License-Identifier: Apache-2.0
import type { Random } from '../pss/random.ts';
import type { CiliumPolicy, CiliumPort, CiliumRule, Selector } from './bodies.ts';
import { blocks, namespaceNames, podWords, renamed, selector, some } from './words.ts';

export function generateCilium(random: Random): CiliumPolicy[] {
  return some(random, 5, () => policy(random)).map((one, index) => renamed(one, `cil-${index}`));
}

function policy(random: Random): CiliumPolicy {
  const isWide = random.chance(0.4);
  const rules = (way: 'from' | 'to', denies: boolean) =>
    random.chance(denies ? 0.3 : 0.7) ? some(random, 2, () => rule(random, way)) : undefined;
  const [ingress, ingressDeny, egress, egressDeny] = [rules('from', false), rules('from', true), rules('to', false), rules('to', true)];
  return {
    apiVersion: 'cilium.io/v2',
    kind: isWide ? 'CiliumClusterwideNetworkPolicy' : 'CiliumNetworkPolicy',
    metadata: { name: '', ...(isWide ? {} : { namespace: random.pick(namespaceNames) }) },
    spec: {
      endpointSelector: endpoints(random),
      ...(random.chance(0.3)
        ? { enableDefaultDeny: random.pick([{ ingress: false }, { egress: false }, { ingress: true, egress: false }]) }
        : {}),
      ...(ingress === undefined ? {} : { ingress }),
      ...(ingressDeny === undefined ? {} : { ingressDeny }),
      ...(egress === undefined ? {} : { egress }),
      ...(egressDeny === undefined ? {} : { egressDeny }),
    },
  };
}

function endpoints(random: Random): Selector {
  return random.chance(0.6)
    ? selector(random, podWords)
    : random.pick<Selector>([
        { matchLabels: { 'k8s:io.kubernetes.pod.namespace': random.pick(namespaceNames) } },
        { matchLabels: { 'k8s:app': 'web' } },
        { matchLabels: { 'io.cilium.k8s.policy.serviceaccount': 'robot' } },
        { matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespace', operator: 'Exists' }] },
        { matchLabels: { 'io.cilium.k8s.namespace.labels.team': 'a' } },
      ]);
}

function rule(random: Random, way: 'from' | 'to'): CiliumRule {
  const ports = random.chance(0.5) ? { toPorts: [{ ports: [port(random), ...some(random, 1, () => port(random))] }] } : {};
  const icmps =
    !('toPorts' in ports) && random.chance(0.15) ? { icmps: [{ fields: [{ family: 'IPv4', type: random.pick([0, 8]) }] }] } : {};
  const about = { ...ports, ...icmps };
  switch (random.below(6)) {
    case 0:
      return about;
    case 1:
      return { ...about, [`${way}CIDR`]: [random.pick(blocks)] };
    case 2:
      return { ...about, [`${way}CIDRSet`]: [{ cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '8.8.8.8/32'] }] };
    case 3:
      return {
        ...about,
        [`${way}Entities`]: random.pick([['all'], ['world'], ['cluster'], ['host', 'remote-node'], ['world-ipv4'], ['world', 'cluster']]),
      };
    default:
      return { ...about, [`${way}Endpoints`]: some(random, 2, () => endpoints(random)) };
  }
}

function port(random: Random): CiliumPort {
  const protocol = random.chance(0.7) ? { protocol: random.pick(['TCP', 'UDP', 'SCTP', 'ANY']) } : {};
  if (random.chance(0.3)) return { ...protocol, port: random.pick(['http', 'dns', '0']) };
  const first = random.pick([53, 80, 443, 8080]);
  return { ...protocol, port: `${first}`, ...(random.chance(0.3) ? { endPort: first + random.below(2000) } : {}) };
}
