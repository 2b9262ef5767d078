// SPDX-License-Identifier: Apache-2.0
// Random clusters, their policies drawn from so few words that rules and packets often meet.
import type { Random } from '../pss/random.ts';
import type {
  AdminPeer,
  AdminPolicy,
  AdminPort,
  AdminRule,
  KubernetesPeer,
  KubernetesPolicy,
  KubernetesPort,
  KubernetesRule,
  PodsPeer,
} from './bodies.ts';
import { generateCalico } from './generate-calico.ts';
import { generateCilium } from './generate-cilium.ts';
import { blocks, namespaceNames, namespaceWords, podWords, renamed, selector, some } from './words.ts';
import type { Cluster, Node, Packet, Plugin, Pod, Sender } from './world.ts';

export const outsideAddresses = ['8.8.8.8', '1.1.1.1', '10.200.0.1', '192.168.77.7', '2001:db8::1', 'fd00::1'] as const;
const numbers = [53, 80, 443, 8080, 9000] as const;

export function generateCluster(random: Random, plugin: Plugin, uniquePriorities: boolean): Cluster {
  const nodes: Node[] = ['n0', 'n1'].map((name, index) => ({
    name,
    labels: { zone: random.pick(['a', 'b']) },
    ip: `192.168.0.${index + 1}`,
  }));
  const pods = Array.from({ length: 3 + random.below(6) }, (_, index) => generatePod(random, index, nodes));
  const calico = plugin === 'calico' ? generateCalico(random) : { calico: [], tiers: [], sets: [] };
  return {
    plugin,
    namespaces: new Map(
      namespaceNames.map((name) => [name, { team: random.pick(['a', 'b']), ...(random.chance(0.5) ? { env: 'prod' } : {}) }]),
    ),
    accounts: new Map(
      namespaceNames.flatMap((name) => ['default', 'robot'].map((account) => [`${name}/${account}`, { role: random.pick(['x', 'y']) }])),
    ),
    pods,
    nodes,
    kubernetes: some(random, 4, () => kubernetesPolicy(random)).map((policy, index) => renamed(policy, `np-${index}`)),
    admin: random.chance(0.5) ? adminPolicies(random, uniquePriorities) : [],
    ...calico,
    cilium: plugin === 'cilium' ? generateCilium(random) : [],
  };
}

function generatePod(random: Random, index: number, nodes: readonly Node[]): Pod {
  const node = random.pick(nodes);
  const hostNetwork = random.chance(0.15);
  return {
    namespace: random.pick(namespaceNames),
    name: `pod-${index}`,
    labels: { app: random.pick(['web', 'api', 'db']), ...(random.chance(0.5) ? { tier: random.pick(['front', 'back']) } : {}) },
    account: random.pick(['default', 'robot']),
    ip: hostNetwork ? node.ip : `10.0.0.${index + 1}`,
    node: node.name,
    hostNetwork,
    ports: [
      ...(random.chance(0.6) ? [{ name: 'http', containerPort: random.pick([80, 8080]), protocol: 'TCP' }] : []),
      ...(random.chance(0.4) ? [{ name: 'dns', containerPort: 53, protocol: random.pick(['UDP', 'TCP']) }] : []),
    ],
  };
}

function kubernetesPolicy(random: Random): KubernetesPolicy {
  const rule = (key: 'from' | 'to'): KubernetesRule => ({
    ...(random.chance(0.85) ? { [key]: some(random, 3, () => kubernetesPeer(random)) } : {}),
    ...(random.chance(0.6) ? { ports: some(random, 3, () => kubernetesPort(random)) } : {}),
  });
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: '', namespace: random.pick(namespaceNames) },
    spec: {
      podSelector: selector(random, podWords),
      ...(random.chance(0.6) ? { policyTypes: random.pick([['Ingress'], ['Egress'], ['Ingress', 'Egress']]) } : {}),
      ...(random.chance(0.8) ? { ingress: some(random, 2, () => rule('from')) } : {}),
      ...(random.chance(0.6) ? { egress: some(random, 2, () => rule('to')) } : {}),
    },
  };
}

function kubernetesPeer(random: Random): KubernetesPeer {
  if (random.chance(0.3)) {
    const cidr = random.pick(blocks);
    const except =
      cidr === '0.0.0.0/0' && random.chance(0.5)
        ? { except: some(random, 2, () => random.pick(['10.0.0.0/8', '192.168.0.0/16', '8.8.8.8/32'])) }
        : {};
    return { ipBlock: { cidr, ...except } };
  }
  const [pods, namespaces] = [random.chance(0.6), random.chance(0.6)];
  return {
    ...(pods || !namespaces ? { podSelector: selector(random, podWords) } : {}),
    ...(namespaces ? { namespaceSelector: selector(random, namespaceWords) } : {}),
  };
}

function kubernetesPort(random: Random): KubernetesPort {
  const protocol = random.chance(0.7) ? { protocol: random.pick(['TCP', 'UDP', 'SCTP']) } : {};
  if (random.chance(0.2)) return protocol;
  if (random.chance(0.3)) return { ...protocol, port: random.pick(['http', 'dns', 'absent']) };
  const port = random.pick(numbers);
  return { ...protocol, port, ...(random.chance(0.3) ? { endPort: port + random.below(9000) } : {}) };
}

function adminPolicies(random: Random, uniquePriorities: boolean): AdminPolicy[] {
  const baseline = random.chance(0.4) ? [adminPolicy(random, 'BaselineAdminNetworkPolicy', 'default', undefined)] : [];
  const others = some(random, 3, () => random.pick(['AdminNetworkPolicy', 'ClusterNetworkPolicy'] as const)).map((kind, index) =>
    adminPolicy(random, kind, `admin-${index}`, uniquePriorities ? 10 + index * 7 : random.pick([5, 6])),
  );
  return [...others, ...baseline];
}

function adminPolicy(random: Random, kind: AdminPolicy['kind'], name: string, priority: number | undefined): AdminPolicy {
  const isCluster = kind === 'ClusterNetworkPolicy';
  const actions = kind === 'BaselineAdminNetworkPolicy' ? ['Allow', 'Deny'] : [isCluster ? 'Accept' : 'Allow', 'Deny', 'Pass'];
  const rule = (key: 'from' | 'to'): AdminRule => ({
    action: random.pick(actions),
    [key]: [adminPeer(random, key), ...some(random, 1, () => adminPeer(random, key))],
    ...(random.chance(0.5)
      ? { [isCluster ? 'protocols' : 'ports']: [adminPort(random, isCluster), ...some(random, 1, () => adminPort(random, isCluster))] }
      : {}),
  });
  return {
    apiVersion: isCluster ? 'policy.networking.k8s.io/v1alpha2' : 'policy.networking.k8s.io/v1alpha1',
    kind,
    metadata: { name },
    spec: {
      ...(isCluster ? { tier: random.pick(['Admin', 'Baseline']) } : {}),
      ...(priority === undefined ? {} : { priority }),
      subject: podsPeer(random),
      ingress: some(random, 3, () => rule('from')),
      egress: some(random, 3, () => rule('to')),
    },
  };
}

function podsPeer(random: Random): PodsPeer {
  if (random.chance(0.5)) return { namespaces: selector(random, namespaceWords) };
  return { pods: { namespaceSelector: selector(random, namespaceWords), podSelector: selector(random, podWords) } };
}

function adminPeer(random: Random, key: 'from' | 'to'): AdminPeer {
  if (key === 'from' || random.chance(0.6)) return podsPeer(random);
  return random.chance(0.4)
    ? { nodes: selector(random, { zone: ['a', 'b'] }) }
    : { networks: [random.pick(blocks), ...some(random, 1, () => random.pick(blocks))] };
}

function adminPort(random: Random, isCluster: boolean): AdminPort {
  const port = random.pick(numbers);
  const range = { start: port, end: port + 1 + random.below(5000) };
  const name = random.pick(['http', 'dns', 'absent']);
  if (random.chance(0.25)) return isCluster ? { destinationNamedPort: name } : { namedPort: name };
  if (!isCluster) {
    const protocol = random.chance(0.8) ? { protocol: random.pick(['TCP', 'UDP', 'SCTP']) } : {};
    return random.chance(0.6) ? { portNumber: { ...protocol, port } } : { portRange: { ...protocol, ...range } };
  }
  const destination = random.chance(0.2) ? {} : { destinationPort: random.chance(0.6) ? { number: port } : { range } };
  return random.pick<AdminPort>([{ tcp: destination }, { udp: destination }, { sctp: destination }]);
}

export function generatePacket(random: Random, { pods, nodes }: Cluster): Packet {
  const sender = (): Sender => {
    if (random.chance(0.75)) return { pod: random.pick(pods) };
    return random.chance(0.3) ? { node: random.pick(nodes) } : { outside: random.pick(outsideAddresses) };
  };
  return { from: sender(), to: sender(), ...packetPoint(random) };
}

export function packetPoint(random: Random): Pick<Packet, 'protocol' | 'number'> {
  const protocol = random.pick(['TCP', 'TCP', 'TCP', 'UDP', 'UDP', 'SCTP', 'ICMP', 'other'] as const);
  const number =
    protocol === 'ICMP' ? random.pick([0, 8]) : protocol === 'other' ? random.pick([47, 136]) : random.pick([...numbers, 1, 65535]);
  return { protocol, number };
}
