// SPDX-License-Identifier: Apache-2.0
// Small random policies and requests, of so few words that they often meet, and the evaluators that are slow and plain.
import fc from 'fast-check';
import { type Binding, createPolicy, type Policy, type Role, roleOf } from './policy.ts';
import { nonResourceUrlCovers, type PolicyRule, type Request, ruleAllows } from './rule.ts';
import type { Subject, User } from './subject.ts';

const some = (...items: string[]) => fc.subarray(items, { minLength: 1 });

export const anyRule: fc.Arbitrary<PolicyRule> = fc.oneof(
  { weight: 4, arbitrary: ruleOf(fc.constant([])) },
  { weight: 1, arbitrary: ruleOf(fc.subarray(['/x', '/x/*', '*'])) },
);

function ruleOf(nonResourceURLs: fc.Arbitrary<string[]>): fc.Arbitrary<PolicyRule> {
  return fc.record({
    verbs: some('get', 'list', '*'),
    apiGroups: some('', 'apps', '*'),
    resources: some('pods', 'secrets', 'pods/exec', '*/exec', '*'),
    resourceNames: fc.subarray(['a', 'b']),
    nonResourceURLs,
  });
}

export const anyRequest: fc.Arbitrary<Request> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('resource' as const),
      verb: fc.constantFrom('get', 'list', 'watch'),
      apiGroup: fc.constantFrom('', 'apps', 'x'),
      resource: fc.constantFrom('pods', 'secrets', 'nodes'),
      subresource: fc.constantFrom('', 'exec'),
      name: fc.constantFrom('', 'a', 'c'),
      namespace: fc.constantFrom('', 'n', 'm'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('nonResource' as const),
      verb: fc.constantFrom('get', 'list'),
      path: fc.constantFrom('/x', '/x/y', '/z'),
    }),
  },
);

const roleNames = ['r', 's', 't'];
const subject: fc.Arbitrary<Subject> = fc.oneof(
  fc.record({
    kind: fc.constant('User'),
    name: fc.constantFrom('alice', 'bob', 'system:serviceaccount:n:api'),
    namespace: fc.constant(''),
  }),
  fc.record({
    kind: fc.constant('Group'),
    name: fc.constantFrom('dev', 'system:authenticated', 'system:serviceaccounts:n'),
    namespace: fc.constant(''),
  }),
  fc.record({ kind: fc.constantFrom('ServiceAccount'), name: fc.constantFrom('api', 'job'), namespace: fc.constantFrom('n', 'm', '') }),
);

export const anyPolicy: fc.Arbitrary<Policy> = fc
  .record({
    roles: fc.array(
      fc.record({
        namespace: fc.constantFrom('', '', 'n', 'm'),
        name: fc.constantFrom(...roleNames),
        labels: fc.constant({}),
        rules: fc.array(anyRule, { maxLength: 3 }),
      }),
      { maxLength: 6 },
    ),
    bindings: fc.array(
      fc.record({
        namespace: fc.constantFrom('', 'n', 'm'),
        name: fc.constantFrom('x', 'y', 'z'),
        subjects: fc.array(subject, { maxLength: 3 }),
        roleRef: fc.record({ kind: fc.constantFrom('Role', 'ClusterRole', 'ClusterRole'), name: fc.constantFrom(...roleNames) }),
      }),
      { maxLength: 8 },
    ),
  })
  .map(({ roles, bindings }) => createPolicy(roles, bindings));

/** One of each subject that policies name, and somebody else. */
export const someSubjects: readonly Subject[] = [
  ...['alice', 'bob', 'eve'].map((name) => ({ kind: 'User', name, namespace: '' })),
  ...['dev', 'system:authenticated', 'system:serviceaccounts:n'].map((name) => ({ kind: 'Group', name, namespace: '' })),
  ...['n', 'm'].flatMap((namespace) => ['api', 'job'].map((name) => ({ kind: 'ServiceAccount', name, namespace }))),
];

export function bindingsOf({ clusterBindings, bindingsByNamespace }: Policy): Binding[] {
  return [...clusterBindings, ...[...bindingsByNamespace.values()].flat()];
}

function isSubject({ kind, name, namespace }: Subject, user: User, bindingNamespace: string): boolean {
  if (kind === 'Group') return user.groups.includes(name);
  if (kind === 'User') return user.name === name;
  const place = namespace === '' ? bindingNamespace : namespace;
  return kind === 'ServiceAccount' && place !== '' && user.name === `system:serviceaccount:${place}:${name}`;
}

/** Walks through all bindings. */
export function* slowGrants(policy: Policy, user: User, scope: string): Generator<{ binding: Binding; role: Role; rule: PolicyRule }> {
  for (const binding of bindingsOf(policy)) {
    if (binding.namespace !== '' && binding.namespace !== scope) continue;
    const role = roleOf(policy, binding);
    if (role === undefined || !binding.subjects.some((subject) => isSubject(subject, user, binding.namespace))) continue;
    for (const rule of role.rules) yield { binding, role, rule };
  }
}

export function slowlyAllows(policy: Policy, user: User, request: Request): boolean {
  return [...slowGrants(policy, user, request.kind === 'resource' ? request.namespace : '')].some(({ rule }) => ruleAllows(rule, request));
}

/** Whether one rule covers a part with one verb and one resource or URL, word by word as upstream decides it. */
export function slowlyCovers(rule: PolicyRule, part: PolicyRule): boolean {
  const hasAll = (held: readonly string[], wanted: readonly string[]) => wanted.every((item) => held.includes(item));
  const namesCovered = rule.resourceNames.length === 0 || (part.resourceNames.length > 0 && hasAll(rule.resourceNames, part.resourceNames));
  const coversResource = (resource: string) =>
    rule.resources.includes('*') ||
    rule.resources.includes(resource) ||
    (resource.includes('/') && rule.resources.includes(`*${resource.slice(resource.indexOf('/'))}`));
  return (
    namesCovered &&
    (rule.verbs.includes('*') || hasAll(rule.verbs, part.verbs)) &&
    (rule.apiGroups.includes('*') || hasAll(rule.apiGroups, part.apiGroups)) &&
    part.resources.every(coversResource) &&
    part.nonResourceURLs.every((url) => rule.nonResourceURLs.some((held) => nonResourceUrlCovers(held, url)))
  );
}
