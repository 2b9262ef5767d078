// SPDX-License-Identifier: Apache-2.0
// `rampart roles` as its users meet it, and what docs/guides/roles-from-audit.md shows of it.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import { loadAll } from 'js-yaml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditRecord } from '../src/model/audit/testing.ts';
import type { JsonObject } from '../src/model/json.ts';
import { builtProgram } from './built-program.ts';
import { temporaryFolder } from './temporary-folder.ts';

let next = 0;
function line(verb: string, requestURI: string, fields: JsonObject = {}): string {
  next += 1;
  return `${JSON.stringify(auditRecord({ verb, requestURI, auditID: `id-${next}`, objectRef: null, ...fields }))}\n`;
}

const pods = '/api/v1/namespaces/shop/pods';
const on = (day: string) => ({ requestReceivedTimestamp: `${day}T10:00:00.000000Z`, stageTimestamp: `${day}T10:00:00.000001Z` });
const jane = { user: { username: 'jane', groups: ['dev', 'system:authenticated'] } };
const admin = { user: { username: 'root', groups: ['system:masters'] } };
const forbid = { responseStatus: { code: 403 }, annotations: { 'authorization.k8s.io/decision': 'forbid' } };

const january = [
  line('list', pods, on('2026-01-05')),
  line('get', `${pods}/web`, on('2026-01-05')),
  line('list', pods, { ...jane, ...on('2026-01-06') }),
];
const may = [
  line('get', `${pods}/web`, on('2026-05-30')),
  line('get', `${pods}/db/log`, on('2026-05-30')),
  line('delete', `${pods}/web`, { ...on('2026-05-30'), ...forbid }),
  line('delete', '/api/v1/nodes/a', { ...admin, ...on('2026-05-30') }),
];
const rbac = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: api, namespace: shop }
rules:
  - { apiGroups: [''], resources: [pods, pods/log], verbs: [get, list, watch] }
  - { apiGroups: [''], resources: [secrets], verbs: [get] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: api, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: api }
subjects: [{ kind: ServiceAccount, name: api, namespace: shop }]
`;
const keep = `keep:
  - subject: shop/api
    namespace: shop
    reason: yearly audit
    rules:
      - { apiGroups: [''], resources: [secrets], verbs: [get], resourceNames: [ledger] }
`;

const files = temporaryFolder({
  'logs/audit-2026-02-01T00-00-00.000.log.gz': gzipSync(january.join('')),
  'logs/audit.log': [january[2], ...may].join(''),
  'broken.log': `${may[0]}nonsense\n{"kind":"Event"\n${may[1]}${may[2]?.slice(0, 40)}`,
  'nodes.log': line('list', '/api/v1/nodes', on('2026-05-30')),
  'empty.log': '',
  'gatherer.yaml': `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: everything }
aggregationRule: { clusterRoleSelectors: [{ matchExpressions: [{ key: not-this, operator: DoesNotExist }] }] }
`,
  'rbac.yaml': rbac,
  'keep.yaml': keep,
  'bad-keep.yaml': 'keep:\n  - subject: shop/api\n    rules: []\n',
  'no-reads.yaml': 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n  - { level: None, verbs: [watch] }\n  - { level: Metadata }\n',
});
let program = '';
beforeAll(async () => {
  program = await builtProgram(files.folder);
});
afterAll(() => files.remove());

function run(...args: readonly string[]) {
  return spawnSync(process.execPath, [program, 'roles', ...args], {
    cwd: files.folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', COLUMNS: '200' },
  });
}

test('manifests on standard output, the report on standard error', () => {
  const { stdout, stderr, status } = run('--audit', 'logs');
  expect(loadAll(stdout)).toMatchObject([
    { kind: 'Role', metadata: { name: 'recorded-jane', namespace: 'shop' }, rules: [{ resources: ['pods'], verbs: ['list'] }] },
    { kind: 'RoleBinding', subjects: [{ kind: 'User', name: 'jane' }] },
    {
      kind: 'Role',
      metadata: { name: 'recorded-api', namespace: 'shop' },
      rules: [
        { resources: ['pods'], verbs: ['list'] },
        { resources: ['pods'], resourceNames: ['web'], verbs: ['get'] },
        { resources: ['pods/log'], resourceNames: ['db'], verbs: ['get'] },
      ],
    },
    { kind: 'RoleBinding', roleRef: { kind: 'Role', name: 'recorded-api' }, subjects: [{ name: 'api', namespace: 'shop' }] },
  ]);
  expect(stdout).toContain('  # 2 times, 2026-01-05 to 2026-05-30\n');
  expect(stderr).toContain('7 events, 1 repetition, 2026-01-05 to 2026-05-30: 2 roles for 2 subjects');
  expect(stderr).toContain('Every one of 4 different recorded requests (made 5 times) is still allowed with these roles.');
  expect(stderr).toMatch(/Refused, and not granted[^•]*• delete pods web in shop: 1 time, answered 403/);
  expect(stderr).toContain('members of system:masters, whom nothing is refused: 1 user, 1 request');
  expect(status).toBe(0);
});

test('a file for each subject; --subject, --why, --generalise and --include-denied', () => {
  const { stdout } = run(
    '--audit',
    'logs',
    '--output',
    'out',
    '--subject',
    'shop/api',
    '--generalise',
    'names',
    '--include-denied',
    '--why',
  );
  expect(readdirSync(path.join(files.folder, 'out'))).toEqual(['recorded-shop-api.yaml']);
  const [role] = loadAll(readFileSync(path.join(files.folder, 'out/recorded-shop-api.yaml'), 'utf8'));
  expect(role).toMatchObject({
    rules: [
      { resources: ['pods'], verbs: ['get', 'list', 'delete'] },
      { resources: ['pods/log'], verbs: ['get'] },
    ],
  });
  expect(stdout).toMatch(/get pods web in shop: 2 times, answered 200, first logs\/audit-2026-02-01T00-00-00.000.log.gz:2/);
  expect(run('--audit', 'logs', '--subject', 'root').stdout).toContain('kind: ClusterRole\n');
});

test('what is granted and not used, what would be taken away, and what is kept', () => {
  const { stdout, status } = run('rbac.yaml', '--audit', 'logs', '--unused', '90d', '--keep', 'keep.yaml', '--format', 'table');
  expect(stdout).toMatch(
    /Granted, and not used in 90 days\n\s+• RoleBinding shop\/api → Role api: list pods since 2026-01-05; watch pods; list, watch pods\/log; get secrets\n/,
  );
  expect(stdout).toMatch(/No longer allowed once RoleBinding shop\/api is taken away\n/);
  expect(stdout).toContain('kept, not recorded: yearly audit');
  expect(status).toBe(0);
});

test('a log that is too short, and an audit policy that leaves out, say nothing: unknown, never unused', () => {
  const short = run('rbac.yaml', '--audit', 'logs', '--unused', '52w', '--format', 'json');
  expect(short.status).toBe(3);
  const { granted } = JSON.parse(short.stdout);
  expect(granted[0].rights.map(({ verdict }: { verdict: string }) => verdict)).not.toContain('unused');
  expect(granted[0].rights).toContainEqual(expect.objectContaining({ missing: 'a log of 364 days: this one covers 145 days' }));
  const { stdout } = run('rbac.yaml', 'no-reads.yaml', '--audit', 'logs', '--unused', '90d', '--format', 'table');
  expect(stdout).toMatch(
    /proves nothing for 90 days\n[^•]*• [^•]*: watch pods; watch pods\/log; missing: an audit policy that records it\n/,
  );
});

test('what the input does not tell, and what would spread a role, is said', () => {
  expect(run('keep.yaml', 'no-reads.yaml', '--audit', 'logs', '--format', 'table').stdout).toContain(
    'The input has no bindings: what is granted today is not known.',
  );
  const { stdout } = run('rbac.yaml', 'gatherer.yaml', '--audit', 'nodes.log', '--format', 'table');
  expect(stdout).toContain(
    '• ClusterRole everything would gather the rules of recorded-shop-api by its aggregationRule, for all who have it\n',
  );
  const nothing = run('--audit', 'empty.log', '--format', 'table');
  expect(nothing.stdout).toContain('Nothing was recorded that could be proved.');
  expect(nothing.status).toBe(3);
});

test('--window: what was asked for long ago is listed and not granted', () => {
  const { stdout } = run('--audit', 'logs', '--window', '30d', '--format', 'json');
  const { subjects } = JSON.parse(stdout);
  expect(subjects.map(({ beforeWindow }: { beforeWindow: readonly object[] }) => beforeWindow.length)).toEqual([1, 1]);
  expect(stdout).not.toContain('"list"\n            ]');
});

test('a log with broken lines keeps going and counts them; standard input', () => {
  const { stdout, stderr, status } = run('--audit', 'broken.log', '--format', 'json');
  expect(JSON.parse(stdout)).toMatchObject({
    complete: false,
    log: { events: 2, broken: 2, cut: ['broken.log'] },
    proof: { allowed: 2, lost: [] },
  });
  expect([stderr, status]).toEqual(['', 3]);
  const piped = spawnSync(process.execPath, [program, 'roles', '--audit', '-', '-q'], {
    cwd: files.folder,
    input: january.join(''),
    encoding: 'utf8',
  });
  expect(loadAll(piped.stdout)).toHaveLength(4);
});

test('mistakes are one line', () => {
  for (const [args, message] of [
    [['--audit', 'missing.log'], 'missing.log: does not exist\n'],
    [['--audit', 'logs', '--keep', 'bad-keep.yaml'], 'rampart: bad-keep.yaml:2:5: keep.0 gives no reason\n'],
    [
      ['--audit', 'logs', '--window', 'soon'],
      "error: option '--window <period>' argument 'soon' is invalid. It looks like 90d, 12h or 2w.\n",
    ],
    [
      ['--audit', 'logs', '--unused', '90d'],
      'rampart: --unused is about the roles and bindings of today: name files that have them, or give --cluster\n',
    ],
    [[], "error: required option '--audit <file...>' not specified\n"],
    [['-', '--audit', '-'], 'rampart: standard input can be a log or manifests, not both\n'],
  ] as const) {
    const { stderr, status } = run(...args, ...(args.length > 0 && args[1] === 'missing.log' ? ['-q'] : []));
    expect(stderr).toBe(message);
    expect(status).toBe(args[1] === 'missing.log' ? 3 : 2);
  }
});

test('the guide shows what the command prints', () => {
  const root = path.dirname(import.meta.dirname);
  const guide = readFileSync(path.join(root, 'docs/guides/roles-from-audit.md'), 'utf8');
  const shown = [...guide.matchAll(/^ {4}\$ rampart roles (.*)\n((?: {4}.*\n|\n)+)/gm)];
  expect(shown).toHaveLength(2);
  for (const [, args = '', block = ''] of shown) {
    const { stdout, status } = spawnSync(process.execPath, [program, 'roles', ...args.split(' ')], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1', COLUMNS: '110' },
    });
    expect(stdout.trimEnd()).toBe(block.replace(/^ {4}/gm, '').trimEnd());
    expect(status).toBe(0);
  }
});
