// SPDX-License-Identifier: Apache-2.0
// Random roles and bindings, about which a real API server and our engine are asked the same, until the time is over.
import { setTimeout as wait } from 'node:timers/promises';
import type { Request, User } from '../../../src/engines/rbac/index.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { type Cluster, startCluster } from '../../../testbed/cluster.ts';
import { createRandom } from '../pss/random.ts';
import { generateRequest, generateWorld } from './generate.ts';
import { agree, type Answer, create, objectsIn, ours, policyFrom, theirs } from './review.ts';

export interface Options {
  readonly minutes: number;
  readonly seed: number;
  readonly onProgress: (tally: Tally, elapsedMs: number) => void;
  readonly onDifference: (difference: Difference) => void;
}

export interface Tally {
  readonly server: string;
  readonly agreements: number;
  /** Of these, how many requests were allowed. */
  readonly allowed: number;
  readonly differences: readonly Difference[];
}

export interface Difference {
  readonly user: User;
  readonly request: Request;
  readonly ours: Answer;
  readonly theirs: Answer;
  /** The roles and bindings of the round. */
  readonly objects: readonly JsonObject[];
}

const requestsPerWorld = 2000;
const inFlight = 8;
const enoughDifferences = 10;

/** Throws where the server cannot be started. */
export async function runRbac({ minutes, seed, onProgress, onDifference }: Options): Promise<Tally> {
  const cluster = await startCluster({ auditPolicy: { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [{ level: 'None' }] } });
  try {
    const builtIn = await objectsIn(cluster);
    const tally = { server: cluster.version, agreements: 0, allowed: 0, differences: [] as Difference[] };
    const random = createRandom(seed);
    const start = Date.now();
    const goesOn = () => Date.now() - start < minutes * 60_000 && tally.differences.length < enoughDifferences;

    for (let round = 0; goesOn(); round++) {
      const world = generateWorld(random, round);
      for (const namespace of world.namespaces) await cluster.createNamespace(namespace);
      for (const object of world.objects) await create(cluster, object);
      await settled(cluster, round, world.namespaces[0] ?? 'default');
      const policy = policyFrom([...builtIn, ...world.objects]);
      let left = requestsPerWorld;
      const work = async (): Promise<void> => {
        while (left-- > 0 && goesOn()) {
          const user = random.pick(world.users);
          const request = generateRequest(random, world);
          const pair = { ours: ours(policy, user, request), theirs: await theirs(cluster, user, request) };
          if (agree(pair.ours, pair.theirs)) {
            tally.agreements++;
            if (pair.theirs.allowed) tally.allowed++;
            continue;
          }
          const difference = { user, request, ...pair, objects: world.objects };
          tally.differences.push(difference);
          onDifference(difference);
        }
      };
      await Promise.all(Array.from({ length: inFlight }, work));
      onProgress(tally, Date.now() - start);
    }
    return tally;
  } finally {
    await cluster.stop();
  }
}

/** Waits until the authorizer's caches, one for each kind and each in order, have seen what was written last. */
async function settled(cluster: Cluster, round: number, namespace: string): Promise<void> {
  const name = `settled-r${round}`;
  const roleRef = (kind: string) => ({ apiGroup: 'rbac.authorization.k8s.io', kind, name });
  const subjects = (user: string) => [{ kind: 'User', name: user, apiGroup: 'rbac.authorization.k8s.io' }];
  const rules = [{ verbs: ['get'], apiGroups: ['settled'], resources: ['settled'] }];
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  await create(cluster, { apiVersion, kind: 'ClusterRole', metadata: { name }, rules });
  await create(cluster, { apiVersion, kind: 'Role', metadata: { name, namespace }, rules });
  await create(cluster, {
    apiVersion,
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: roleRef('ClusterRole'),
    subjects: subjects(`cluster-r${round}`),
  });
  await create(cluster, {
    apiVersion,
    kind: 'RoleBinding',
    metadata: { name, namespace },
    roleRef: roleRef('Role'),
    subjects: subjects(`namespace-r${round}`),
  });
  const request: Request = {
    kind: 'resource',
    verb: 'get',
    apiGroup: 'settled',
    resource: 'settled',
    subresource: '',
    name: '',
    namespace,
  };
  const isSeen = async (user: string): Promise<boolean> => (await theirs(cluster, { name: user, groups: [] }, request)).allowed;
  for (const user of [`cluster-r${round}`, `namespace-r${round}`]) {
    for (let tries = 0; !(await isSeen(user)); tries++) {
      if (tries > 500) throw new Error('the authorizer does not see what was written');
      await wait(20);
    }
  }
}
