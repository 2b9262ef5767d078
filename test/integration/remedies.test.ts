// SPDX-License-Identifier: Apache-2.0
// What a check proposes, the API server takes: each patch of each bad example, applied to an object that it accepts,
// gives an object that it accepts.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isObject, type JsonObject, stringField } from '../../src/model/json.ts';
import { applyPatch } from '../../src/model/patch.ts';
import { catalogue } from '../../src/posture/catalogue.ts';
import { evaluateOn, type Examples, exampleObject, objectOf } from '../../src/posture/testing.ts';
import { type Cluster, startCluster } from '../../testbed/cluster.ts';
import { describeWith } from '../../testbed/require.ts';

const posture = path.join(import.meta.dirname, '../../src/posture');

/** Where objects of a kind are created, in the namespace `remedies`. */
const resources: Readonly<Record<string, string>> = {
  Pod: '/api/v1/namespaces/remedies/pods',
  Deployment: '/apis/apps/v1/namespaces/remedies/deployments',
  StatefulSet: '/apis/apps/v1/namespaces/remedies/statefulsets',
  DaemonSet: '/apis/apps/v1/namespaces/remedies/daemonsets',
  Job: '/apis/batch/v1/namespaces/remedies/jobs',
  CronJob: '/apis/batch/v1/namespaces/remedies/cronjobs',
  Role: '/apis/rbac.authorization.k8s.io/v1/namespaces/remedies/roles',
  RoleBinding: '/apis/rbac.authorization.k8s.io/v1/namespaces/remedies/rolebindings',
};

describeWith(['kube-apiserver', 'etcd'], 'remedies', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
    await cluster.createNamespace('remedies');
  });
  afterAll(() => cluster.stop());

  /** Undefined where the API server accepts the object, else its reason. */
  async function refusal(body: JsonObject): Promise<string | undefined> {
    const kind = stringField(body, 'kind') ?? '';
    const resource = resources[kind];
    if (resource === undefined) return `no ${kind} is created here`;
    const { status, body: answer } = await cluster.request('POST', `${resource}?dryRun=All`, inNamespace(body));
    return status === 201 ? undefined : `${status} ${JSON.stringify(answer)}`;
  }

  it('are accepted', { timeout: 120_000 }, async () => {
    const refused: string[] = [];
    let tried = 0;
    for (const file of globSync('*/*.examples.yaml', { cwd: posture })) {
      const check = catalogue.find(({ id }) => file.endsWith(`/${id}.examples.yaml`));
      const { bad = [] } = load(readFileSync(path.join(posture, file), 'utf8')) as Examples;
      for (const example of check === undefined ? [] : bad) {
        const body = exampleObject(example);
        if (check === undefined || (await refusal(body)) !== undefined) continue;
        const { findings } = evaluateOn(check, [objectOf(body), ...(example.beside ?? []).map(objectOf)], example.version);
        for (const { remedy, path: at } of findings) {
          if (remedy?.kind !== 'patch') continue;
          tried += 1;
          const reason = await refusal(applyPatch(body, remedy.patch));
          if (reason !== undefined) refused.push(`${check.id}: ${example.title}: ${at}: ${reason}`);
        }
      }
    }
    expect(refused).toEqual([]);
    expect(tried).toBeGreaterThan(100);
  });
});

function inNamespace(body: JsonObject): JsonObject {
  const metadata = body['metadata'];
  return { ...body, metadata: { ...(isObject(metadata) ? metadata : {}), namespace: 'remedies' } };
}
