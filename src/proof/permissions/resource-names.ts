// SPDX-License-Identifier: Apache-2.0
// Resources as people name them to kubectl: `pods`, `po`, `Pod`, `deployments.apps`, `pods/exec`.
import { editDistance } from '../../model/edit-distance.ts';
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { field, isArray, stringField } from '../../model/json.ts';
import { builtInResource, builtInResourceNames, isBuiltInGroup, resourceOfKind } from '../../posture/facts/built-in-resources.ts';
import { placedRoles } from '../../posture/facts/rbac.ts';

export interface NamedResource {
  readonly apiGroup: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespaced: boolean;
  /** What was taken for granted. */
  readonly notes: readonly string[];
}

const shortNames: Readonly<Record<string, string>> = {
  cj: 'cronjobs',
  cm: 'configmaps',
  crd: 'customresourcedefinitions',
  crds: 'customresourcedefinitions',
  cs: 'componentstatuses',
  csr: 'certificatesigningrequests',
  deploy: 'deployments',
  ds: 'daemonsets',
  ep: 'endpoints',
  ev: 'events',
  hpa: 'horizontalpodautoscalers',
  ing: 'ingresses',
  limits: 'limitranges',
  netpol: 'networkpolicies',
  no: 'nodes',
  ns: 'namespaces',
  pc: 'priorityclasses',
  pdb: 'poddisruptionbudgets',
  po: 'pods',
  psp: 'podsecuritypolicies',
  pv: 'persistentvolumes',
  pvc: 'persistentvolumeclaims',
  quota: 'resourcequotas',
  rc: 'replicationcontrollers',
  rs: 'replicasets',
  sa: 'serviceaccounts',
  sc: 'storageclasses',
  sts: 'statefulsets',
  svc: 'services',
};

/** What only permissions know: nothing is served under these names. */
const virtual: Readonly<Record<string, string>> = {
  users: '',
  groups: '',
  userextras: 'authentication.k8s.io',
  uids: 'authentication.k8s.io',
  signers: 'certificates.k8s.io',
};

/** kubectl's long form has the version between: deployments.v1.apps. */
const versionPrefix = /^v\d+(?:(?:alpha|beta)\d+)?\./;

interface Known {
  readonly apiGroup: string;
  readonly resource: string;
  readonly namespaced: boolean;
  readonly notes: readonly string[];
}

/** Whether only a CustomResourceDefinition can tell what a name is. */
export function isCustomName(text: string): boolean {
  const [whole = ''] = text.split('/');
  const [name = '', ...group] = whole.toLowerCase().split('.');
  if (whole === '' || name === '*' || Object.hasOwn(virtual, name)) return false;
  return builtInName(name) === undefined || (group.length > 0 && !isBuiltInGroup(group.join('.').replace(versionPrefix, '')));
}

/** Where it cannot be understood, `refused` says why, and what may have been meant. */
export function findResource(inventory: Inventory, text: string): NamedResource | { readonly refused: string } {
  const slash = text.indexOf('/');
  const [whole, subresource] = slash < 0 ? [text, ''] : [text.slice(0, slash), text.slice(slash + 1)];
  if (whole === '') return { refused: `${text} is no resource: write pods, deployments.apps, pods/exec, or a path such as /healthz` };
  if (whole === '*') return { apiGroup: '*', resource: '*', subresource, namespaced: true, notes: [] };
  const dot = whole.indexOf('.');
  const found = dot < 0 ? byName(inventory, whole) : byNameAndGroup(inventory, whole.slice(0, dot), whole.slice(dot + 1));
  return 'refused' in found ? found : { ...found, subresource };
}

function byName(inventory: Inventory, name: string): Known | { readonly refused: string } {
  const lower = name.toLowerCase();
  const plural = builtInName(lower);
  const builtIn = plural === undefined ? undefined : builtInResource(plural);
  if (plural !== undefined && builtIn !== undefined) {
    // Workloads were in `extensions` once, where nothing is served any more.
    const groups = builtIn.groups.filter((group) => group !== 'extensions');
    const [apiGroup = 'extensions', ...others] = groups;
    const notes = others.map((group) => `${plural} is in group ${group === '' ? 'core' : group}, too: ${plural}.${group} asks about that`);
    return { apiGroup, resource: plural, namespaced: builtIn.namespaced, notes };
  }
  const group = Object.hasOwn(virtual, lower) ? virtual[lower] : undefined;
  if (group !== undefined) return { apiGroup: group, resource: lower, namespaced: false, notes: [] };
  const custom = customResources(inventory).find(({ names }) => names.has(lower));
  if (custom !== undefined) return { ...custom, notes: [] };
  const [granted] = groupsGranted(inventory, lower);
  if (granted !== undefined)
    return {
      apiGroup: granted,
      resource: lower,
      namespaced: true,
      notes: [`taken for ${lower}.${granted}, as roles of the input name it`],
    };
  return { refused: `no resource is called ${name}${hint(inventory, lower)}` };
}

function byNameAndGroup(inventory: Inventory, name: string, rest: string): Known | { readonly refused: string } {
  const group = rest.replace(versionPrefix, '');
  const lower = name.toLowerCase();
  if (name === '*') return { apiGroup: group, resource: '*', namespaced: true, notes: [] };
  const apiGroup = group === 'core' || group === '' ? '' : group;
  const plural = builtInName(lower);
  const builtIn = plural === undefined ? undefined : builtInResource(plural);
  if (plural !== undefined && builtIn?.groups.includes(apiGroup) === true)
    return { apiGroup, resource: plural, namespaced: builtIn.namespaced, notes: [] };
  if (Object.hasOwn(virtual, lower) && virtual[lower] === apiGroup) return { apiGroup, resource: lower, namespaced: false, notes: [] };
  const custom = customResources(inventory).find((one) => one.apiGroup === apiGroup && one.names.has(lower));
  if (custom !== undefined) return { ...custom, notes: [] };
  if (isBuiltInGroup(apiGroup)) return { refused: `group ${group} has no resource called ${name}${hint(inventory, lower)}` };
  return {
    apiGroup,
    resource: lower,
    namespaced: true,
    notes: [`no CustomResourceDefinition in the input says what ${name}.${group} is: taken as written, in namespaces`],
  };
}

function builtInName(lower: string): string | undefined {
  if (Object.hasOwn(shortNames, lower)) return shortNames[lower];
  return builtInResource(lower) === undefined ? resourceOfKind(lower) : lower;
}

interface CustomResource extends Omit<Known, 'notes'> {
  /** Plural, singular, short names and kind, in lower case. */
  readonly names: ReadonlySet<string>;
}

function customResources(inventory: Inventory): CustomResource[] {
  return objectsOfKind(inventory, 'CustomResourceDefinition', 'apiextensions.k8s.io').flatMap(({ body }) => {
    const spec = field(body, 'spec');
    const names = field(spec, 'names');
    const plural = stringField(names, 'plural');
    const apiGroup = stringField(spec, 'group');
    if (plural === undefined || apiGroup === undefined) return [];
    const shorts = field(names, 'shortNames');
    const all = [plural, stringField(names, 'singular'), stringField(names, 'kind'), ...(isArray(shorts) ? shorts : [])];
    const known = all.flatMap((name) => (typeof name === 'string' && name !== '' ? name.toLowerCase() : []));
    return { apiGroup, resource: plural, namespaced: stringField(spec, 'scope') !== 'Cluster', names: new Set(known) };
  });
}

/** The groups in which rules of the input name a resource. */
function groupsGranted(inventory: Inventory, resource: string): string[] {
  const groups = placedRoles(inventory).flatMap(({ role }) =>
    role.rules.flatMap(({ resources, apiGroups }) =>
      resources.some((named) => named === resource || named.startsWith(`${resource}/`)) ? apiGroups.filter((group) => group !== '*') : [],
    ),
  );
  return [...new Set(groups)];
}

function hint(inventory: Inventory, lower: string): string {
  const names = [...builtInResourceNames(), ...Object.keys(virtual), ...customResources(inventory).map(({ resource }) => resource)];
  const near = names
    .map((name) => ({ name, distance: editDistance(lower, name) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(name.length / 3)))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name);
  const meant = near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`;
  return `${meant === '' ? ';' : `${meant} Else`} write it with its group: ${lower.slice(0, 40)}.example.com`;
}
