// SPDX-License-Identifier: Apache-2.0
// The whole of PodSecurity admission beside the API server: defaults, exemptions, workloads and updates get the same
// answer, the same warnings and the same annotations in the audit log.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AdmissionConfiguration, type AdmissionRequest, evaluateAdmission, type Pod } from '../../src/engines/pod-security/index.ts';
import { isObject, type JsonObject } from '../../src/model/json.ts';
import { decodePodTemplate } from '../../src/model/pod-decode.ts';
import { newestKubernetes, parseVersion } from '../../src/model/version.ts';
import type { Answer } from '../../testbed/client.ts';
import { type Cluster, startCluster } from '../../testbed/cluster.ts';
import { describeWith } from '../../testbed/require.ts';
import { theirVerdict } from '../differential/pss/verdict.ts';

const exemptions = { usernames: ['carol'], namespaces: ['exempt'], runtimeClasses: ['gvisor'] };
const admissionConfiguration = {
  apiVersion: 'apiserver.config.k8s.io/v1',
  kind: 'AdmissionConfiguration',
  plugins: [
    {
      name: 'PodSecurity',
      configuration: {
        apiVersion: 'pod-security.admission.config.k8s.io/v1',
        kind: 'PodSecurityConfiguration',
        defaults: { enforce: 'baseline', 'enforce-version': 'v1.30', audit: 'restricted', 'audit-version': 'v1.22', warn: 'restricted' },
        exemptions,
      },
    },
  ],
};
const defaults: AdmissionConfiguration['defaults'] = {
  enforce: { level: 'baseline', version: { major: 1, minor: 30 } },
  audit: { level: 'restricted', version: { major: 1, minor: 22 } },
  warn: { level: 'restricted', version: 'latest' },
};

const label = (entries: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(entries).map(([key, value]) => [`pod-security.kubernetes.io/${key}`, value]));
const namespaces: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  unlabelled: {},
  exempt: label({ enforce: 'restricted' }),
  open: label({ enforce: 'privileged', audit: 'privileged', warn: 'privileged' }),
  strict: label({ enforce: 'restricted', audit: 'baseline' }),
  silent: label({ audit: 'privileged', warn: 'privileged' }),
};

const container = { name: 'app', image: 'registry.test/app:1' };
const podBody = (spec: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: { containers: [container], ...spec },
});
const podOf = (body: JsonObject, templatePath = ''): Pod => decodePodTemplate(body, templatePath);

describeWith(['kube-apiserver', 'etcd'], 'pod security admission', () => {
  let cluster: Cluster;
  let configuration: AdmissionConfiguration;

  beforeAll(async () => {
    cluster = await startCluster({ admissionConfiguration });
    configuration = { defaults, exemptions, server: parseVersion(cluster.version) ?? newestKubernetes };
    for (const [name, labels] of Object.entries(namespaces)) await cluster.createNamespace(name, labels);
    const runtimeClass = { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'gvisor' }, handler: 'runsc' };
    await cluster.request('POST', '/apis/node.k8s.io/v1/runtimeclasses', runtimeClass);
  });
  afterAll(() => cluster.stop());

  const ours = (request: Omit<AdmissionRequest, 'name' | 'username' | 'namespace'>, namespace: string, username = 'testbed-admin') =>
    evaluateAdmission(
      { ...request, name: 'web', username, namespace: { name: namespace, labels: namespaces[namespace] ?? {} } },
      configuration,
    );

  /** The API server's answer in the engine's form; the annotations are those of the audit event. */
  const theirs = async (answer: Answer) => {
    const verdict = theirVerdict(answer.status === 200 ? { ...answer, status: 201 } : answer);
    const auditAnnotations = await podSecurityAnnotations(cluster, String(answer.headers['audit-id']));
    if (verdict.kind === 'refused') return { allowed: false, message: verdict.message, warnings: [], auditAnnotations };
    expect(verdict.kind).toBe('admitted');
    const warning = verdict.kind === 'admitted' ? verdict.warning : '';
    return { allowed: true, warnings: warning === '' ? [] : [warning], auditAnnotations };
  };

  it.each(
    Object.keys(namespaces).flatMap((namespace) => [
      [namespace, 'a bare Pod', podBody()] as const,
      [
        namespace,
        'a Pod on the host',
        podBody({ hostNetwork: true, containers: [{ ...container, ports: [{ containerPort: 80 }] }] }),
      ] as const,
      [namespace, 'a Pod of an exempt runtime class', podBody({ hostPID: true, runtimeClassName: 'gvisor' })] as const,
    ]),
  )('in namespace %s: %s', async (namespace, _, body) => {
    const answer = await cluster.request('POST', `/api/v1/namespaces/${namespace}/pods?dryRun=All`, body);
    expect(ours({ operation: 'CREATE', resource: 'pods', pod: podOf(body) }, namespace)).toEqual(await theirs(answer));
  });

  it('of an exempt user', async () => {
    const carol = cluster.connect(await cluster.identity('carol', ['system:masters']));
    const body = podBody({ hostPID: true });
    const answer = await carol.request('POST', '/api/v1/namespaces/strict/pods?dryRun=All', body);
    expect(ours({ operation: 'CREATE', resource: 'pods', pod: podOf(body) }, 'strict', 'carol')).toEqual(await theirs(answer));
  });

  it.each(['unlabelled', 'strict', 'silent'])('of a workload in namespace %s', async (namespace) => {
    const template = {
      metadata: { labels: { app: 'web' } },
      spec: { hostNetwork: true, containers: [{ ...container, ports: [{ containerPort: 80 }] }] },
    };
    const spec = { selector: { matchLabels: { app: 'web' } }, template };
    const body = { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'web' }, spec };
    const answer = await cluster.request('POST', `/apis/apps/v1/namespaces/${namespace}/daemonsets?dryRun=All`, body);
    const request = { operation: 'CREATE', resource: 'daemonsets', pod: podOf(body, '/spec/template') } as const;
    expect(ours(request, namespace)).toEqual(await theirs(answer));
  });

  it.each<[string, JsonObject]>([
    ['a label', { metadata: { labels: { seen: 'yes' } } }],
    ['an image', { spec: { containers: [{ ...container, image: 'registry.test/app:2' }] } }],
  ])('of an update of %s', async (_, patch) => {
    const pods = '/api/v1/namespaces/open/pods';
    const created = await cluster.request('POST', pods, podBody({ hostPID: true }));
    expect([201, 409]).toContain(created.status);
    // The namespace is made strict only now, and for a moment.
    const relabel = (labels: object) => cluster.request('PATCH', '/api/v1/namespaces/open', { metadata: { labels } });
    await relabel(namespaces['strict'] ?? {});
    const answer = await cluster.request('PATCH', `${pods}/web?dryRun=All`, patch, {
      'content-type': 'application/strategic-merge-patch+json',
    });
    await relabel(namespaces['open'] ?? {});
    const changed = podBody({ hostPID: true, ...(isObject(patch['spec']) && patch['spec']) });
    const request = { operation: 'UPDATE', resource: 'pods', pod: podOf(changed), oldPod: podOf(podBody({ hostPID: true })) } as const;
    expect(ours(request, 'strict')).toEqual(await theirs(answer));
  });
});

/** The annotations of PodSecurity in the audit event of a request, once it is written. */
async function podSecurityAnnotations(cluster: Cluster, auditId: string): Promise<Readonly<Record<string, string>>> {
  const event = await expect
    .poll(() => completedEvent(cluster, auditId), { timeout: 5000 })
    .toBeDefined()
    .then(() => completedEvent(cluster, auditId));
  const annotations = Object.entries(event?.annotations ?? {});
  return Object.fromEntries(annotations.filter(([key]) => key.startsWith('pod-security.kubernetes.io/')));
}

interface AuditEvent {
  readonly auditID: string;
  readonly stage: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

async function completedEvent(cluster: Cluster, auditId: string): Promise<AuditEvent | undefined> {
  const lines = (await readFile(cluster.auditLog, 'utf8')).trim().split('\n');
  const line = lines.find((text) => text.includes(auditId) && text.includes('ResponseComplete'));
  const event: AuditEvent | undefined = line === undefined ? undefined : JSON.parse(line);
  return event;
}
