// SPDX-License-Identifier: Apache-2.0
// Shared by the tests of proofs as they are told: a change that breaks a thing of every kind, and one in which every text is hostile.
import { amendmentsOf } from '../../harden/amendments/amendments.ts';
import { auditEvent } from '../../model/audit/testing.ts';
import { FlowTable } from '../../model/flows/flow-table.ts';
import { flowReader } from '../../model/flows/read-flows.ts';
import { type Break, breaksOf, verdictOf } from '../../proof/breaks.ts';
import { unknownOf } from '../../proof/unknown.ts';
import { NeedTable } from '../../proof/calls/need-table.ts';
import { type Change, joined } from '../../proof/change/change.ts';
import { applying, deleting, labelling, proving } from '../../proof/testing.ts';
import { newestKubernetes } from '../../model/version.ts';
import { catalogue } from '../../posture/catalogue.ts';
import type { ProofReport } from './proof-report.ts';

const time = Date.UTC(2026, 10, 28, 9);

const deployment = (name: string, more = '', container = '') => `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      ${more}containers: [{ name: main, image: registry.example.com/${name}:1${container} }]
`;

const role = `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: readers, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader }
subjects: [{ kind: User, apiGroup: rbac.authorization.k8s.io, name: alice }]
`;

/** A shop of some workloads: web asks orders and db, alice reads pods. */
export function shopState(workloads = 0): string {
  return `apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { team: shop-team } }
${deployment('web', '', ", env: [{ name: ORDERS_URL, value: 'http://orders:80' }]")}${deployment('orders')}${deployment('db', 'hostNetwork: false\n      ')}${deployment('settings', 'volumes: [{ name: c, configMap: { name: shared } }]\n      ')}${Array.from({ length: workloads }, (_, index) => deployment(`worker-${index + 1}`)).join('')}---
apiVersion: batch/v1
kind: CronJob
metadata: { name: cleanup, namespace: shop }
spec: { schedule: '0 3 * * 0', jobTemplate: { spec: { template: { metadata: { labels: { app: cleanup } }, spec: { restartPolicy: Never, containers: [{ name: main, image: registry.example.com/cleanup:1, securityContext: { privileged: true } }] } } } } }
---
apiVersion: v1
kind: Service
metadata: { name: orders, namespace: shop }
spec: { selector: { app: orders }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: shared, namespace: shop }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: shop }
rules: [{ apiGroups: [''], resources: [pods], verbs: [get, list] }]
---
${role}`;
}

const deny = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
`;

/** Restricted, nothing let through, a binding and a ConfigMap deleted. */
const strictChange: Change = joined([
  applying(deny),
  labelling('shop', 'pod-security.kubernetes.io/enforce', 'restricted'),
  deleting(`${role}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: shared, namespace: shop }\n`),
]);

/** What the log of an hour has: web asking db. */
function flowLog() {
  const [table, read] = [new FlowTable(), flowReader()];
  const row = {
    time: '2026-11-27T10:00:00Z',
    source: { namespace: 'shop', workload: 'web' },
    destination: { namespace: 'shop', workload: 'db' },
    port: 5432,
  };
  for (let line = 1; line <= 12; line++) table.add(read(JSON.stringify(row)), 'flows.json', line);
  return table.result();
}

function callLog() {
  const table = new NeedTable({ version: newestKubernetes, everybody: true, isAnyName: () => false });
  for (const name of ['web', 'db'])
    table.add(
      auditEvent({
        objectRef: { resource: 'pods', namespace: 'shop', name, apiVersion: 'v1' },
        user: { username: 'alice', groups: ['system:authenticated'] },
      }),
      'audit.log',
      1,
    );
  return table.result();
}

/** Every kind of break, on `workloads` more Deployments than the shop has. */
export function shopProof(workloads = 0): ProofReport {
  return proofReport(shopState(workloads), strictChange);
}

export function proofReport(state: string, change: Change): ProofReport {
  const proof = proving(state, change, { flows: flowLog(), calls: callLog(), checks: catalogue, now: time });
  const breaks = breaksOf(proof);
  const unknown = unknownOf(proof);
  return {
    rampartVersion: '0.0.0',
    at: time,
    asked: ['change.yaml', '--inventory', 'state.yaml'],
    inputs: [
      { role: 'change', name: 'change.yaml', sha256: 'c'.repeat(64), amount: 1, kinds: { NetworkPolicy: 'd'.repeat(64) } },
      { role: 'inventory', name: 'state.yaml', sha256: 'e'.repeat(64), amount: 12 },
      { role: 'flows', name: 'flows.json', sha256: 'f'.repeat(64), amount: 12 },
    ],
    proof,
    verdict: verdictOf(breaks, unknown),
    breaks,
    unknown,
    amendments: amendmentsOf(proof, breaks, catalogue, time),
    problems: [],
  };
}

/** The text of the inputs of a proof of the shop. */
export function textOfShop(workloads = 0) {
  const state = shopState(workloads);
  return (source: string) => (source === 'state.yaml' ? state : source === 'change.yaml' ? deny : undefined);
}

let base: ProofReport | undefined;

/** The same text wherever the input has a say, in every part of a proof. */
export function hostileProof(text: string): ProofReport {
  base ??= shopProof();
  const origin = { kind: 'file', source: text, start: 0, end: 0, pointer: '' } as const;
  const object = { apiVersion: 'v1', kind: text, namespace: text, name: text, origin, labels: {}, annotations: {}, body: {} };
  const one: Break = {
    kind: 'reference broken',
    subject: text,
    what: text,
    because: [text],
    owner: text,
    seen: { count: 2, first: time, last: time },
    place: undefined,
    key: text,
    of: { withoutDns: object },
  };
  const breaks = [one, ...[1, 2, 3].map((key): Break => ({ ...one, kind: 'API call denied', key: String(key) }))];
  const finding = base.proof.findings.closed[0];
  const named = finding === undefined ? [] : [{ ...finding, object: { apiVersion: 'v1', kind: text, namespace: text, name: text } }];
  return {
    ...base,
    asked: [text],
    inputs: [{ role: 'change', name: text, sha256: 'a'.repeat(64), amount: 1 }],
    proof: { ...base.proof, before: { ...base.proof.before, cluster: text }, findings: { closed: named, opened: named, standing: 1 } },
    breaks,
    unknown: [{ what: text, missing: text }],
    amendments: [
      {
        title: text,
        mends: [text],
        manifests: [{ apiVersion: 'v1', kind: text, metadata: { name: text } }],
        patches: [{ object, patch: [{ op: 'add', path: `/${text}`, value: text }] }],
        notes: [text],
        proven: false,
      },
    ],
    problems: [{ code: 'syntax', source: text, line: 1, column: 1, reason: text }],
  };
}
