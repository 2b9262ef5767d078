// SPDX-License-Identifier: Apache-2.0
// Random roles and bindings, about which a real API server and our engine are asked the same, until the time is over.
import { setTimeout as wait } from 'node:timers/promises';
import { type Policy, type Request, ruleAllows, type Subject, type User, whatCan, whoCan } from '../../../src/engines/rbac/index.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import type { Cluster } from '../../../testbed/cluster.ts';
import { drive, type Options, type Tally, withServer } from '../drive.ts';
import { createRandom } from '../pss/random.ts';
import { gathererNames, generateRequest, generateWorld, type World } from './generate.ts';
import { agree, aggregated, type Answer, create, objectsIn, ours, policyFrom, theirs } from './review.ts';

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
  /** Of these, how often a subject was asked whether who-can tells it rightly. */
  holders: number;
}

const requestsPerWorld = 1500;
/** Requests of a world whose holders and others are all asked. */
const whoCanPerWorld = 50;
const inFlight = 8;

export async function runRbac(options: Options<Difference>): Promise<Tally<Difference> & Counts> {
  return await withServer(
    async (cluster) => {
      await builtInAggregated(cluster);
      const builtIn = await objectsIn(cluster);
      const counts = { agreements: 0, allowed: 0, holders: 0 };
      const random = createRandom(options.seed);
      return await drive(options, cluster.version, counts, ({ repeat, differ }) =>
        repeat(async (round) => {
          const world = generateWorld(random, round);
          for (const namespace of world.namespaces) await cluster.createNamespace(namespace);
          for (const object of world.objects) await create(cluster, object);
          const policy = policyFrom([...builtIn, ...world.objects]);
          await aggregated(cluster, policy, gathererNames(round));
          await settled(cluster, round, world.namespaces[0] ?? 'default');
          const listed = listedBy(policy);
          await repeat(
            async () => {
              const user = random.pick(world.users);
              const request = generateRequest(random, world);
              const pair = { ours: ours(policy, user, request), theirs: await theirs(cluster, user, request) };
              if (!agree(pair.ours, pair.theirs) || listed(user, request) !== pair.theirs.allowed)
                return differ({ user, request, ...pair, objects: world.objects });
              counts.agreements++;
              if (pair.theirs.allowed) counts.allowed++;
            },
            { rounds: requestsPerWorld, inFlight },
          );
          const questions = holdersAsked(
            policy,
            world,
            Array.from({ length: whoCanPerWorld }, () => generateRequest(random, world)),
          );
          await repeat(
            async (index) => {
              const question = questions[index];
              if (question === undefined) return;
              const { user, request, isTold } = question;
              const answer = await theirs(cluster, user, request);
              const told: Answer = { allowed: isTold, reasons: [] };
              if (answer.allowed !== isTold) return differ({ user, request, ours: told, theirs: answer, objects: world.objects });
              counts.agreements++;
              counts.holders++;
              if (isTold) counts.allowed++;
            },
            { rounds: questions.length, inFlight },
          );
        }),
      );
    },
    { controllerManager: true },
  );
}

/** The controller gathers the rules of admin last, since they come through edit and view. */
async function builtInAggregated(cluster: Cluster): Promise<void> {
  const policy = policyFrom(await objectsIn(cluster));
  await aggregated(cluster, policy, ['view', 'edit', 'admin']);
}

/** Whether what-can tells a rule that allows the request, or that everything is. */
function listedBy(policy: Policy): (user: User, request: Request) => boolean {
  const known = new Map<User, ReturnType<typeof whatCan>>();
  return (user, request) => {
    const told = known.get(user) ?? whatCan(policy, user);
    known.set(user, told);
    const scope = request.kind === 'resource' ? request.namespace : '';
    return told.isMaster || told.held.some(({ namespace, rule }) => (namespace === '' || namespace === scope) && ruleAllows(rule, request));
  };
}

interface HolderQuestion {
  readonly user: User;
  readonly request: Request;
  readonly isTold: boolean;
}

/** Of each request, everybody that bindings may name: whether who-can tells him. */
function holdersAsked(policy: Policy, { subjects }: World, requests: readonly Request[]): HolderQuestion[] {
  return requests.flatMap((request) => {
    const { holders, always } = whoCan(policy, request);
    const told = new Set([...always, ...holders.flatMap(({ subject, names }) => (names === undefined ? subject : []))].map(keyOf));
    return subjects.map(({ subject, user }) => ({ user, request, isTold: told.has(keyOf(subject)) }));
  });
}

function keyOf({ kind, namespace, name }: Subject): string {
  return JSON.stringify([kind, namespace, name]);
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
