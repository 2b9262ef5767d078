// SPDX-License-Identifier: Apache-2.0
// 50,000 bindings and 10,000 roles with wildcards among them: the index, who may do something, what somebody may, recorded requests,
// and the difference of two such policies. Budgets: the index in 2 s, who-can in 50 ms.
import process from 'node:process';
import {
  authorize,
  type Binding,
  createPolicy,
  difference,
  type Policy,
  type PolicyRule,
  type Request,
  type Role,
  serviceAccountUser,
  whatCan,
  whoCan,
} from '../src/engines/rbac/index.ts';
import { createRandom, type Random } from '../test/differential/pss/random.ts';
import { formatRows, type Row } from './row.ts';

const [bindingCount, roleCount, namespaceCount] = [50_000, 10_000, 500];

export function benchRbac(): readonly Row[] {
  const { roles, bindings } = generated(createRandom(11));
  const policy = createPolicy(roles, bindings);
  // The first question builds the index.
  const index = milliseconds(() => void whoCan(policy, asked('get', 'nothing', '')));
  const questions = [
    ['get secrets, in one namespace', asked('get', 'secrets', 'ns-7'), false],
    ['get secrets, anywhere', asked('get', 'secrets', ''), true],
    ['create pods/exec, anywhere', { ...asked('create', 'pods', ''), subresource: 'exec' }, true],
  ] as const;
  const changed = createPolicy(roles, [...bindings.slice(100), ...generated(createRandom(12)).bindings.slice(0, 100)]);
  return [
    { name: 'index', value: index / 1000, unit: 's', limit: { value: 2, better: 'less' } },
    ...questions.map(
      ([name, request, anywhere]): Row => ({
        name: `who can ${name}: ${whoCan(policy, request, { anywhere }).holders.length.toLocaleString('en-US')} holders`,
        value: median(() => void whoCan(policy, request, { anywhere })),
        unit: 'ms',
        limit: { value: 50, better: 'less' },
      }),
    ),
    { name: 'what can one account', value: median(() => void whatCan(policy, serviceAccountUser('ns-7', 'account-3'))), unit: 'ms' },
    { name: 'recorded requests of 2,000 accounts', value: requestsPerSecond(policy), unit: 'a second' },
    { name: 'difference, 100 bindings changed', value: milliseconds(() => void difference(policy, changed)) / 1000, unit: 's' },
  ];
}

function asked(verb: string, resource: string, namespace: string) {
  return { kind: 'resource', verb, apiGroup: '', resource, subresource: '', name: '', namespace } as const;
}

function requestsPerSecond(policy: Policy): number {
  const random = createRandom(13);
  const accounts = Array.from({ length: 2000 }, () =>
    serviceAccountUser(`ns-${random.below(namespaceCount)}`, `account-${random.below(20)}`),
  );
  const requests: readonly Request[] = Array.from({ length: 1000 }, () =>
    asked(random.pick(verbs), random.pick(resources), `ns-${random.below(20)}`),
  );
  const amount = 300_000;
  const spent = milliseconds(() => {
    for (let at = 0; at < amount; at++) authorize(policy, random.pick(accounts), random.pick(requests));
  });
  return (amount / spent) * 1000;
}

const verbs = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];
const resources = ['pods', 'secrets', 'configmaps', 'services', 'events', 'pods/exec', 'pods/log', 'deployments', 'jobs', 'nodes'];

function generated(random: Random): { readonly roles: readonly Role[]; readonly bindings: readonly Binding[] } {
  const some = (items: readonly string[], most: number) => [
    ...new Set(Array.from({ length: 1 + random.below(most) }, () => random.pick(items))),
  ];
  const rule = (): PolicyRule => ({
    verbs: random.chance(0.05) ? ['*'] : some(verbs, 4),
    apiGroups: random.chance(0.05) ? ['*'] : some(['', 'apps', 'batch', 'example.com'], 2),
    resources: random.chance(0.03) ? ['*'] : random.chance(0.03) ? ['*/exec'] : some(resources, 4),
    resourceNames: random.chance(0.15) ? some(['a', 'b', 'c'], 2) : [],
    nonResourceURLs: [],
  });
  const roles = Array.from({ length: roleCount }, (_, index): Role => {
    const rules = Array.from({ length: 1 + random.below(6) }, rule);
    return { namespace: index % 10 === 0 ? '' : `ns-${index % namespaceCount}`, name: `role-${index}`, labels: {}, rules };
  });
  const byNamespace = Map.groupBy(roles, ({ namespace }) => namespace);
  const clusterRoles = byNamespace.get('') ?? [];
  const bindings = Array.from({ length: bindingCount }, (_, index): Binding => {
    const namespace = index % 50 === 0 ? '' : `ns-${random.below(namespaceCount)}`;
    const own = byNamespace.get(namespace) ?? [];
    const role = random.pick(own.length > 0 && random.chance(0.6) ? own : clusterRoles);
    const subjects = Array.from({ length: 1 + random.below(3) }, () =>
      random.chance(0.7)
        ? { kind: 'ServiceAccount', name: `account-${random.below(20)}`, namespace: namespace === '' ? 'ns-1' : namespace }
        : { kind: random.pick(['User', 'Group']), name: `person-${random.below(2000)}`, namespace: '' },
    );
    return {
      namespace,
      name: `binding-${index}`,
      subjects,
      roleRef: { kind: role.namespace === '' ? 'ClusterRole' : 'Role', name: role.name },
    };
  });
  return { roles, bindings };
}

/** Of the processor, so that what else runs does not count. */
function milliseconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function median(work: () => void): number {
  const times = Array.from({ length: 9 }, () => milliseconds(work)).toSorted((a, b) => a - b);
  return times[4] ?? 0;
}

if (import.meta.main) process.stdout.write(`${formatRows('RBAC', benchRbac())}\n`);
