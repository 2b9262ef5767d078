// SPDX-License-Identifier: Apache-2.0
// Cilium's selectors: Kubernetes' form, over labels that say where they come from.
import { field, isObject, type Json } from '../../model/json.ts';
import type { Pointer } from '../../model/pointer.ts';
import { compileSelector, type Requirement } from '../../model/selector.ts';
import { entityTerm } from './cilium-entities.ts';
import { invalid, type Reader, unevaluated } from './reader.ts';
import { accountNameKey, and, anybody, type Bearer, inNamespace, namespaceNameKey, pods, type Term, unknown } from './term.ts';

const namespaceName = 'io.kubernetes.pod.namespace';
const namespaceLabels = 'io.cilium.k8s.namespace.labels.';

/** What a selector selects; in a policy with a namespace, of that namespace unless the selector itself names others. */
export function ciliumSelected(reader: Reader, selector: Json, at: Pointer, namespace: string | undefined): Term {
  const compiled = compileSelector(sourceless(selector));
  if ('invalid' in compiled) return unknown(anybody, invalid(reader, at, compiled.invalid));
  const reserved = compiled.filter(({ key }) => key.startsWith('reserved:'));
  if (reserved.length > 0) return and(...compiled.map((requirement) => requirementTerm(reader, requirement, at)));
  const namesOthers = compiled.some(({ key }) => key === namespaceName || key.startsWith(namespaceLabels));
  return and(
    pods,
    ...(namespace === undefined || namesOthers ? [] : [inNamespace(namespace)]),
    ...compiled.map((requirement) => requirementTerm(reader, requirement, at)),
  );
}

function requirementTerm(reader: Reader, requirement: Requirement, at: Pointer): Term {
  const { key } = requirement;
  if (key.startsWith('reserved:'))
    return entityTerm(key.slice('reserved:'.length)) ?? unknown(anybody, invalid(reader, at, `${key} is unknown`));
  if (key === 'io.cilium.k8s.policy.cluster') return unknown(pods, unevaluated(reader, at, 'which cluster this is, is not known'));
  const label = (of: Bearer, name: string): Term => ({ kind: 'label', of, test: { ...requirement, key: name } });
  if (key === namespaceName) return label('namespace', namespaceNameKey);
  if (key.startsWith(namespaceLabels)) return label('namespace', key.slice(namespaceLabels.length));
  if (key === 'io.cilium.k8s.policy.serviceaccount') return label('account', accountNameKey);
  return label('pod', key);
}

/** The selector with the sources of Kubernetes' labels, `k8s:` and `any:`, taken from its keys. */
function sourceless(selector: Json): Json {
  const labels = field(selector, 'matchLabels');
  const expressions = field(selector, 'matchExpressions');
  return {
    ...(isObject(selector) ? selector : {}),
    ...(isObject(labels) ? { matchLabels: Object.fromEntries(Object.entries(labels).map(([key, value]) => [bare(key), value])) } : {}),
    ...(Array.isArray(expressions) ? { matchExpressions: expressions.map((item: Json) => withBareKey(item)) } : {}),
  };
}

function withBareKey(expression: Json): Json {
  const key = field(expression, 'key');
  return isObject(expression) && typeof key === 'string' ? { ...expression, key: bare(key) } : expression;
}

function bare(key: string): string {
  return key.replace(/^(?:k8s|any):/, '');
}
