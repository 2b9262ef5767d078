// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Binding, createPolicy, roleOf } from './policy.ts';
import { type PolicyRule, type Request, type ResourceRequest, ruleAllows } from './rule.ts';
import type { Subject } from './subject.ts';
import { anyPolicy, anyRequest, bindingsOf, slowlyAllows, someSubjects } from './testing.ts';
import { whoCan } from './who-can.ts';
import { userOfSubject } from './subject.ts';

const text = ({ kind, namespace, name }: Subject) => `${kind} ${namespace}/${name}`;
const asUser = ({ kind, namespace, name }: Subject) =>
  kind === 'ServiceAccount' ? { name: `system:serviceaccount:${namespace}:${name}`, groups: [] } : { name, groups: [] };

test('holders in a scope are the subjects that bindings there allow it, one by one', () => {
  fc.assert(
    fc.property(anyPolicy, anyRequest, (policy, request) => {
      const { holders } = whoCan(policy, request);
      const unlimited = holders.filter(({ names }) => names === undefined);
      const told = new Set(unlimited.map(({ subject }) => text(subject)));
      const allowed = someSubjects.filter((subject) =>
        slowlyAllows(policy, subject.kind === 'Group' ? { name: '', groups: [subject.name] } : asUser(subject), request),
      );
      expect(told).toEqual(new Set(allowed.map(text)));
      for (const { grants } of unlimited) expect(grants.some(({ rule }) => ruleAllows(rule, request))).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('anywhere is every scope, each with all that grants it there', () => {
  fc.assert(
    fc.property(anyPolicy, anyRequest, (policy, request) => {
      const told = whoCan(policy, request, { anywhere: true }).holders.flatMap(({ subject, namespace, grants }) =>
        grants.map(({ rule, binding }) => [text(subject), namespace, binding.name, JSON.stringify(rule)].join()),
      );
      const slow = bindingsOf(policy).flatMap((binding) =>
        [...subjectsOf(binding)].flatMap((subject) =>
          (roleOf(policy, binding)?.rules ?? [])
            .filter((rule) => (request.kind === 'resource' || binding.namespace === '') && allowsSomeName(rule, request))
            .map((rule) => [subject, binding.namespace, binding.name, JSON.stringify(rule)].join()),
        ),
      );
      expect(told.toSorted()).toEqual(slow.toSorted());
    }),
    { numRuns: 500 },
  );
});

function subjectsOf({ subjects, namespace }: Binding): Set<string> {
  return new Set(
    subjects.flatMap((subject) => {
      if (subject.kind !== 'ServiceAccount')
        return subject.name.startsWith('system:serviceaccount:') ? 'ServiceAccount n/api' : text(subject);
      const place = subject.namespace === '' ? namespace : subject.namespace;
      return place === '' ? [] : `ServiceAccount ${place}/${subject.name}`;
    }),
  );
}

function allowsSomeName(rule: PolicyRule, request: Request): boolean {
  if (ruleAllows(rule, request)) return true;
  return request.kind === 'resource' && request.name === '' && rule.resourceNames.some((name) => ruleAllows(rule, { ...request, name }));
}

const rule = (resourceNames: string[], resource = 'secrets'): PolicyRule => ({
  verbs: ['get'],
  apiGroups: [''],
  resources: [resource],
  resourceNames,
  nonResourceURLs: [],
});
const clusterRole = (name: string, ...rules: PolicyRule[]) => ({ namespace: '', name, labels: {}, rules });
const bound = (namespace: string, role: string, ...subjects: Subject[]): Binding => ({
  namespace,
  name: `${role}-${namespace}`,
  subjects,
  roleRef: { kind: 'ClusterRole', name: role },
});
const [alice, dev] = [
  { kind: 'User', name: 'alice', namespace: '' },
  { kind: 'Group', name: 'dev', namespace: '' },
];
const secrets: ResourceRequest = {
  kind: 'resource',
  verb: 'get',
  apiGroup: '',
  resource: 'secrets',
  subresource: '',
  name: '',
  namespace: 'shop',
};

const policy = createPolicy(
  [clusterRole('all', rule([])), clusterRole('two', rule(['a', 'b'])), clusterRole('urls', { ...rule([]), nonResourceURLs: ['/x'] })],
  [bound('', 'two', alice), bound('shop', 'two', dev), bound('shop', 'all', alice), bound('data', 'gone', dev), bound('data', 'urls', dev)],
);
const told = (request: Request, options = {}) =>
  whoCan(policy, request, options)
    .holders.map(({ subject, namespace, names }) => `${subject.name} in '${namespace}': ${names?.join() ?? 'any'}`)
    .toSorted();

test('who is limited to names is told apart, and a second grant lifts the limit', () => {
  expect(told(secrets)).toEqual(["alice in '': a,b", "alice in 'shop': any", "dev in 'shop': a,b"]);
  expect(told({ ...secrets, name: 'b' })).toEqual(["alice in '': any", "alice in 'shop': any", "dev in 'shop': any"]);
  expect(told({ ...secrets, name: 'c' })).toEqual(["alice in 'shop': any"]);
});

test('across namespaces only the whole cluster counts; a path belongs to no namespace', () => {
  expect(told({ ...secrets, namespace: '' })).toEqual(["alice in '': a,b"]);
  expect(told({ ...secrets, namespace: '' }, { anywhere: true })).toContain("dev in 'data': any");
  expect(told({ kind: 'nonResource', verb: 'get', path: '/x' }, { anywhere: true })).toEqual([]);
});

test('a binding whose role is not there is told where it would count, and system:masters always', () => {
  expect(whoCan(policy, secrets)).toMatchObject({ unresolved: [], always: [{ kind: 'Group', name: 'system:masters' }] });
  expect(whoCan(policy, { ...secrets, namespace: 'data' }).unresolved).toMatchObject([{ roleRef: { name: 'gone' } }]);
});

test('users that groups bring along', () => {
  expect(userOfSubject({ kind: 'ServiceAccount', name: 'api', namespace: 'n' })).toEqual({
    name: 'system:serviceaccount:n:api',
    groups: ['system:serviceaccounts', 'system:serviceaccounts:n', 'system:authenticated'],
  });
  expect(userOfSubject({ kind: 'Group', name: 'system:serviceaccounts:n', namespace: '' }).groups).toContain('system:serviceaccounts');
  expect(userOfSubject({ kind: 'User', name: 'system:anonymous', namespace: '' }).groups).toEqual(['system:unauthenticated']);
});

test('a rule that aggregation puts into several roles counts in each', () => {
  const shared = rule([]);
  const two = createPolicy(
    [clusterRole('own', shared), clusterRole('gatherer', shared)],
    [bound('', 'own', alice), bound('', 'gatherer', dev)],
  );
  expect(whoCan(two, secrets).holders.map(({ subject, grants }) => `${subject.name} ${grants[0]?.role.name}`)).toEqual([
    'alice own',
    'dev gatherer',
  ]);
});
