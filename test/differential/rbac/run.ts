// SPDX-License-Identifier: Apache-2.0
// Random roles and bindings, about which a real API server and our engine are asked the same, until the time is over.
import { setTimeout as wait } from 'node:timers/promises';
import type { Request, User } from '../../../src/engines/rbac/index.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import type { Cluster } from '../../../testbed/cluster.ts';
import { drive, type Options, type Tally, withServer } from '../drive.ts';
import { createRandom } from '../pss/random.ts';
import { generateRequest, generateWorld } from './generate.ts';
import { agree, type Answer, create, objectsIn, ours, policyFrom, theirs } from './review.ts';

export interface Difference {
  readonly user: User;
  readonly request: Request;
  readonly ours: Answer;
  readonly theirs: Answer;
  /** The roles and bindings of the round. */
  readonly objects: readonly JsonObject[];
}

interface Counts {
  agreements: number;
  /** Of these, how many requests were allowed. */
  allowed: number;
}

const requestsPerWorld = 2000;
const inFlight = 8;

export async function runRbac(options: Options<Difference>): Promise<Tally<Difference> & Counts> {
  return await withServer(async (cluster) => {
    const builtIn = await objectsIn(cluster);
    const counts = { agreements: 0, allowed: 0 };
    const random = createRandom(options.seed);
    return await drive(options, cluster.version, counts, ({ repeat, differ }) =>
      repeat(async (round) => {
        const world = generateWorld(random, round);
        for (const namespace of world.namespaces) await cluster.createNamespace(namespace);
        for (const object of world.objects) await create(cluster, object);
        await settled(cluster, round, world.namespaces[0] ?? 'default');
        const policy = policyFrom([...builtIn, ...world.objects]);
        await repeat(
          async () => {
            const user = random.pick(world.users);
            const request = generateRequest(random, world);
            const pair = { ours: ours(policy, user, request), theirs: await theirs(cluster, user, request) };
            if (!agree(pair.ours, pair.theirs)) return differ({ user, request, ...pair, objects: world.objects });
            counts.agreements++;
            if (pair.theirs.allowed) counts.allowed++;
          },
          { rounds: requestsPerWorld, inFlight },
        );
      }),
    );
  });
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
