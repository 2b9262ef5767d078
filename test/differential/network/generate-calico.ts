// SPDX-License-Identifier: Apache-2.0
import type { Random } from '../pss/random.ts';
import type { CalicoEntity, CalicoPolicy, CalicoRule, CalicoSet, CalicoTier } from './bodies.ts';
import { blocks, namespaceNames, renamed, some } from './words.ts';
import type { Cluster } from './world.ts';

const apiVersion = 'projectcalico.org/v3';

export function generateCalico(random: Random): Pick<Cluster, 'calico' | 'tiers' | 'sets'> {
  const tiers = some(random, 2, () => undefined).map(
    (_, index): CalicoTier => ({
      apiVersion,
      kind: 'Tier',
      metadata: { name: `tier-${index}` },
      spec: {
        ...(random.chance(0.8) ? { order: random.pick([10, 500, 2000, 20_000_000]) } : {}),
        ...(random.chance(0.3) ? { defaultAction: random.pick(['Pass', 'Deny']) } : {}),
      },
    }),
  );
  const tierNames = tiers.map(({ metadata }) => metadata.name);
  const sets = some(random, 3, () => set(random)).map((one, index) => renamed(one, `set-${index}`));
  return { tiers, sets, calico: some(random, 5, () => policy(random, tierNames)).map((one, index) => renamed(one, `cnp-${index}`)) };
}

function set(random: Random): CalicoSet {
  const isGlobal = random.chance(0.5);
  return {
    apiVersion,
    kind: isGlobal ? 'GlobalNetworkSet' : 'NetworkSet',
    metadata: {
      name: '',
      ...(isGlobal ? {} : { namespace: random.pick(namespaceNames) }),
      labels: { app: random.pick(['web', 'threat']) },
    },
    spec: { nets: [random.pick(blocks), ...some(random, 1, () => random.pick(['8.8.8.8', ...blocks]))] },
  };
}

function policy(random: Random, tiers: readonly string[]): CalicoPolicy {
  const isGlobal = random.chance(0.5);
  const rules = (): CalicoRule[] => some(random, 3, () => rule(random));
  return {
    apiVersion,
    kind: isGlobal ? 'GlobalNetworkPolicy' : 'NetworkPolicy',
    metadata: { name: '', ...(isGlobal ? {} : { namespace: random.pick(namespaceNames) }) },
    spec: {
      ...(random.chance(0.6) ? { tier: random.pick(['default', ...tiers]) } : {}),
      ...(random.chance(0.7) ? { order: random.pick([1, 100, 1000, 5000]) } : {}),
      ...(random.chance(0.8) ? { selector: podText(random, 2) } : {}),
      ...(isGlobal && random.chance(0.4) ? { namespaceSelector: namespaceText(random) } : {}),
      ...(random.chance(0.2) ? { serviceAccountSelector: accountText(random) } : {}),
      ...(random.chance(0.6) ? { types: random.pick([['Ingress'], ['Egress'], ['Ingress', 'Egress']]) } : {}),
      ...(random.chance(0.8) ? { ingress: rules() } : {}),
      ...(random.chance(0.7) ? { egress: rules() } : {}),
    },
  };
}

function rule(random: Random): CalicoRule {
  const protocol = random.pick(['TCP', 'UDP', 'SCTP', 'ICMP', 47, undefined, undefined]);
  const hasPorts = protocol === 'TCP' || protocol === 'UDP' || protocol === 'SCTP';
  const icmp = { type: random.pick([0, 8]), ...(random.chance(0.3) ? { code: random.pick([0, 1]) } : {}) };
  return {
    action: random.pick(['Allow', 'Allow', 'Deny', 'Pass', 'Log']),
    ...(random.chance(0.15) ? { ipVersion: random.pick([4, 6]) } : {}),
    ...(protocol === undefined ? {} : { protocol }),
    ...(random.chance(0.15) ? { notProtocol: random.pick(['TCP', 'UDP', 'ICMP', 47]) } : {}),
    ...(protocol === 'ICMP' && random.chance(0.6) ? { [random.pick(['icmp', 'notICMP'])]: icmp } : {}),
    ...(random.chance(0.7) ? { source: entity(random, false) } : {}),
    ...(random.chance(0.7) ? { destination: entity(random, hasPorts) } : {}),
  };
}

function entity(random: Random, hasPorts: boolean): CalicoEntity {
  const ports = () => [random.pick([53, 80, 443, '8000:9000', 'http', 'dns'])];
  return {
    ...(random.chance(0.25) ? { nets: [random.pick(blocks)] } : {}),
    ...(random.chance(0.15) ? { notNets: [random.pick(blocks)] } : {}),
    ...(random.chance(0.4) ? { selector: random.chance(0.05) ? 'global()' : podText(random, 2) } : {}),
    ...(random.chance(0.15) ? { notSelector: podText(random, 1) } : {}),
    ...(random.chance(0.25) ? { namespaceSelector: random.chance(0.2) ? 'global()' : namespaceText(random) } : {}),
    ...(random.chance(0.1) ? { serviceAccounts: random.chance(0.5) ? { names: ['robot'] } : { selector: accountText(random) } } : {}),
    ...(hasPorts && random.chance(0.6) ? { ports: ports() } : {}),
    ...(hasPorts && random.chance(0.2) ? { notPorts: ports() } : {}),
  };
}

function podText(random: Random, depth: number): string {
  if (depth > 0 && random.chance(0.35)) {
    const [left, right] = [podText(random, depth - 1), podText(random, depth - 1)];
    return random.pick([`(${left}) && (${right})`, `(${left}) || (${right})`, `!(${left})`]);
  }
  return random.pick([
    'all()',
    "app == 'web'",
    "app != 'web'",
    "app in { 'api', 'db' }",
    "tier not in { 'front' }",
    'has(tier)',
    '!has(tier)',
    "app starts with 'a'",
    "app ends with 'b'",
    "app contains 'e'",
    "projectcalico.org/namespace == 'shop'",
    "pcns.team == 'a'",
    "pcsa.role == 'x'",
    "projectcalico.org/orchestrator == 'k8s'",
    "projectcalico.org/serviceaccount == 'robot'",
  ]);
}

function namespaceText(random: Random): string {
  return random.pick([
    'all()',
    "team == 'a'",
    "team != 'a'",
    'has(env)',
    "projectcalico.org/name == 'bank'",
    "projectcalico.org/name in { 'shop', 'bank' }",
  ]);
}

function accountText(random: Random): string {
  return random.pick(["role == 'x'", "role != 'x'", "projectcalico.org/name == 'robot'"]);
}
