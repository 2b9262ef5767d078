// SPDX-License-Identifier: Apache-2.0
// What a proof foretells, held against what a real API server then does.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCluster } from '../../src/adapters/cluster/read-cluster.ts';
import { buildInventory } from '../../src/model/inventory.ts';
import { newestKubernetes } from '../../src/model/version.ts';
import { catalogue } from '../../src/posture/catalogue.ts';
import { kindsFor } from '../../src/posture/evidence-kinds.ts';
import { applyChange } from '../../src/proof/change/apply.ts';
import { applying } from '../../src/proof/testing.ts';
import { type Cluster, startCluster } from '../../testbed/cluster.ts';
import { auditEverything } from '../../testbed/configuration.ts';
import { describeWith } from '../../testbed/require.ts';
import { generate } from '../differential/pss/generate.ts';
import { createRandom } from '../differential/pss/random.ts';
import { builtProgram } from '../built-program.ts';
import { deployment } from '../manifests.ts';
import { temporaryFolder } from '../temporary-folder.ts';

interface ProofDocument {
  readonly verdict: string;
  readonly breaks: readonly {
    readonly kind: string;
    readonly subject: string;
    readonly what: string;
    readonly seen?: { readonly count: number };
  }[];
  readonly amendments: readonly { readonly manifests: readonly object[] }[];
}

const role = (resources: string) => `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: calls }
rules: [{ apiGroups: [''], resources: [${resources}], verbs: [get, list] }]
`;
const binding = `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: reader, namespace: calls }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader }
subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: User, name: carol }]
`;

describeWith(['kube-apiserver', 'etcd', 'kubectl'], 'a proof of a live cluster', () => {
  let cluster: Cluster;
  let temporary: ReturnType<typeof temporaryFolder>;
  let program = '';
  beforeAll(async () => {
    cluster = await startCluster({ auditPolicy: auditEverything });
    temporary = temporaryFolder();
    program = await builtProgram(temporary.folder);
  }, 120_000);
  afterAll(async () => {
    temporary.remove();
    await cluster.stop();
  });

  function write(name: string, text: string): string {
    const file = path.join(temporary.folder, name);
    writeFileSync(file, text);
    return file;
  }

  function prove(...args: readonly string[]): ProofDocument {
    const { stdout } = spawnSync(process.execPath, [program, 'prove', ...args, '--cluster', '--format', 'json'], {
      encoding: 'utf8',
      env: { ...process.env, KUBECONFIG: cluster.kubeconfig },
      maxBuffer: 64 * 1024 * 1024,
    });
    return JSON.parse(stdout);
  }

  it('refuses by a label the pods that the server warns of', async () => {
    await cluster.createNamespace('live', { 'pod-security.kubernetes.io/enforce': 'privileged' });
    const random = createRandom(20_261_128);
    let created = 0;
    for (let number = 0; created < 120; number++) {
      const { resource, body } = generate(random);
      if (resource !== 'pods') continue;
      const { status } = await cluster.request('POST', '/api/v1/namespaces/live/pods', { ...body, metadata: { name: `pod-${number}` } });
      if (status === 201) created += 1;
    }
    const levels = ['baseline', 'restricted'] as const;
    for (const level of levels) {
      const label = { 'pod-security.kubernetes.io/enforce': level };
      const answer = await cluster.request('PATCH', '/api/v1/namespaces/live?dryRun=All', { metadata: { labels: label } });
      const warned = (answer.headers['warning'] ?? '')
        .split(/, (?=299 )/)
        .flatMap((text) => /"(pod-\d+)(?: \(and (\d+) other pods?\))?: /.exec(text.replaceAll('\\"', "'")) ?? [])
        .filter((_, index) => index % 3 !== 0);
      const amount = warned.reduce((sum, text, index) => sum + (index % 2 === 0 ? 1 : Number(text ?? 0)), 0);
      const { breaks } = prove('--label', 'namespace/live', `pod-security.kubernetes.io/enforce=${level}`);
      const refused = breaks.filter(({ kind }) => kind === 'workload refused').map(({ subject }) => subject);
      expect(refused).toHaveLength(amount);
      expect(amount).toBeGreaterThan(5);
      for (const name of warned.filter((_, index) => index % 2 === 0)) expect(refused).toContain(`Pod/live/${name}`);
    }
  });

  it('denies the recorded calls that the server then refuses, and its amendment gives them back', async () => {
    await cluster.createNamespace('calls');
    await cluster.kubectl('apply', '-f', write('role.yaml', `${role('pods, configmaps, services')}---\n${binding}`));
    const carol = cluster.connect(await cluster.identity('carol'));
    const paths = ['pods', 'configmaps', 'services', 'configmaps/kube-root-ca.crt'].map((what) => `/api/v1/namespaces/calls/${what}`);
    const statuses = async () => await Promise.all(paths.map(async (where) => (await carol.request('GET', where)).status === 403));
    expect(await statuses()).toEqual([false, false, false, false]);
    const log = write('audit.log', readFileSync(cluster.auditLog, 'utf8'));

    const trimmed = write('trimmed.yaml', role('pods'));
    const proof = prove(trimmed, '--audit', log);
    const denied = proof.breaks.filter(({ subject }) => subject === 'carol').map(({ what }) => what);
    expect(denied.toSorted()).toEqual([
      'may no longer get configmaps in namespace calls: kube-root-ca.crt',
      'may no longer list configmaps in namespace calls',
      'may no longer list services in namespace calls',
    ]);
    await cluster.kubectl('apply', '-f', trimmed);
    expect(await statuses()).toEqual([false, true, true, true]);
    for (const manifest of proof.amendments.flatMap(({ manifests }) => manifests))
      await cluster.kubectl('apply', '-f', write('amendment.json', JSON.stringify(manifest)));
    expect(await statuses()).toEqual([false, false, false, false]);
  });

  it('knows of the ConfigMaps that a change takes away, and who needs them', async () => {
    await cluster.createNamespace('shop');
    const settings = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: shop }\n';
    const volumes = ', volumes: [{ name: settings, configMap: { name: settings } }]';
    await cluster.kubectl('apply', '-f', write('shop.yaml', `${settings}---\n${deployment('web', volumes)}`));
    const { breaks } = prove('--delete', write('settings.yaml', settings));
    expect(breaks.map(({ subject, what }) => `${subject} ${what}`)).toEqual([
      'Deployment/shop/web needs ConfigMap/shop/settings, which the change removes: its next pods do not start',
    ]);
  });

  it('applies manifests as kubectl does', async () => {
    const first = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: merged, labels: { a: "1", b: "1" } }\n';
    const second = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: merged, labels: { b: "2", c: "2" } }\n';
    await cluster.kubectl('apply', '-f', write('first.yaml', first));
    await cluster.kubectl('label', 'namespace', 'merged', 'other=x');
    const read = async () => {
      const { objects } = await readCluster({ kubeconfig: cluster.kubeconfig, kinds: kindsFor(catalogue) });
      return buildInventory({ objects, problems: [], passedOver: 0 }, newestKubernetes);
    };
    const labels = ({ byName }: ReturnType<typeof buildInventory>) => byName.get('merged')?.[0]?.labels;
    const before = await read();
    expect(applyChange(before, applying(first)).effects).toEqual([]);
    const foretold = applyChange(before, applying(second));
    await cluster.kubectl('apply', '-f', write('second.yaml', second));
    expect({ ...labels(foretold.after) }).toEqual({ ...labels(await read()) });
  });
});
