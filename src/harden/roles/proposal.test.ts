// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ResourceRequest } from '../../engines/rbac/index.ts';
import type { JsonObject } from '../../model/json.ts';
import { auditEvent } from '../../model/audit/testing.ts';
import { newestKubernetes } from '../../model/version.ts';
import { ruleText } from '../../report/roles-text.ts';
import { allowsEverybody, everybody } from './everybody.ts';
import { namesGeneralised } from './generalise.ts';
import { type Need, NeedTable } from '../../proof/calls/need-table.ts';
import { type ProposalOptions, proposeRoles, type SubjectProposal } from './proposal.ts';
import { provenAgainst } from './proven.ts';
import { RoleNames } from './role-names.ts';

const all = everybody(newestKubernetes, undefined);

interface Asked {
  readonly verb: string;
  readonly uri: string;
  readonly code?: number;
  readonly fields?: JsonObject;
}

function proposalsOf(asked: readonly Asked[], options: Partial<ProposalOptions> = {}, users?: readonly string[]): SubjectProposal[] {
  const isAnyName = options.isAnyName ?? (() => false);
  const table = new NeedTable({ version: newestKubernetes, isAnyName, ...(users === undefined ? {} : { users: new Set(users) }) });
  for (const [index, { verb, uri, code = 200, fields = {} }] of asked.entries()) {
    const auditID = `id-${index}`;
    table.add(auditEvent({ verb, requestURI: uri, auditID, objectRef: null, responseStatus: { code }, ...fields }), 'audit.log', index + 1);
  }
  const names = new RoleNames([]);
  return table
    .result()
    .subjects.map((subject) => proposeRoles(subject, { names, isForEverybody: allowsEverybody(all), keep: [], ...options, isAnyName }));
}

/** `Role shop/recorded-api in shop: get pods (web)`. */
function shown(proposals: readonly SubjectProposal[]): string[] {
  return proposals.flatMap(({ roles }) =>
    roles.map(({ kind, namespace, name, boundIn, rules }) => {
      const where = boundIn.map((of) => of || 'all').join(' ');
      return `${kind} ${namespace === '' ? name : `${namespace}/${name}`} in ${where}: ${rules.map(({ rule }) => ruleText(rule)).join('; ')}`;
    }),
  );
}

const pods = (namespace: string) => `/api/v1/namespaces/${namespace}/pods`;

test('a Role where one namespace is asked for, a ClusterRole for the whole cluster, one for several alike', () => {
  const proposals = proposalsOf([
    { verb: 'get', uri: `${pods('shop')}/web` },
    { verb: 'list', uri: '/api/v1/nodes' },
    { verb: 'list', uri: pods('a') },
    { verb: 'list', uri: pods('b') },
    { verb: 'get', uri: '/metrics' },
  ]);
  expect(shown(proposals)).toEqual([
    'ClusterRole recorded-shop-api in all: list nodes; get /metrics',
    expect.stringMatching(/^ClusterRole recorded-shop-api-[0-9a-f]{8} in a b: list pods$/),
    'Role shop/recorded-api in shop: get pods (web)',
  ]);
  expect(provenAgainst(proposals, all)).toMatchObject({ allowed: 5, times: 5, lost: [] });
});

test('what a ClusterRole allows is not repeated in namespaces', () => {
  expect(
    shown(
      proposalsOf([
        { verb: 'list', uri: '/api/v1/pods' },
        { verb: 'list', uri: pods('shop') },
      ]),
    ),
  ).toEqual(['ClusterRole recorded-shop-api in all: list pods']);
});

test('what Kubernetes lets everybody do needs no role', () => {
  const [proposal] = proposalsOf([
    { verb: 'get', uri: '/api' },
    { verb: 'get', uri: '/version' },
    { verb: 'create', uri: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews' },
  ]);
  expect(proposal).toMatchObject({ roles: [], forEverybody: 3 });
});

test('refused requests are listed and not granted, unless that is asked for; other failures are needs', () => {
  const forbidden = { 'authorization.k8s.io/decision': 'forbid' };
  const asked = [
    { verb: 'get', uri: `${pods('shop')}/gone`, code: 404 },
    { verb: 'create', uri: pods('shop'), code: 409 },
    // Pod Security refused it, not the authorizer.
    { verb: 'update', uri: `${pods('shop')}/web`, code: 403 },
    { verb: 'delete', uri: `${pods('shop')}/web`, code: 403, fields: { annotations: forbidden } },
  ];
  const [proposal] = proposalsOf(asked);
  expect(shown(proposal === undefined ? [] : [proposal])).toEqual([
    'Role shop/recorded-api in shop: create pods; get pods (gone); update pods (web)',
  ]);
  expect(proposal?.denied).toHaveLength(1);
  expect(shown(proposalsOf(asked, { includeDenied: true }))).toEqual([
    'Role shop/recorded-api in shop: create pods; get pods (gone); update, delete pods (web)',
  ]);
});

test('an apply that creates needs patch and create; a stream by GET needs create', () => {
  const proposals = proposalsOf([
    { verb: 'patch', uri: '/api/v1/namespaces/shop/configmaps/a?fieldManager=x', code: 201 },
    { verb: 'get', uri: `${pods('shop')}/web/exec?command=ls`, code: 101 },
  ]);
  expect(shown(proposals)).toEqual(['Role shop/recorded-api in shop: create, patch configmaps (a); get, create pods/exec (web)']);
});

test('stages of one request count once', () => {
  const stages = ['RequestReceived', 'ResponseStarted', 'ResponseComplete'].map((stage) => ({
    verb: 'watch',
    uri: pods('shop'),
    fields: { stage },
  }));
  expect(proposalsOf(stages)[0]?.needs).toMatchObject([{ count: 1 }]);
});

test('impersonation: the other user needs the request, who asked needs to impersonate', () => {
  const fields = { user: { username: 'jane' }, impersonatedUser: { username: 'deployer', groups: ['ops', 'system:authenticated'] } };
  const proposals = proposalsOf([{ verb: 'list', uri: pods('shop'), fields }]);
  expect(shown(proposals)).toEqual([
    'Role shop/recorded-deployer in shop: list pods',
    'ClusterRole recorded-jane in all: impersonate groups (ops); impersonate users (deployer)',
  ]);
  expect(proposals[0]?.impersonators).toEqual(['jane']);
});

test('the keep list adds what nothing recorded asks for, and the window drops what is old', () => {
  const rule = { verbs: ['get', 'list'], apiGroups: [''], resources: ['secrets'], resourceNames: [], nonResourceURLs: [] };
  const keep = [{ user: 'system:serviceaccount:shop:api', namespace: 'shop', reason: 'yearly audit', rules: [rule] }];
  const old = { requestReceivedTimestamp: '2025-01-01T00:00:00.000000Z' };
  const asked = [
    { verb: 'get', uri: `${pods('shop')}/web` },
    { verb: 'get', uri: `${pods('shop')}/old`, fields: old },
  ];
  const proposals = proposalsOf(asked, { keep, since: Date.UTC(2026, 0, 1) });
  expect(shown(proposals)).toEqual(['Role shop/recorded-api in shop: get pods (web); get, list secrets']);
  expect(proposals[0]?.roles[0]?.rules.map(({ kept }) => kept)).toEqual([undefined, 'yearly audit']);
  expect(proposals[0]?.beforeWindow).toHaveLength(1);
});

test.each([
  [{ username: 'admin', groups: ['system:masters'] }],
  [{ username: 'system:node:a', groups: ['system:nodes'] }],
  [{ username: 'system:kube-scheduler' }],
  [{ username: 'system:serviceaccount:kube-system:deployment-controller' }],
])('%j gets a role only by name', (user) => {
  const asked = [{ verb: 'list', uri: pods('shop'), fields: { user } }];
  expect(shown(proposalsOf(asked))).toEqual([]);
  const named = proposalsOf(asked, {}, [user.username]);
  expect(named).toHaveLength(1);
  expect(provenAgainst(named, all)).toMatchObject({ allowed: 1, lost: [] });
});

test('what no rule allows alone is lost, and says so', () => {
  const proposals = proposalsOf([{ verb: 'get', uri: '/api/v1/namespaces/shop/*', code: 404 }]);
  expect(shown(proposals)).toEqual([]);
  expect(provenAgainst(proposals, all).lost).toHaveLength(1);
});

test('names generalised: one need for all names', () => {
  const asked = ['a', 'b', 'c'].map((name) => ({ verb: 'get', uri: `${pods('shop')}/${name}` }));
  const proposals = proposalsOf(asked, { isAnyName: namesGeneralised(['pods']) });
  expect(proposals[0]?.needs).toMatchObject([{ count: 3 }]);
  expect(shown(proposals)).toEqual(['Role shop/recorded-api in shop: get pods']);
});

test('property: what was recorded is allowed in its scope, and of all that can be asked nothing else is', () => {
  const word = (...words: readonly string[]) => fc.constantFrom(...words);
  const request = fc.record<ResourceRequest>({
    kind: fc.constant('resource'),
    verb: word('get', 'list'),
    apiGroup: word('', 'apps'),
    resource: word('pods', 'secrets'),
    subresource: word('', 'status'),
    name: word('', 'a', 'b'),
    namespace: word('', 'a', 'b', 'c'),
  });
  const need = (asked: ResourceRequest): Need => ({ request: asked, count: 1, source: 'audit.log', line: 1, codes: [200] });
  const key = (asked: ResourceRequest) => JSON.stringify({ ...asked });
  const user = { name: 'jane', groups: ['system:authenticated'] };
  const subject = { kind: 'User', name: 'jane', namespace: '' };
  fc.assert(
    fc.property(fc.array(request, { maxLength: 20 }), fc.array(request, { maxLength: 40 }), (recorded, others) => {
      const options = { names: new RoleNames([]), isAnyName: () => false, isForEverybody: allowsEverybody(all), keep: [] };
      const proposal = proposeRoles({ subject, user, allowed: recorded.map(need), denied: [], impersonators: [] }, options);
      expect(provenAgainst([proposal], all).lost).toEqual([]);
      const keys = new Set(recorded.map(key));
      const isAsked = (asked: ResourceRequest) =>
        [asked, { ...asked, name: '' }].some((wider) => keys.has(key(wider)) || keys.has(key({ ...wider, namespace: '' })));
      const isAllowed = (asked: ResourceRequest) => provenAgainst([{ ...proposal, needs: [need(asked)] }], all).lost.length === 0;
      expect(others.filter((asked) => isAllowed(asked) !== isAsked(asked))).toEqual([]);
    }),
  );
});
