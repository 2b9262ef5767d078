// SPDX-License-Identifier: Apache-2.0
// The permissions that let somebody take over more than they say. A power is found where a rule names its resource; rules for
// `*` hold many at once, and the checks on wildcards tell them together.
import type { PolicyRule } from '../../engines/rbac/index.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Evaluate, Fault } from '../check.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { type JudgedRule, onRule } from './rbac.ts';

interface Permission {
  readonly groups: readonly string[];
  /** `pods/exec` for a subresource. */
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Names to which a rule may be limited and still be a power; left out, such a rule is none. */
  readonly evenNamed?: (name: string) => boolean;
}

export interface Power {
  /** What it allows, after "may": "read Secrets". */
  readonly may: string;
  readonly permissions: readonly [Permission, ...(readonly Permission[])];
}

const core = [''];
const rbac = ['rbac.authorization.k8s.io'];
const always = (): boolean => true;
const isSystem = (name: string): boolean => name.startsWith('system:');
const change = ['update', 'patch'];
const write = ['create', ...change];

function power(may: string, ...permissions: Power['permissions']): Power {
  return { may, permissions };
}

export const powers = {
  escalate: power('raise roles beyond their own rights', {
    groups: rbac,
    resources: ['roles', 'clusterroles'],
    verbs: ['escalate'],
    evenNamed: always,
  }),
  bind: power('grant roles beyond their own rights', {
    groups: rbac,
    resources: ['roles', 'clusterroles'],
    verbs: ['bind'],
    evenNamed: (name) => isSystem(name) || ['cluster-admin', 'admin', 'edit'].includes(name),
  }),
  impersonate: power('act as other users, groups or ServiceAccounts', {
    groups: core,
    resources: ['users', 'groups', 'serviceaccounts'],
    verbs: ['impersonate'],
    evenNamed: isSystem,
  }),
  constrainedImpersonation: power('act as others within limits', {
    groups: ['authentication.k8s.io'],
    resources: ['users', 'groups', 'serviceaccounts', 'nodes'],
    verbs: ['impersonate:user-info', 'impersonate:serviceaccount', 'impersonate:arbitrary-node'],
    evenNamed: isSystem,
  }),
  changeGrants: power('change roles and bindings', {
    groups: rbac,
    resources: ['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings'],
    verbs: write,
  }),
  readSecrets: power('read Secrets', { groups: core, resources: ['secrets'], verbs: ['get', 'list', 'watch'] }),
  createSecrets: power('create Secrets', { groups: core, resources: ['secrets'], verbs: ['create'] }),
  execute: power('run commands in Pods', { groups: core, resources: ['pods/exec', 'pods/attach'], verbs: ['create'] }),
  executeByGet: power('run commands in Pods', { groups: core, resources: ['pods/exec', 'pods/attach'], verbs: ['get', 'create'] }),
  portForward: power('reach ports of Pods past every policy', {
    groups: core,
    resources: ['pods/portforward', 'pods/proxy', 'services/proxy'],
    verbs: ['get', 'create'],
  }),
  ephemeralContainers: power('add containers to running Pods', { groups: core, resources: ['pods/ephemeralcontainers'], verbs: change }),
  changePods: power('change running Pods', { groups: core, resources: ['pods'], verbs: change }),
  createWorkloads: power(
    'run Pods as any ServiceAccount',
    { groups: core, resources: ['pods'], verbs: ['create'] },
    { groups: core, resources: ['replicationcontrollers', 'podtemplates'], verbs: write },
    { groups: ['apps', 'extensions'], resources: ['deployments', 'daemonsets', 'statefulsets', 'replicasets'], verbs: write },
    { groups: ['batch'], resources: ['jobs', 'cronjobs'], verbs: write },
  ),
  mintTokens: power('make tokens of ServiceAccounts', { groups: core, resources: ['serviceaccounts/token'], verbs: ['create'] }),
  nodeProxy: power('reach the kubelet API of nodes', {
    groups: core,
    resources: ['nodes/proxy'],
    verbs: ['get', ...write, 'delete'],
    evenNamed: always,
  }),
  signCertificates: power('have certificates of users signed', {
    groups: ['certificates.k8s.io'],
    resources: ['signers'],
    verbs: ['approve', 'sign'],
    evenNamed: (name) => name === 'kubernetes.io/*' || name.startsWith('kubernetes.io/kube-apiserver-client'),
  }),
  approveRequests: power('approve certificate requests', {
    groups: ['certificates.k8s.io'],
    resources: ['certificatesigningrequests/approval'],
    verbs: change,
  }),
  changeAdmission: power('change what admission refuses', {
    groups: ['admissionregistration.k8s.io'],
    resources: [
      'validatingwebhookconfigurations',
      'mutatingwebhookconfigurations',
      'validatingadmissionpolicies',
      'validatingadmissionpolicybindings',
      'mutatingadmissionpolicies',
      'mutatingadmissionpolicybindings',
    ],
    verbs: [...write, 'delete', 'deletecollection'],
  }),
  createVolumes: power('make PersistentVolumes of any host path', { groups: core, resources: ['persistentvolumes'], verbs: ['create'] }),
  changeApiServices: power('take over API groups', { groups: ['apiregistration.k8s.io'], resources: ['apiservices'], verbs: write }),
  changeDefinitions: power('change CustomResourceDefinitions', {
    groups: ['apiextensions.k8s.io'],
    resources: ['customresourcedefinitions'],
    verbs: write,
  }),
  changeStorage: power('change StorageClasses', { groups: ['storage.k8s.io'], resources: ['storageclasses'], verbs: write }),
  changeNodes: power('change nodes', { groups: core, resources: ['nodes'], verbs: change }),
  changeNamespaces: power('change namespaces', { groups: core, resources: ['namespaces'], verbs: [...change, 'delete'] }),
  changeEndpoints: power(
    'send traffic of Services elsewhere',
    { groups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: write },
    { groups: core, resources: ['endpoints'], verbs: write },
  ),
} as const satisfies Readonly<Record<string, Power>>;

/** Where a rule holds a permission: the places in its lists. */
export interface Match {
  readonly resources: readonly number[];
  readonly verbs: readonly number[];
  /** By a resource `*` alone. */
  readonly byWildcard: boolean;
}

/** How a rule holds a power; undefined where it doesn't. */
export function matchOf(rule: PolicyRule, { permissions }: Power): Match | undefined {
  const held = permissions.flatMap((permission) => heldBy(rule, permission) ?? []);
  const named = held.filter(({ byWildcard }) => !byWildcard);
  const counted = named.length > 0 ? named : held;
  if (counted.length === 0) return undefined;
  const places = (of: (match: Match) => readonly number[]) => [...new Set(counted.flatMap(of))].toSorted((a, b) => a - b);
  return { resources: places(({ resources }) => resources), verbs: places(({ verbs }) => verbs), byWildcard: named.length === 0 };
}

function heldBy(rule: PolicyRule, { groups, resources, verbs, evenNamed }: Permission): Match | undefined {
  if (!rule.apiGroups.some((group) => group === '*' || groups.includes(group))) return undefined;
  if (rule.resourceNames.length > 0 && !(evenNamed !== undefined && rule.resourceNames.some(evenNamed))) return undefined;
  const inVerbs = indicesOf(rule.verbs, (verb) => verb === '*' || verbs.includes(verb));
  const named = indicesOf(rule.resources, (resource) => resources.some((wanted) => names(resource, wanted)));
  const wild = indicesOf(rule.resources, (resource) => resource === '*');
  const inResources = named.length > 0 ? named : wild;
  // One name for things of every kind is hardly that of the thing that matters.
  if (named.length === 0 && rule.resourceNames.length > 0) return undefined;
  if (inVerbs.length === 0 || inResources.length === 0) return undefined;
  return { resources: inResources, verbs: inVerbs, byWildcard: named.length === 0 };
}

function names(resource: string, wanted: string): boolean {
  const slash = wanted.indexOf('/');
  return resource === wanted || (slash >= 0 && resource === `*${wanted.slice(slash)}`);
}

export function indicesOf<T>(list: readonly T[], isWanted: (item: T) => boolean): number[] {
  return list.flatMap((item, index) => (isWanted(item) ? index : []));
}

/** The one place in a list of a rule, or the list where there are several. */
export function placeIn(path: Pointer, list: 'verbs' | 'resources' | 'apiGroups', indices: readonly number[]): Pointer {
  return indices.length === 1 ? `${path}/${list}/${indices[0] ?? 0}` : `${path}/${list}`;
}

interface PowerFault {
  /** What has to go from the rule: the resource, or the verbs on it. */
  readonly at: 'resources' | 'verbs';
  readonly reason: string;
  readonly advice: string;
}

/** Behaviour of the check on a power: the rules that name its resource. */
export function onPower(held: Power, { at, reason, advice }: PowerFault): Evaluate<KubernetesObject> {
  return onRule((judged) => powerFault(judged, held, at, reason, advice));
}

export function powerFault(
  { rule, path }: JudgedRule,
  held: Power,
  at: 'resources' | 'verbs',
  reason: string,
  advice: string,
): Fault | undefined {
  const match = matchOf(rule, held);
  if (match === undefined || match.byWildcard) return undefined;
  return {
    kind: 'fault',
    path: placeIn(path, at, match[at]),
    reason,
    detail: `whoever has this role may ${held.may}: ${detailOf(rule, match)}`,
    remedy: { kind: 'advice', advice },
  };
}

function detailOf(rule: PolicyRule, { verbs, resources }: Match): string {
  const list = (items: readonly string[], places: readonly number[]) => items.filter((_, index) => places.includes(index)).join(', ');
  const named = rule.resourceNames.length === 0 ? '' : ` named ${rule.resourceNames.join(', ')}`;
  return `${list(rule.verbs, verbs)} on ${list(rule.resources, resources)}${named}`;
}

/** What a rule allows by its resource `*` alone, in the words of the powers. */
export function powersByWildcard(rule: PolicyRule): string[] {
  const held = Object.values<Power>(powers).flatMap((candidate) => (matchOf(rule, candidate)?.byWildcard === true ? candidate.may : []));
  const deletes = rule.verbs.some((verb) => verb === 'delete' || verb === 'deletecollection' || verb === '*');
  const isAnything = rule.apiGroups.some((group) => group === '' || group === '*') && rule.resourceNames.length === 0;
  return [...new Set(held), ...(deletes && isAnything && rule.resources.includes('*') ? ['delete everything'] : [])];
}

/** What a rule allows of all that is known, in the words of the powers. */
export function heldPowers(rule: PolicyRule): string[] {
  return Object.values<Power>(powers).flatMap((candidate) => (matchOf(rule, candidate) === undefined ? [] : candidate.may));
}
