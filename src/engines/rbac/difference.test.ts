// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { difference, type PermissionChange } from './difference.ts';
import { type Binding, createPolicy, type Policy, type Role } from './policy.ts';
import { type PolicyRule, type Request, ruleAllows } from './rule.ts';
import { type Subject, userOfSubject } from './subject.ts';
import { anyPolicy, anyRequest, slowlyAllows, someSubjects } from './testing.ts';

/** By its own name alone. */
const own = (subject: Subject) => {
  const { name } = userOfSubject(subject);
  return subject.kind === 'Group' ? { name: '', groups: [subject.name] } : { name, groups: [] };
};

test('a request is told exactly where it is allowed on one side alone', () => {
  fc.assert(
    fc.property(anyPolicy, anyPolicy, fc.constantFrom(...someSubjects), anyRequest, (before, after, subject, request) => {
      const { changes } = difference(before, after);
      const isSubject = (change: PermissionChange) => JSON.stringify(change.subject) === JSON.stringify(subject);
      const told = (kind: string) => changes.some((change) => isSubject(change) && change.change === kind && isAbout(change, request));
      const isOn = (one: Policy, other: Policy) =>
        slowlyAllows(one, own(subject), request) && !slowlyAllows(other, userOfSubject(subject), request);
      expect([told('gained'), told('lost')]).toEqual([isOn(after, before), isOn(before, after)]);
    }),
    { numRuns: 2000 },
  );
});

function isAbout({ namespace, except, rule, besides }: PermissionChange, request: Request): boolean {
  const scope = request.kind === 'resource' ? request.namespace : '';
  const isThere = namespace === '' ? !except.includes(scope) : namespace === scope;
  const isBesides = besides.some((held) => (held.namespace === '' || held.namespace === scope) && ruleAllows(held.rule, request));
  return isThere && ruleAllows(rule, request) && !isBesides;
}

const rule = (verbs: string[], resource = 'pods'): PolicyRule => ({
  verbs,
  apiGroups: [''],
  resources: [resource],
  resourceNames: [],
  nonResourceURLs: [],
});
const role = (name: string, ...rules: PolicyRule[]): Role => ({ namespace: '', name, labels: {}, rules });
const bound = (namespace: string, name: string, kind = 'User', who = 'alice'): Binding => ({
  namespace,
  name,
  subjects: [{ kind, name: who, namespace: kind === 'ServiceAccount' ? 'n' : '' }],
  roleRef: { kind: 'ClusterRole', name },
});
const changes = (before: Policy, after: Policy) =>
  difference(before, after).changes.map(
    ({ subject, namespace, change, rule: { verbs, resources }, except }) =>
      `${subject.name} ${change} ${verbs.join()} ${resources.join()} in '${namespace}'${except.length === 0 ? '' : ` but ${except.join()}`}`,
  );

test('a rule that moves to another role of the same subject is no difference', () => {
  const before = createPolicy([role('a', rule(['get', 'list'])), role('b')], [bound('n', 'a'), bound('n', 'b')]);
  const after = createPolicy([role('a', rule(['get'])), role('b', rule(['list']))], [bound('n', 'a'), bound('n', 'b')]);
  expect(changes(before, after)).toEqual([]);
});

test('what was held in one namespace and is now held in all is gained in the others', () => {
  const [one, all] = [[bound('n', 'a')], [bound('', 'a')]].map((bindings) => createPolicy([role('a', rule(['get']))], bindings));
  if (one === undefined || all === undefined) throw new Error('two policies');
  expect(changes(one, all)).toEqual(["alice gained get pods in '' but n"]);
  expect(changes(all, one)).toEqual(["alice lost get pods in '' but n"]);
});

test('what an account has by its groups is not lost with a binding of its own', () => {
  const roles = [role('a', rule(['get']))];
  const group = bound('', 'a', 'Group', 'system:serviceaccounts');
  const before = createPolicy(roles, [group, bound('', 'a', 'ServiceAccount', 'api')]);
  expect(changes(before, createPolicy(roles, [group]))).toEqual([]);
  expect(changes(before, createPolicy(roles, []))).toEqual(["system:serviceaccounts lost get pods in ''", "api lost get pods in ''"]);
});

test('of a wildcard that is lost it is told what is left', () => {
  const before = createPolicy([role('a', rule(['*']))], [bound('n', 'a')]);
  const after = createPolicy([role('a', rule(['get', 'list']))], [bound('n', 'a')]);
  expect(difference(before, after).changes).toMatchObject([
    { change: 'lost', rule: { verbs: ['*'] }, besides: [{ namespace: 'n', rule: { verbs: ['get', 'list'] } }] },
  ]);
});
