// SPDX-License-Identifier: Apache-2.0
// The policies of the generator, as they are written: the parts of their types that it uses.
type Words = Readonly<Record<string, string>>;

export interface Selector {
  readonly matchLabels?: Words;
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] }[];
}

interface Named<Kind extends string, Version extends string, Spec> {
  readonly apiVersion: Version;
  readonly kind: Kind;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Words };
  readonly spec: Spec;
}

export interface KubernetesPort {
  readonly protocol?: string;
  readonly port?: number | string;
  readonly endPort?: number;
}

export interface KubernetesPeer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

export interface KubernetesRule {
  readonly from?: readonly KubernetesPeer[];
  readonly to?: readonly KubernetesPeer[];
  readonly ports?: readonly KubernetesPort[];
}

export type KubernetesPolicy = Named<
  'NetworkPolicy',
  'networking.k8s.io/v1',
  {
    readonly podSelector: Selector;
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly KubernetesRule[];
    readonly egress?: readonly KubernetesRule[];
  }
>;

export interface PodsPeer {
  readonly namespaces?: Selector;
  readonly pods?: { readonly namespaceSelector: Selector; readonly podSelector: Selector };
}

export interface AdminPeer extends PodsPeer {
  readonly nodes?: Selector;
  readonly networks?: readonly string[];
}

interface PortRange {
  readonly start: number;
  readonly end: number;
}

interface Destination {
  readonly destinationPort?: { readonly number?: number; readonly range?: PortRange };
}

export interface AdminPort {
  readonly portNumber?: { readonly protocol?: string; readonly port: number };
  readonly portRange?: PortRange & { readonly protocol?: string };
  readonly namedPort?: string;
  readonly destinationNamedPort?: string;
  readonly tcp?: Destination;
  readonly udp?: Destination;
  readonly sctp?: Destination;
}

export interface AdminRule {
  readonly action: string;
  readonly from?: readonly AdminPeer[];
  readonly to?: readonly AdminPeer[];
  readonly ports?: readonly AdminPort[];
  readonly protocols?: readonly AdminPort[];
}

export type AdminPolicy = Named<
  'AdminNetworkPolicy' | 'BaselineAdminNetworkPolicy' | 'ClusterNetworkPolicy',
  'policy.networking.k8s.io/v1alpha1' | 'policy.networking.k8s.io/v1alpha2',
  {
    readonly tier?: string;
    readonly priority?: number;
    readonly subject: PodsPeer;
    readonly ingress?: readonly AdminRule[];
    readonly egress?: readonly AdminRule[];
  }
>;

export interface CalicoEntity {
  readonly nets?: readonly string[];
  readonly notNets?: readonly string[];
  readonly selector?: string;
  readonly notSelector?: string;
  readonly namespaceSelector?: string;
  readonly serviceAccounts?: { readonly names?: readonly string[]; readonly selector?: string };
  readonly ports?: readonly (number | string)[];
  readonly notPorts?: readonly (number | string)[];
}

interface Icmp {
  readonly type: number;
  readonly code?: number;
}

export interface CalicoRule {
  readonly action: string;
  readonly ipVersion?: number;
  readonly protocol?: string | number;
  readonly notProtocol?: string | number;
  readonly icmp?: Icmp;
  readonly notICMP?: Icmp;
  readonly source?: CalicoEntity;
  readonly destination?: CalicoEntity;
}

export type CalicoPolicy = Named<
  'NetworkPolicy' | 'GlobalNetworkPolicy',
  'projectcalico.org/v3',
  {
    readonly tier?: string;
    readonly order?: number;
    readonly selector?: string;
    readonly namespaceSelector?: string;
    readonly serviceAccountSelector?: string;
    readonly types?: readonly string[];
    readonly ingress?: readonly CalicoRule[];
    readonly egress?: readonly CalicoRule[];
  }
>;

export type CalicoTier = Named<'Tier', 'projectcalico.org/v3', { readonly order?: number; readonly defaultAction?: string }>;
export type CalicoSet = Named<'NetworkSet' | 'GlobalNetworkSet', 'projectcalico.org/v3', { readonly nets: readonly string[] }>;

export interface CiliumPort {
  readonly port: string;
  readonly endPort?: number;
  readonly protocol?: string;
}

export interface CiliumRule {
  readonly fromEndpoints?: readonly Selector[];
  readonly toEndpoints?: readonly Selector[];
  readonly fromCIDR?: readonly string[];
  readonly toCIDR?: readonly string[];
  readonly fromCIDRSet?: readonly CiliumBlock[];
  readonly toCIDRSet?: readonly CiliumBlock[];
  readonly fromEntities?: readonly string[];
  readonly toEntities?: readonly string[];
  readonly toPorts?: readonly { readonly ports: readonly CiliumPort[] }[];
  readonly icmps?: readonly { readonly fields: readonly { readonly family?: string; readonly type: number }[] }[];
}

export interface CiliumBlock {
  readonly cidr: string;
  readonly except?: readonly string[];
}

export interface CiliumSpec {
  readonly endpointSelector: Selector;
  readonly enableDefaultDeny?: { readonly ingress?: boolean; readonly egress?: boolean };
  readonly ingress?: readonly CiliumRule[];
  readonly ingressDeny?: readonly CiliumRule[];
  readonly egress?: readonly CiliumRule[];
  readonly egressDeny?: readonly CiliumRule[];
}

export type CiliumPolicy = Named<'CiliumNetworkPolicy' | 'CiliumClusterwideNetworkPolicy', 'cilium.io/v2', CiliumSpec>;
