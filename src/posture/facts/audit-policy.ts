// SPDX-License-Identifier: Apache-2.0
// What the checks of audit policies share: the rules with their pointers, and the requests that they are asked about.
import {
  type AuditDecision,
  type AuditPolicy,
  type AuditRequest,
  type AuditRule,
  evaluateAuditPolicy,
  readAuditPolicy,
} from '../../engines/audit-policy/index.ts';
import type { Json } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Remedy } from '../check.ts';
import { patchRemedy } from './container-faults.ts';

/** The kind of the objects that these checks judge. */
export const auditPolicyKind = { kinds: ['Policy.audit.k8s.io'] } as const;

export const writeVerbs = ['create', 'update', 'patch', 'delete', 'deletecollection'] as const;
export const readVerbs = ['get', 'list', 'watch'] as const;
/** Every verb that a request can have: those of resources, then those of other paths. */
export const requestVerbs: ReadonlySet<string> = new Set([
  ...readVerbs,
  ...writeVerbs,
  'proxy',
  'connect',
  'redirect',
  'post',
  'put',
  'head',
  'options',
  'trace',
]);

export interface PlacedRule {
  readonly rule: AuditRule;
  readonly index: number;
  readonly path: Pointer;
}

export function policyOfObject({ body }: KubernetesObject): AuditPolicy {
  return readAuditPolicy(body).policy;
}

export function placedRules({ rules = [] }: AuditPolicy): PlacedRule[] {
  return rules.map((rule, index) => ({ rule, index, path: `/rules/${index}` }));
}

/** Somebody who has logged in and is named by no rule. */
export const somebody = { name: 'jane', groups: ['system:authenticated'] };

export interface DecidedRequest extends AuditDecision {
  readonly request: AuditRequest;
}

export function decisions(policy: AuditPolicy, requests: readonly AuditRequest[]): DecidedRequest[] {
  return requests.map((request) => ({ request, ...evaluateAuditPolicy(policy, request) }));
}

/** Requests of somebody to a resource, `roles.rbac.authorization.k8s.io` or `pods/exec`, with each of the verbs. */
export function requestsFor(target: string, verbs: readonly string[], user: AuditRequest['user'] = somebody): AuditRequest[] {
  const dot = target.indexOf('.');
  const [resource = '', subresource = ''] = (dot < 0 ? target : target.slice(0, dot)).split('/');
  const apiGroup = dot < 0 ? '' : target.slice(dot + 1);
  const common = { apiGroup, resource, subresource, namespace: 'default', name: 'example' };
  return verbs.map((verb) => ({ ...common, verb, ...(user === undefined ? {} : { user }) }));
}

/** As many identities and namespaces of a rule are tried; the others are named beside them. */
const mostTried = 3;

/** These requests as those would make them, and where, whom and what the rule is for. */
export function requestsOfRule({ users, userGroups, namespaces }: AuditRule, requests: readonly AuditRequest[]): AuditRequest[] {
  const names = isSelective(users) ? users.slice(0, mostTried) : [somebody.name];
  const groups = isSelective(userGroups) ? userGroups.slice(0, mostTried) : somebody.groups;
  const places = isSelective(namespaces) ? namespaces.slice(0, mostTried) : [undefined];
  return names.flatMap((name) =>
    groups.flatMap((group) =>
      places.flatMap((namespace) =>
        requests.map((request) => ({ ...request, user: { name, groups: [group] }, ...(namespace === undefined ? {} : { namespace }) })),
      ),
    ),
  );
}

/** `pods/exec`, `roles.rbac.authorization.k8s.io`: what a request is for. */
export function targetOf({ resource = '', subresource = '', apiGroup = '' }: AuditRequest): string {
  return `${resource}${subresource && `/${subresource}`}${apiGroup && `.${apiGroup}`}`;
}

/** Whether a rule has entries in a selector; one without selects everything. */
export function isSelective(selector: readonly unknown[] | undefined): selector is readonly unknown[] {
  return selector !== undefined && selector.length > 0;
}

/** A remedy that puts rules before the one at `index`: the first that matches decides. */
export function insertRulesRemedy(index: number, rules: readonly Json[], note?: string): Remedy {
  return patchRemedy(
    rules.map((value, offset) => ({ op: 'add', path: `/rules/${index + offset}`, value })),
    note,
  );
}

/** Whether a user or group is a component of the cluster, by its name. */
export function isComponent(user: string): boolean {
  return /^system:(?:serviceaccount:kube-system:[a-z0-9-]+(?:controller|collector|scheduler|provisioner|autoscaler|proxy|dns|binder|publisher|cleaner)|serviceaccounts:kube-system|nodes|kube-[a-z-]+|cloud-controller-manager|apiserver)$/.test(
    user,
  );
}
