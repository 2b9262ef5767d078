// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { FlowTable } from '../model/flows/flow-table.ts';
import { flowReader } from '../model/flows/read-flows.ts';
import { auditEvent } from '../model/audit/testing.ts';
import { breaksOf, verdictOf } from './breaks.ts';
import { unknownOf } from './unknown.ts';
import { newestKubernetes } from '../model/version.ts';
import { NeedTable } from './calls/need-table.ts';
import { noChange } from './change/change.ts';
import type { Proof } from './prove.ts';
import { applying, deleting, labelling, proving } from './testing.ts';

const workload = (kind: string, name: string, labels: string, spec: string, more = '') => `---
apiVersion: ${kind === 'CronJob' || kind === 'Job' ? 'batch/v1' : 'apps/v1'}
kind: ${kind}
metadata: { name: ${name}, namespace: shop${more} }
spec: ${kind === 'CronJob' ? `{ schedule: '0 3 * * 0', jobTemplate: { spec: { template: { metadata: { labels: ${labels} }, spec: ${spec} } } } }` : `{ selector: { matchLabels: ${labels} }, template: { metadata: { labels: ${labels} }, spec: ${spec} } }`}
`;
const container = (more = '') => `{ containers: [{ name: main, image: registry.example.com/main:1${more} }] }`;
const good =
  '{ securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }, containers: [{ name: main, image: registry.example.com/main:1, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } } }] }';
const shop =
  '---\napiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { kubernetes.io/metadata.name: shop, team: shop-team } }\n';
const service = (name: string) =>
  `---\napiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: shop }\nspec: { selector: { app: ${name} }, ports: [{ port: 80, targetPort: 8080 }] }\n`;
const deny =
  'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: deny, namespace: shop }\nspec: { podSelector: {}, policyTypes: [Ingress, Egress] }';
const enforce = 'pod-security.kubernetes.io/enforce';

const told = (proof: Proof) => breaksOf(proof).map(({ kind, subject, what }) => `${kind}: ${subject} ${what}`);
const missing = (proof: Proof) => unknownOf(proof).map(({ missing: what }) => what);
const verdict = (proof: Proof) => verdictOf(breaksOf(proof), unknownOf(proof));

describe('admission', () => {
  const state =
    shop +
    workload('CronJob', 'cleanup', '{ app: cleanup }', container(', securityContext: { privileged: true }')) +
    workload('Deployment', 'web', '{ app: web }', good);

  test('tells the job that a stricter label refuses, and when it would notice', () => {
    const proof = proving(state, labelling('shop', enforce, 'restricted'));
    expect(told(proof)).toEqual([
      'workload refused: CronJob/shop/cleanup has its pods refused by Pod Security at its next run, by its schedule 0 3 * * 0',
    ]);
    expect(breaksOf(proof)[0]).toMatchObject({ owner: 'shop-team', of: { faults: expect.arrayContaining(['privileged']) } });
    expect(verdict(proof)).toBe('fail');
  });

  test('has nothing against a label that every workload satisfies', () => {
    expect(verdict(proving(shop + workload('Deployment', 'web', '{ app: web }', good), labelling('shop', enforce, 'restricted')))).toBe(
      'pass',
    );
  });

  test('does not blame the change for what is refused already', () => {
    const labelled = state.replace('team: shop-team', `team: shop-team, ${enforce}: restricted`);
    const proof = proving(labelled, labelling('shop', enforce, 'baseline'));
    expect(told(proof)).toEqual([]);
    expect(proof.admission.standing.map(({ workload: { object } }) => object.name)).toEqual(['cleanup']);
    const looser = proving(labelled, labelling('shop', enforce, 'privileged'));
    expect(looser.admission.admitted.map(({ object }) => object.name)).toEqual(['cleanup']);
  });

  test('does not judge what never makes a pod again', () => {
    const job = workload('Job', 'old', '{ app: old }', container(', securityContext: { privileged: true }'));
    expect(told(proving(shop + job, labelling('shop', enforce, 'baseline')))).toHaveLength(1);
    const done = `${job}status: { conditions: [{ type: Complete, status: 'True' }] }\n`;
    expect(told(proving(shop + done, labelling('shop', enforce, 'baseline')))).toEqual([]);
  });

  test('judges what admission put into the pods of today as well', () => {
    const pod = `---
apiVersion: v1
kind: Pod
metadata: { name: web-x, namespace: shop, labels: { app: web }, ownerReferences: [{ apiVersion: apps/v1, kind: Deployment, name: web, controller: true }] }
spec: ${good.replace('containers: [', 'containers: [{ name: sidecar, image: registry.example.com/proxy:1, securityContext: { capabilities: { add: [NET_ADMIN] } } }, ')}
`;
    const proof = proving(shop + workload('Deployment', 'web', '{ app: web }', good) + pod, labelling('shop', enforce, 'baseline'));
    expect(proof.admission.refused).toMatchObject([{ injected: true, running: 1, faults: ['capabilities_baseline'] }]);
  });

  test('does not know what namespaces without an object, and policies that are not evaluated, would say', () => {
    const proof = proving('', applying(workload('Deployment', 'web', '{ app: web }', good)));
    expect(missing(proof)).toContain('the labels of namespace shop');
    const binding =
      'apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicyBinding\nmetadata: { name: b }\nspec: { policyName: p, validationActions: [Deny] }';
    const added = proving(state, applying(binding));
    expect(verdict(added)).toBe('unknown');
    expect(unknownOf(added)[0]?.what).toContain('2 workloads');
    // The same policy before and after says the same of what does not change.
    expect(verdict(proving(`${state}---\n${binding}`, labelling('shop', 'color', 'blue')))).toBe('unknown');
    expect(verdict(proving(`${state}---\n${binding}`, applying('apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }')))).toBe('pass');
  });

  test('asks what a policy of registries and labels would refuse before anybody writes it', () => {
    const images =
      shop +
      workload('Deployment', 'web', '{ app: web }', good) +
      workload('Deployment', 'db', '{ app: db }', "{ containers: [{ name: db, image: 'postgres:17' }] }");
    const from = (registries: readonly string[]) => told(proving(images, noChange, {}, { registries }));
    expect(from(['registry.example.com'])).toEqual([expect.stringContaining('Deployment/shop/db')]);
    expect(from(['registry.example.com', 'docker.io'])).toEqual([]);
    expect(from(['registry.example.com/main'])).toHaveLength(1);
    expect(from(['registry.example.com/ma'])).toHaveLength(2);
    expect(from(['registry.example'])).toHaveLength(2);
    expect(told(proving(images, noChange, {}, { labels: ['app=web'] }))).toEqual([expect.stringContaining('Deployment/shop/db')]);
  });
});

describe('flows', () => {
  const state =
    shop +
    workload('Deployment', 'web', '{ app: web }', container(", env: [{ name: DB, value: 'postgres://user@db:80/x' }]")) +
    workload('Deployment', 'db', '{ app: db }', container()) +
    service('db');
  const flows = (...lines: readonly object[]) => {
    const [table, read] = [new FlowTable(), flowReader()];
    for (const [index, line] of lines.entries()) table.add(read(JSON.stringify(line)), 'flows.json', index + 1);
    return table.result();
  };
  const toDb = {
    source: { namespace: 'shop', workload: 'web' },
    destination: { namespace: 'shop', workload: 'db' },
    port: 8080,
    count: 7,
    time: '2026-11-27T10:00:00Z',
  };

  test('that were observed are told with how often and when last, once', () => {
    const proof = proving(state, applying(deny), { flows: flows(toDb) });
    const [first, ...rest] = breaksOf(proof);
    expect(first).toMatchObject({
      kind: 'observed flow cut',
      subject: 'Deployment/shop/web',
      seen: { count: 7, last: Date.UTC(2026, 10, 27, 10) },
      because: ['refused by NetworkPolicy/shop/deny'],
    });
    expect(rest.map(({ what }) => what)).toEqual(Array(2).fill('can no longer ask any DNS server, so every connection by name fails'));
  });

  test('that manifests name are told where nobody watched, and what else is lost is not known', () => {
    const proof = proving(state, applying(deny));
    expect(told(proof)[0]).toBe('declared flow cut: Deployment/shop/web no longer reaches Deployment/shop/db on TCP 8080');
    expect(missing(proof)).toContain('flow logs: --flows');
  });

  test('that annotations ask for are told: the agent that watches everything', () => {
    const monitoring = (image: string) =>
      workload('Deployment', 'agent', '{ app: agent }', `{ containers: [{ name: main, image: ${image} }] }`).replace(
        'namespace: shop',
        'namespace: monitoring',
      );
    const scraped = workload(
      'Deployment',
      'api',
      "{ app: api }, annotations: { prometheus.io/scrape: 'true', prometheus.io/port: '9102' }",
      container(),
    ).replace(
      "{ matchLabels: { app: api }, annotations: { prometheus.io/scrape: 'true', prometheus.io/port: '9102' } }",
      '{ matchLabels: { app: api } }',
    );
    const agents = (image: string) =>
      told(proving(shop + scraped + monitoring(image), applying(deny))).filter((text) => text.includes('agent'));
    expect(agents('quay.io/prometheus/prometheus:v3.5.0')).toEqual([
      'declared flow cut: Deployment/monitoring/agent no longer reaches Deployment/shop/api on TCP 9102',
    ]);
    expect(agents('registry.example.com/prometheus-adapter:1')).toEqual([]);
  });

  test('to what the change removes are cut; those of it end with it', () => {
    const removeDb = deleting('apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: db, namespace: shop }');
    expect(told(proving(state, removeDb, { flows: flows(toDb) }))[0]).toContain('no longer reaches Deployment/shop/db');
    const removeWeb = deleting('apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web, namespace: shop }');
    const proof = proving(state, removeWeb, { flows: flows(toDb) });
    expect(told(proof)).toEqual([]);
    expect(proof.network?.observed?.ended).toBe(1);
  });

  test('that policies of today refuse are no news, and names that nobody has are not passed over', () => {
    const proof = proving(`${state}---\n${deny}`, applying(deny.replace('name: deny', 'name: deny-too')), {
      flows: flows(toDb, { ...toDb, source: { namespace: 'shop', workload: 'ghost' } }),
    });
    expect(told(proof)).toEqual([]);
    expect(proof.network?.observed?.contradicted).toHaveLength(1);
    expect(missing(proof)).toEqual(['shop/ghost']);
  });

  test('that policies were written to allow are told apart from those that nothing restricted', () => {
    const allow =
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: db, namespace: shop }\nspec: { podSelector: { matchLabels: { app: db } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }] }] }';
    const lost = (proof: Proof) => proof.network?.declared.lost.filter(({ written }) => written).length ?? 0;
    expect(lost(proving(state, applying(deny)))).toBe(0);
    expect(lost(proving(`${state}---\n${allow}`, applying(allow.replace('app: web', 'app: other'))))).toBe(1);
  });

  test('of workloads that somebody else defines are judged as well', () => {
    const rollout = workload('Deployment', 'web', '{ app: web }', container())
      .replace('apps/v1', 'argoproj.io/v1alpha1')
      .replace('kind: Deployment', 'kind: Rollout');
    const change = deleting(rollout.replace(/^---\n/, ''));
    expect(proving(state + rollout, change).network).toBeDefined();
  });

  test('from outside through an Ingress', () => {
    const ingress =
      '---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: edge, namespace: shop }\nspec: { rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: db, port: { number: 80 } } } }] } }] }\n';
    expect(told(proving(state + ingress, applying(deny)))).toContain(
      'declared flow cut: Deployment/shop/db is no longer reached through Ingress/shop/edge on TCP 8080',
    );
  });
});

describe('API calls', () => {
  const role = (verbs: string) => `---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: shop }
rules: [{ apiGroups: [''], resources: [pods], verbs: [${verbs}] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: reader, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader }
subjects: [{ kind: User, name: alice }]
`;
  const calls = (...verbs: readonly string[]) => {
    const table = new NeedTable({ version: newestKubernetes, everybody: true, isAnyName: () => false });
    for (const verb of verbs)
      table.add(
        auditEvent({
          verb,
          requestURI: '/api/v1/namespaces/shop/pods',
          objectRef: { resource: 'pods', namespace: 'shop' },
          user: { username: 'alice', groups: ['system:authenticated'] },
          responseStatus: { code: 200 },
        }),
        'audit.log',
        1,
      );
    return table.result();
  };

  test('that a trimmed role denies are told with who made them and how often', () => {
    const proof = proving(shop + role('list, watch'), applying(role('watch')), { calls: calls('list', 'list', 'watch') });
    expect(told(proof)).toEqual(['API call denied: alice may no longer list pods in namespace shop']);
    expect(breaksOf(proof)[0]).toMatchObject({ seen: { count: 2 }, because: ['granted today by RoleBinding/shop/reader to Role reader'] });
  });

  test('pass where nobody made them, and are not known without a log', () => {
    expect(verdict(proving(shop + role('list, watch'), applying(role('watch')), { calls: calls('watch') }))).toBe('pass');
    expect(missing(proving(shop + role('list, watch'), applying(role('watch'))))).toEqual(['audit logs: --audit']);
  });

  test('that something else allows are counted, not blamed on the change', () => {
    const proof = proving(shop, applying(role('watch')), { calls: calls('list') });
    expect(told(proof)).toEqual([]);
    expect(proof.calls).toMatchObject({ judged: 1, otherwise: 1 });
  });
});

test('attack paths that a change opens and closes are told with their steps', () => {
  const bound = `---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: all }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects: [{ kind: ServiceAccount, name: default, namespace: shop }]
`;
  const state = shop + workload('Deployment', 'web', '{ app: web }', container());
  const names = (changes: readonly { reached: { from: { name: string } }; goal: string }[] = []) =>
    changes.filter(({ goal }) => goal === 'cluster-admin').map(({ reached }) => reached.from.name);
  const opened = proving(state, applying(bound)).paths;
  expect(names(opened?.opened)).toEqual(expect.arrayContaining(['Deployment shop/web', 'ServiceAccount shop/default']));
  expect(opened?.closed).toEqual([]);
  const closed = proving(state + bound, deleting(bound)).paths;
  expect(names(closed?.closed)).toEqual(expect.arrayContaining(['Deployment shop/web', 'ServiceAccount shop/default']));
  expect(closed?.opened).toEqual([]);
  expect(proving(state, applying('apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }')).paths).toBeUndefined();
});

describe('references', () => {
  test('to what the change removes are told with what happens', () => {
    const state =
      shop +
      workload(
        'Deployment',
        'web',
        '{ app: web }',
        container(', envFrom: [{ configMapRef: { name: settings } }, { configMapRef: { name: extra, optional: true } }]'),
      ) +
      '---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: shop }\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: extra, namespace: shop }\n';
    const remove = (name: string) =>
      told(proving(state, deleting(`apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: shop }`)));
    expect(remove('settings')).toEqual([
      'reference broken: Deployment/shop/web needs ConfigMap/shop/settings, which the change removes: its next pods do not start',
    ]);
    expect(remove('extra')).toEqual([]);
  });
});

test('a change of nothing breaks nothing', () => {
  expect(verdict(proving(shop, applying(shop)))).toBe('pass');
});
