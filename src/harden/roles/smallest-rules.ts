// SPDX-License-Identifier: Apache-2.0
// The fewest rules that allow some requests and no other. Rules are merged only where what they allow together is what they allowed apart.
import type { PolicyRule, Request } from '../../engines/rbac/index.ts';
import type { Need } from '../../proof/calls/need-table.ts';

export interface DerivedRule {
  readonly rule: PolicyRule;
  readonly needs: readonly Need[];
}

export interface DerivedRules {
  readonly rules: readonly DerivedRule[];
  /** Requests that no rule allows without allowing others. */
  readonly inexpressible: readonly Need[];
}

const none: PolicyRule = { verbs: [], apiGroups: [], resources: [], resourceNames: [], nonResourceURLs: [] };

/** What is asked with one verb on one resource or path. */
interface Atom {
  readonly verb: string;
  /** Of a resource: group, resource, and the name or '' for any; else the path. */
  readonly target: { readonly apiGroup: string; readonly resource: string; readonly name: string } | { readonly path: string };
  readonly needs: Need[];
}

export function smallestRules(needs: readonly Need[], isAnyName: (request: Request) => boolean): DerivedRules {
  const inexpressible = needs.filter(({ request }) => !isExpressible(request));
  const atoms = withoutNarrower(atomsOf(needs, isAnyName));
  const single = atoms.map(({ verb, target, needs: asked }): DerivedRule => {
    if ('path' in target) return { rule: { ...none, nonResourceURLs: [target.path], verbs: [verb] }, needs: asked };
    const { apiGroup, resource, name } = target;
    const resourceNames = name === '' ? [] : [name];
    return { rule: { ...none, apiGroups: [apiGroup], resources: [resource], resourceNames, verbs: [verb] }, needs: asked };
  });
  // Verbs of one target first, so that a resource is told in as few rules as can be; then names, resources and groups.
  const merged = (['verbs', 'resourceNames', 'resources', 'nonResourceURLs', 'apiGroups'] as const).reduce<readonly DerivedRule[]>(
    mergedBy,
    single,
  );
  return { rules: merged.map(tidied).toSorted((a, b) => compare(orderOf(a.rule), orderOf(b.rule))), inexpressible };
}

/**
 * A star in a rule is no letter but everything: a request that has one in these places, as somebody with all rights may make, would become a
 * rule for everything. And a method that RBAC has no verb for is nothing that a rule could name.
 */
function isExpressible(request: Request): boolean {
  if (request.verb === '' || request.verb === '*') return false;
  if (request.kind === 'nonResource') return request.path.startsWith('/') && !request.path.endsWith('*');
  const isNamespace = request.namespace === '' || (request.namespace.length < 64 && dnsLabel.test(request.namespace));
  return request.resource !== '' && request.resource !== '*' && request.apiGroup !== '*' && isNamespace;
}

/** Any other namespace cannot exist, nor can a role in it. */
const dnsLabel = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

function atomsOf(needs: readonly Need[], isAnyName: (request: Request) => boolean): Map<string, Atom> {
  const atoms = new Map<string, Atom>();
  for (const need of needs) {
    const { request } = need;
    if (!isExpressible(request)) continue;
    const target = targetOf(request, isAnyName);
    const key = keyOf(request.verb, target);
    const atom = atoms.get(key);
    if (atom === undefined) atoms.set(key, { verb: request.verb, target, needs: [need] });
    else atom.needs.push(need);
  }
  return atoms;
}

function targetOf(request: Request, isAnyName: (request: Request) => boolean): Atom['target'] {
  if (request.kind === 'nonResource') return { path: request.path };
  const { apiGroup, resource, subresource, name } = request;
  return { apiGroup, resource: subresource === '' ? resource : `${resource}/${subresource}`, name: isAnyName(request) ? '' : name };
}

function keyOf(verb: string, target: Atom['target']): string {
  return JSON.stringify([verb, target]);
}

/** Requests for one object are allowed by the rule that another request without a name needs. */
function withoutNarrower(atoms: Map<string, Atom>): Atom[] {
  return [...atoms.values()].filter(({ verb, target, needs }) => {
    if ('path' in target || target.name === '') return true;
    const wider = atoms.get(keyOf(verb, { ...target, name: '' }));
    wider?.needs.push(...needs);
    return wider === undefined;
  });
}

type Field = keyof PolicyRule;

/** Rules that differ in nothing but one list become one. A rule for every name is never merged with one that names some. */
function mergedBy(rules: readonly DerivedRule[], field: Field): DerivedRule[] {
  const groups = new Map<string, DerivedRule[]>();
  for (const derived of rules) {
    const { rule } = derived;
    const isEmpty = rule[field].length === 0;
    const key = JSON.stringify([isEmpty, { ...rule, [field]: [] }]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [derived]);
    else group.push(derived);
  }
  return [...groups.values()].map((group) => {
    const [first] = group;
    if (first === undefined || group.length === 1) return group[0] ?? { rule: none, needs: [] };
    const values = new Set(group.flatMap(({ rule }) => rule[field]));
    return { rule: { ...first.rule, [field]: [...values].toSorted(compareValues(field)) }, needs: group.flatMap(({ needs }) => needs) };
  });
}

const usualVerbs = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'];

function compareValues(field: Field): (a: string, b: string) => number {
  if (field !== 'verbs') return compare;
  const rank = (verb: string) => (usualVerbs.indexOf(verb) + usualVerbs.length + 1) % (usualVerbs.length + 1);
  return (a, b) => rank(a) - rank(b) || compare(a, b);
}

function tidied(derived: DerivedRule): DerivedRule {
  return { ...derived, needs: [...new Set(derived.needs)] };
}

/** By group and resource, rules for every name before those for some; paths come last. */
function orderOf({ apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): string {
  const parts = [nonResourceURLs.length > 0 ? '1' : '0', apiGroups.join(' '), resources.join(' '), ...resourceNames, ...nonResourceURLs];
  return parts.join('\u0000');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
