// SPDX-License-Identifier: Apache-2.0
// What the API server answers to a SubjectAccessReview, and what our engine says of it.
import { setTimeout as wait } from 'node:timers/promises';
import {
  aggregate,
  authorize,
  createPolicy,
  decodeBinding,
  decodeRole,
  type Grant,
  grantsOf,
  type Policy,
  type Request,
  type Role,
  ruleAllows,
  type User,
} from '../../../src/engines/rbac/index.ts';
import { field, isArray, isObject, type Json, type JsonObject, stringField } from '../../../src/model/json.ts';
import { objectOf } from '../../../src/posture/testing.ts';
import type { Cluster } from '../../../testbed/cluster.ts';

export interface Answer {
  readonly allowed: boolean;
  /** Every reason that the API server may give: it takes the first it meets, in no order. */
  readonly reasons: readonly string[];
}

const api = '/apis/rbac.authorization.k8s.io/v1';

/** Throws where the server refuses an object. */
export async function create(cluster: Cluster, body: JsonObject): Promise<void> {
  const namespace = stringField(field(body, 'metadata'), 'namespace');
  const resource = `${(stringField(body, 'kind') ?? '').toLowerCase()}s`;
  const path = namespace === undefined ? `${api}/${resource}` : `${api}/namespaces/${namespace}/${resource}`;
  const { status, body: answer } = await cluster.request('POST', path, body);
  if (status !== 201) throw new Error(`the API server answered ${status} to ${JSON.stringify(body)}: ${JSON.stringify(answer)}`);
}

/** The roles and bindings that are in the cluster. */
export async function objectsIn(cluster: Cluster): Promise<JsonObject[]> {
  const kinds = ['ClusterRole', 'Role', 'ClusterRoleBinding', 'RoleBinding'];
  const lists = kinds.map(async (kind) => {
    const { body } = await cluster.request('GET', `${api}/${kind.toLowerCase()}s`);
    const items = field(body as Json, 'items');
    return (isArray(items) ? items : []).filter(isObject).map((item) => ({ ...item, apiVersion: 'rbac.authorization.k8s.io/v1', kind }));
  });
  return (await Promise.all(lists)).flat();
}

/** Waits until the controller has given each aggregated role of the policy the rules that the policy says it has. */
export async function aggregated(cluster: Cluster, policy: Policy, names: readonly string[]): Promise<void> {
  const told = (role: Role | undefined) =>
    (role?.rules ?? [])
      .map((rule) => JSON.stringify(rule))
      .toSorted()
      .join();
  for (const name of names) {
    for (let tries = 0; ; tries++) {
      const { body } = await cluster.request('GET', `${api}/clusterroles/${encodeURIComponent(name)}`);
      const stored = decodeRole(objectOf(body as JsonObject)).value;
      if (told(stored) === told(policy.roles.get(`/${name}`))) break;
      if (tries > 500)
        throw new Error(`the controller aggregates ${name} otherwise: ${told(stored)}, not ${told(policy.roles.get(`/${name}`))}`);
      await wait(20);
    }
  }
}

export function policyFrom(bodies: readonly JsonObject[]): Policy {
  const objects = bodies.map(objectOf);
  const roles = objects.filter(({ kind }) => kind.endsWith('Role')).map((object) => decodeRole(object).value);
  const bindings = objects.filter(({ kind }) => kind.endsWith('Binding')).map((object) => decodeBinding(object).value);
  return createPolicy(aggregate(roles), bindings);
}

export async function theirs(cluster: Cluster, user: User, request: Request): Promise<Answer> {
  const { kind, ...attributes } = request;
  const spec = {
    user: user.name,
    groups: user.groups,
    ...(kind === 'resource'
      ? { resourceAttributes: { ...attributes, group: request.kind === 'resource' ? request.apiGroup : '' } }
      : { nonResourceAttributes: attributes }),
  };
  const { status, body } = await cluster.request('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SubjectAccessReview',
    spec,
  });
  const answer = field(body as Json, 'status');
  if (status !== 201) throw new Error(`the API server answered ${status} ${JSON.stringify(body)}`);
  const allowed = field(answer, 'allowed') === true;
  return { allowed, reasons: allowed ? [stringField(answer, 'reason') ?? ''] : [] };
}

export function ours(policy: Policy, user: User, request: Request): Answer {
  const reason = authorize(policy, user, request);
  if (reason === undefined) return { allowed: false, reasons: [] };
  if (reason.kind === 'system:masters') return { allowed: true, reasons: [''] };
  const namespace = request.kind === 'resource' ? request.namespace : '';
  const grants = [...grantsOf(policy, user, namespace)].filter(({ rule }) => ruleAllows(rule, request));
  return { allowed: true, reasons: grants.map(reasonOf) };
}

export function agree(engine: Answer, server: Answer): boolean {
  return engine.allowed === server.allowed && server.reasons.every((reason) => engine.reasons.includes(reason));
}

function reasonOf({ binding, subject }: Grant): string {
  const [kind, name] =
    binding.namespace === '' ? ['ClusterRoleBinding', binding.name] : ['RoleBinding', `${binding.name}/${binding.namespace}`];
  const who = subject.kind === 'ServiceAccount' ? `${subject.name}/${subject.namespace || binding.namespace}` : subject.name;
  const { roleRef } = binding;
  // Quoted as Go does it, which for the names that are drawn is as JSON does.
  const quoted = JSON.stringify;
  return `RBAC: allowed by ${kind} ${quoted(name)} of ${roleRef.kind} ${quoted(roleRef.name)} to ${subject.kind} ${quoted(who)}`;
}
