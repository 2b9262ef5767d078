// SPDX-License-Identifier: Apache-2.0
// Reads spec.conditions of a ClusterSecretStore: at least one must limit the namespaces that may use it, by name, pattern or labels.
import { field, isObject, type Json } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { listField, strings } from '../facts/flow-rules.ts';
import { isSelectorOfAll } from '../facts/network-policies.ts';

export const clusterSecretStoreAnyNamespace = defineCheck({
  id: 'cluster-secret-store-any-namespace',
  title: 'Every namespace reads the secret manager through the store',
  why: 'Whoever may create an ExternalSecret in any namespace, which the edit role includes, fetches every secret that the store’s identity can read, those of other teams too.',
  remedy: 'List the namespaces in spec.conditions, or give each namespace a SecretStore with an identity of its own.',
  severity: 'medium',
  layer: 'application',
  threats: ['data-exposure', 'unauthorized-access'],
  references: [
    'https://external-secrets.io/latest/api/clustersecretstore/',
    'https://external-secrets.io/latest/guides/security-best-practices/',
  ],
  aliases: [],
  appliesTo: { kinds: ['ClusterSecretStore.external-secrets.io'] },
  evaluate: ({ body }) => {
    const spec = field(body, 'spec');
    if (isObject(field(field(spec, 'provider'), 'fake'))) return [];
    const conditions = listField(spec, 'conditions');
    // Namespaces are let in by any one condition.
    const open = conditions.findIndex(isOpen);
    const advice = 'Name the namespaces that need it: conditions: [{ namespaces: [shop] }].';
    if (conditions.length === 0)
      return [advised('/spec/conditions', 'no limit to namespaces', 'every namespace may use the store', advice)];
    return open < 0
      ? []
      : [advised(`/spec/conditions/${open}`, 'the limit lets everybody in', `condition ${open} holds of every namespace`, advice)];
  },
});

function isOpen(condition: Json): boolean {
  const selector = field(condition, 'namespaceSelector');
  const patterns = strings(field(condition, 'namespaceRegexes'));
  return (isObject(selector) && isSelectorOfAll(selector)) || patterns.some((pattern) => /^\^?\.[*+]\$?$/.test(pattern));
}
