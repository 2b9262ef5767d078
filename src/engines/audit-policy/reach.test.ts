// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type AuditPolicy,
  type AuditRequest,
  type AuditRule,
  evaluateAuditPolicy,
  PolicyReach,
  recordsAlike,
  ruleMatches,
} from './index.ts';
import { isPathVerb, isPossible, resourceVerbs } from './universe.ts';

const reachOf = (...rules: AuditRule[]) => new PolicyReach({ rules }).reachOf(rules.length - 1);
const shadow = (earlier: AuditRule, rule: AuditRule) => {
  const reach = reachOf(earlier, rule);
  return reach.kind === 'dead' ? reach.coveredBy : undefined;
};
const accounts = ['system:serviceaccounts', 'system:serviceaccounts:shop', 'system:authenticated'];

test('a rule is dead behind one that takes all it takes', () => {
  const pods = { resources: [{ group: '', resources: ['pods', 'pods/exec'] }] };
  expect(shadow({}, pods)).toEqual([0]);
  expect(shadow({ resources: [{ resources: ['pods/*'] }] }, pods)).toEqual([0]);
  expect(shadow({ resources: [{ resources: ['pods'] }] }, pods)).toBeUndefined();
  expect(shadow({ verbs: ['get'] }, pods)).toBeUndefined();
  expect(shadow({ resources: [{}] }, { ...pods, verbs: ['get'] })).toEqual([0]);
  expect(shadow({ namespaces: ['default'] }, pods)).toBeUndefined();
  expect(shadow({ nonResourceURLs: ['/healthz*'] }, { nonResourceURLs: ['/healthz/etcd'] })).toEqual([0]);
  expect(shadow({ nonResourceURLs: ['*'] }, {})).toBeUndefined();
  expect(shadow({ resources: [{}] }, {})).toBeUndefined();
});

test('names without resources limit nothing, so a rule for that name does not stand before them', () => {
  const ofName = { level: 'None', resources: [{ group: '', resources: ['*'], resourceNames: ['a'] }] } as const;
  const ofGroup = { level: 'Metadata', resources: [{ group: '', resourceNames: ['a'] }] } as const;
  expect(shadow(ofName, ofGroup)).toBeUndefined();
  expect(shadow(ofGroup, ofName)).toEqual([0]);
});

test.each<[AuditRule, Partial<AuditRequest>]>([
  [
    { verbs: ['create'], resources: [{ resources: ['pods'] }] },
    { resource: 'pods', subresource: '', name: '' },
  ],
  [
    { verbs: ['create'], resources: [{ resources: ['pods/exec'], resourceNames: ['db'] }] },
    { subresource: 'exec', name: 'db' },
  ],
  [
    { verbs: ['deletecollection'], namespaces: ['shop'] },
    { namespace: 'shop', name: '' },
  ],
  [{ nonResourceURLs: ['/healthz*'] }, { path: '/healthz' }],
  [{ userGroups: ['system:serviceaccounts:shop'] }, { user: { name: 'system:serviceaccount:shop:app', groups: [...accounts] } }],
])('%j decides some request', (rule, example) => {
  expect(reachOf({ level: 'None', userGroups: ['nobody'] }, rule)).toMatchObject({ kind: 'live', example });
});

test('earlier rules together, and none of them more than is needed', () => {
  const secrets = { resources: [{ group: '', resources: ['secrets'] }] };
  expect(
    reachOf(
      { ...secrets, verbs: ['get', 'update', 'patch', 'delete', 'proxy'] },
      { verbs: ['get', 'list', 'watch'], namespaces: [''] },
      { ...secrets, verbs: ['list', 'watch', 'create', 'deletecollection', ''] },
      secrets,
    ),
  ).toEqual({ kind: 'dead', coveredBy: [0, 2] });
  expect(reachOf({ userGroups: ['system:authenticated'] }, { userGroups: ['system:nodes', 'system:serviceaccounts:shop'] })).toEqual({
    kind: 'dead',
    coveredBy: [0],
  });
});

test('everybody is in one of two groups, and a failed login in none', () => {
  const reach = reachOf({ userGroups: ['system:authenticated', 'system:unauthenticated'] }, {});
  expect(reach).toMatchObject({ kind: 'live', example: { verb: 'get' } });
  expect(reach.kind === 'live' && reach.example.user).toBeUndefined();
});

test.each<AuditRule>([
  { users: ['system:serviceaccount:kube-system:*'] },
  { users: ['system:serviceaccount:shop:api'], userGroups: ['developers'] },
  { users: ['system:anonymous'], userGroups: ['system:authenticated'] },
  { verbs: ['create'], resources: [{ group: '', resources: ['configmaps'], resourceNames: ['coredns'] }] },
  { verbs: ['list'], resources: [{ group: '', resources: ['pods/log'] }] },
  { resources: [{ group: 'core', resources: ['pods'] }] },
  { nonResourceURLs: ['/api/v1/pods'] },
  { nonResourceURLs: ['healthz'] },
  { namespaces: ['*'] },
  { verbs: ['*'], namespaces: ['shop'] },
])('no request is like %j', (rule) => {
  expect(reachOf(rule)).toEqual({ kind: 'dead', coveredBy: [] });
});

test('a rule that later ones make needless, and one that changes what is recorded', () => {
  const rules: AuditRule[] = [
    { level: 'Metadata', verbs: ['get'], resources: [{ group: '', resources: ['pods'] }] },
    { level: 'Request', verbs: ['create'] },
    { level: 'Metadata', verbs: ['get', 'list'], resources: [{ group: '' }] },
    { level: 'Metadata' },
    { level: 'None' },
  ];
  const reach = new PolicyReach({ rules });
  expect(reach.effectOf(0)).toEqual({ kind: 'none', insteadBy: [2] });
  expect(reach.effectOf(1)).toMatchObject({ kind: 'changes', example: { verb: 'create' } });
  expect(reach.effectOf(3)).toMatchObject({ kind: 'changes' });
  expect(reach.reachOf(4)).toEqual({ kind: 'dead', coveredBy: [3] });
  expect(new PolicyReach({ rules: [{ level: 'None', verbs: ['get'] }] }).effectOf(0)).toEqual({ kind: 'none', insteadBy: [undefined] });
});

const some = (...values: string[]) => fc.array(fc.constantFrom(...values), { maxLength: 2 });
const entry = fc.record(
  {
    group: fc.constantFrom('', 'apps', '*'),
    resources: some('pods', 'pods/log', 'pods/*', '*/log', '*', 'nodes'),
    resourceNames: some('a', 'b'),
  },
  { requiredKeys: [] },
);
const rule: fc.Arbitrary<AuditRule> = fc.record(
  {
    level: fc.constantFrom('None', 'Metadata'),
    users: some('jane', 'joe', 'system:anonymous', 'system:serviceaccount:shop:api'),
    userGroups: some('x', 'y', 'system:serviceaccounts:shop', 'system:authenticated'),
    verbs: fc.constantFrom(
      [],
      ['get', 'list'],
      ['create'],
      ['deletecollection'],
      ['update', 'watch'],
      resourceVerbs,
      resourceVerbs.slice(1),
    ),
    namespaces: some('', 'default'),
    resources: fc.array(entry, { maxLength: 2 }),
    nonResourceURLs: some('*', '/healthz*', '/healthz', '/api'),
    omitStages: some('RequestReceived'),
  },
  { requiredKeys: [] },
);
const policy: fc.Arbitrary<AuditPolicy> = fc.record({ rules: fc.array(rule, { minLength: 2, maxLength: 6 }) });

const users: readonly AuditRequest['user'][] = [
  undefined,
  { name: 'system:anonymous', groups: ['system:unauthenticated'] },
  ...['system:serviceaccount:shop:api', 'system:serviceaccount:shop:web'].map((name) => ({ name, groups: accounts })),
  { name: 'system:serviceaccount:other:web', groups: ['system:serviceaccounts', 'system:serviceaccounts:other', 'system:authenticated'] },
  ...['jane', 'joe', 'jim'].flatMap((name) =>
    [[], ['x'], ['y'], ['x', 'y']].map((groups) => ({ name, groups: ['system:authenticated', ...groups] })),
  ),
];
const targets: readonly AuditRequest[] = [
  ...['/healthz', '/healthz/etcd', '/api', '/x'].flatMap((path) =>
    [...resourceVerbs, 'other'].filter(isPathVerb).map((verb) => ({ verb, path })),
  ),
  ...resourceVerbs.flatMap((verb) =>
    ['pods', 'nodes', 'jobs'].flatMap((resource) =>
      ['', 'log', 'exec'].flatMap((subresource) =>
        ['', 'a', 'b', 'c'].flatMap((name) =>
          ['', 'apps', 'batch'].flatMap((apiGroup) =>
            ['', 'default', 'shop'].map((namespace) => ({ verb, apiGroup, resource, subresource, namespace, name })),
          ),
        ),
      ),
    ),
  ),
].filter((request) => !('resource' in request) || isPossible(request));
const everyRequest = (rules: readonly AuditRule[], visit: (request: AuditRequest) => void) => {
  for (const target of targets) {
    // Most rules don't take it whoever asks.
    if (!rules.some(({ users: _, userGroups: __, ...rest }) => ruleMatches(rest, target))) continue;
    for (const user of users) visit(user === undefined ? target : { ...target, user });
  }
};

test('live, dead and without effect are what trying every request says', () => {
  fc.assert(
    fc.property(policy, (tried) => {
      const { rules = [] } = tried;
      const without = rules.map((_, index) => ({ rules: rules.filter((__, other) => other !== index) }));
      const deciding = new Set<number | undefined>();
      const changing = new Set<number>();
      everyRequest(rules, (request) => {
        const decision = evaluateAuditPolicy(tried, request);
        if (decision.rule !== [...rules.keys()].find((index) => ruleMatches(rules[index] ?? {}, request)))
          throw new Error(`${decision.rule}`);
        deciding.add(decision.rule);
        if (decision.rule === undefined || changing.has(decision.rule)) return;
        const other = without[decision.rule];
        if (other !== undefined && !recordsAlike(decision, evaluateAuditPolicy(other, request))) changing.add(decision.rule);
      });
      const reach = new PolicyReach(tried);
      for (const index of rules.keys()) {
        const said = reach.reachOf(index);
        expect([index, said.kind]).toEqual([index, deciding.has(index) ? 'live' : 'dead']);
        if (said.kind === 'live') expect(evaluateAuditPolicy(tried, said.example).rule).toBe(index);
        if (said.kind === 'dead' && said.coveredBy.length > 0) {
          const cover = said.coveredBy.map((other) => rules[other] ?? {});
          everyRequest([rules[index] ?? {}], (request) => {
            if (ruleMatches(rules[index] ?? {}, request) && !cover.some((other) => ruleMatches(other, request)))
              throw new Error(said.coveredBy.join());
          });
        }
        if (said.kind !== 'live') continue;
        const effect = reach.effectOf(index);
        expect([index, effect.kind]).toEqual([index, changing.has(index) ? 'changes' : 'none']);
        if (effect.kind === 'changes') {
          const before = evaluateAuditPolicy(tried, effect.example);
          expect(recordsAlike(before, evaluateAuditPolicy(without[index] ?? {}, effect.example))).toBe(false);
        }
      }
    }),
    { numRuns: 40 },
  );
});
