// SPDX-License-Identifier: Apache-2.0
// What roles allow, asked permission by permission. The answer is the engine's own, rule by rule.
import { type PolicyRule, type Role, ruleAllows } from '../../engines/rbac/index.ts';

/** One of these verbs on one of these resources, as the powers of the checks are written. */
export interface Permission {
  readonly groups: readonly string[];
  /** `pods/exec` for a subresource. */
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** The objects for which a permission is held: every one, or those with a name. */
export type Names = 'every' | ReadonlySet<string>;

const known = new WeakMap<Role, Map<Permission, Names | undefined>>();

/** For which names a role holds a permission; undefined where for none. */
export function namesHeld(role: Role, permission: Permission): Names | undefined {
  let ofRole = known.get(role);
  if (ofRole === undefined) {
    ofRole = new Map();
    known.set(role, ofRole);
  }
  if (ofRole.has(permission)) return ofRole.get(permission);
  const names = joinNames(role.rules.map((rule) => namesIn(rule, permission)));
  ofRole.set(permission, names);
  return names;
}

/** The first rule by which a role holds a permission; -1 where none does. */
export function ruleHolding({ rules }: Role, permission: Permission, name?: string): number {
  return rules.findIndex((rule) => {
    const names = namesIn(rule, permission);
    return name === undefined ? names !== undefined : holdsName(names, name);
  });
}

export function joinNames(all: readonly (Names | undefined)[]): Names | undefined {
  let joined: Set<string> | undefined;
  for (const names of all) {
    if (names === 'every') return 'every';
    if (names === undefined) continue;
    joined ??= new Set();
    for (const name of names) joined.add(name);
  }
  return joined;
}

export function bothNames(a: Names | undefined, b: Names | undefined): Names | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (a === 'every') return b;
  if (b === 'every') return a;
  const both = new Set([...a].filter((name) => b.has(name)));
  return both.size === 0 ? undefined : both;
}

export function holdsName(names: Names | undefined, name: string): boolean {
  return names === 'every' || names?.has(name) === true;
}

function namesIn(rule: PolicyRule, { groups, resources, verbs }: Permission): Names | undefined {
  const [first] = rule.resourceNames;
  for (const apiGroup of groups) {
    for (const place of resources) {
      const [resource = '', subresource = ''] = place.split('/');
      for (const verb of verbs) {
        // The name of what is created is not told with the request, but for what belongs to an object that is there.
        if (verb === 'create' && subresource === '' && first !== undefined) continue;
        const request = { kind: 'resource', verb, apiGroup, resource, subresource, name: first ?? '', namespace: '' } as const;
        if (ruleAllows(rule, request)) return first === undefined ? 'every' : new Set(rule.resourceNames);
      }
    }
  }
  return undefined;
}
