// SPDX-License-Identifier: Apache-2.0
// The upstream fixtures through the API server: its verdicts and texts are those of the engine, and of the fixtures.
import { afterAll, beforeAll, expect } from 'vitest';
import { type PssCase, readPssCases } from '../../conformance/pss.ts';
import { testWithData } from '../../conformance/with-data.ts';
import { defaultConfiguration, formatLevelVersion } from '../../src/engines/pod-security/index.ts';
import type { KubernetesObject } from '../../src/model/object.ts';
import { compareVersions, formatVersion, parseVersion } from '../../src/model/version.ts';
import { type Cluster, startCluster } from '../../testbed/cluster.ts';
import { describeWith } from '../../testbed/require.ts';
import { ourVerdict, theirVerdict } from '../differential/pss/verdict.ts';

const inFlight = 8;

describeWith(['kube-apiserver', 'etcd'], 'the fixtures of pod security', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster.stop());

  testWithData(
    'pss',
    'get the same verdict from the engine and from the API server',
    async (folder) => {
      const server = parseVersion(cluster.version) ?? defaultConfiguration.server;
      const known = readPssCases(folder).filter(({ version }) => version !== 'latest' && compareVersions(version, server) <= 0);
      const namespaces = new Map(known.map((item) => [namespaceOf(item).name, namespaceOf(item)]));
      for (const { name, labels } of namespaces.values()) await cluster.createNamespace(name, labels);

      const wrong: unknown[] = [];
      const queue = known.values();
      const work = async (): Promise<void> => {
        for (const { id, expect: expected, pod, ...standard } of queue) {
          const namespace = namespaceOf(standard);
          const body = { ...pod.body, metadata: { ...stringMaps(pod), name: pod.name.replaceAll('_', '-') } };
          const theirs = theirVerdict(await cluster.request('POST', `/api/v1/namespaces/${namespace.name}/pods?dryRun=All`, body));
          const ours = ourVerdict({ resource: 'pods', body, templatePath: '' }, namespace, { ...defaultConfiguration, server });
          const asFixture = { kind: expected === 'pass' ? 'admitted' : 'refused' };
          if (JSON.stringify(ours) !== JSON.stringify(theirs) || theirs.kind !== asFixture.kind) wrong.push({ id, ours, theirs });
        }
      };
      await Promise.all(Array.from({ length: inFlight }, work));
      expect(wrong).toEqual([]);
      expect(known.length).toBeGreaterThan(1000);
    },
    { timeout: 120_000 },
  );
});

const stringMaps = ({ labels, annotations }: KubernetesObject) => ({ labels, annotations });

function namespaceOf({ level, version }: Pick<PssCase, 'level' | 'version'>) {
  const name = formatLevelVersion({ level, version }).replaceAll(/[:.]/g, '-');
  const labels = {
    'pod-security.kubernetes.io/enforce': level,
    'pod-security.kubernetes.io/enforce-version': version === 'latest' ? version : formatVersion(version),
  };
  return { name, labels };
}
