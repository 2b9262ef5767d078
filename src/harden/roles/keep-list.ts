// SPDX-License-Identifier: Apache-2.0
// Needs that are too rare for a log, as their owners write them down: `keep:` and a list of subject, namespace, reason and rules.
import { list, object, type Refusal, string } from '../../model/decode.ts';
import { isObject, type Json } from '../../model/json.ts';
import { type Pointer, pointer } from '../../model/pointer.ts';
import { type Shape, unknownFields } from '../../model/unknown-fields.ts';
import { type PolicyRule, policyRule } from '../../engines/rbac/index.ts';
import { userNameOf } from '../../proof/calls/subjects.ts';

export interface KeepEntry {
  /** Name of the API server's user. */
  readonly user: string;
  /** '' for the whole cluster. */
  readonly namespace: string;
  readonly reason: string;
  readonly rules: readonly PolicyRule[];
}

export interface KeepList {
  readonly entries: readonly KeepEntry[];
  readonly faults: readonly { readonly path: Pointer; readonly reason: string }[];
}

interface Written {
  readonly keep?: readonly WrittenEntry[];
}

interface WrittenEntry {
  readonly subject?: string;
  readonly namespace?: string;
  readonly reason?: string;
  readonly rules?: readonly Partial<PolicyRule>[];
}

const decode = object<Written>({
  keep: list(object<WrittenEntry>({ subject: string, namespace: string, reason: string, rules: list(policyRule, {}) }), {}),
});
const ruleShape = { verbs: true, apiGroups: true, resources: true, resourceNames: true, nonResourceURLs: true } as const;
const shape: Shape = { keep: { subject: true, namespace: true, reason: true, rules: ruleShape } };

export function readKeepList(value: Json): KeepList {
  if (!isObject(value)) return { entries: [], faults: [{ path: '', reason: 'a keep list is a mapping with the field keep' }] };
  const refusals: Refusal[] = [];
  const { keep = [] } = decode(value, refusals) ?? {};
  const faults = [
    ...unknownFields(value, shape).map((path) => ({ path, reason: 'is no field of a keep list' })),
    ...refusals.map(({ path, expected, found }) => ({ path, reason: `must be ${expected}, not ${found}` })),
    ...keep.flatMap((entry, index) => faultsOf(entry, pointer('keep', index))),
  ];
  const entries = keep.map(({ subject = '', namespace = '', reason = '', rules = [] }) => ({
    user: userNameOf(subject),
    namespace,
    reason,
    rules: rules.map((given) => ({ ...emptyRule, ...given })),
  }));
  return { entries, faults };
}

const emptyRule: PolicyRule = { verbs: [], apiGroups: [], resources: [], resourceNames: [], nonResourceURLs: [] };

function faultsOf({ subject = '', namespace = '', reason = '', rules = [] }: WrittenEntry, path: Pointer): KeepList['faults'] {
  return [
    ...(subject === '' ? [{ path, reason: 'names no subject: a service account as namespace/name, or a user' }] : []),
    ...(reason.trim() === '' ? [{ path, reason: 'gives no reason' }] : []),
    ...(rules.length === 0 ? [{ path, reason: 'has no rules' }] : []),
    ...rules.flatMap((given, index) => ruleFaults({ ...emptyRule, ...given }, namespace, `${path}${pointer('rules', index)}`)),
  ];
}

/** As the API server would refuse it. */
function ruleFaults({ verbs, apiGroups, resources, nonResourceURLs }: PolicyRule, namespace: string, path: Pointer): KeepList['faults'] {
  if (verbs.length === 0) return [{ path, reason: 'has no verbs' }];
  if (nonResourceURLs.length > 0)
    return namespace === '' && resources.length + apiGroups.length === 0
      ? []
      : [{ path, reason: 'has nonResourceURLs beside resources or in a namespace, where they mean nothing' }];
  return apiGroups.length > 0 && resources.length > 0 ? [] : [{ path, reason: "has no apiGroups or no resources ('' is the core group)" }];
}
