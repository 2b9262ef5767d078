// SPDX-License-Identifier: Apache-2.0
// Reads Secrets with tokens of ServiceAccounts, kubeconfigs, and ServiceAccounts that hold roles and that no workload runs as.
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { kubeconfigUsers } from '../facts/kubeconfigs.ts';
import { bindingKinds, placedBindings } from '../facts/rbac.ts';
import { isKubernetesOwn } from '../facts/rbac-holders.ts';
import { serviceAccountOf } from '../facts/service-account.ts';
import { type Fact, fact, factAt, type FactPlace, type Question } from '../question.ts';

const accountAnnotation = 'kubernetes.io/service-account.name';

export const userServiceAccountTokens: Question = {
  id: 'CIS-3.1.2',
  question: 'Do people or programs outside of the cluster log in with tokens of ServiceAccounts?',
  good: 'Tokens of ServiceAccounts are for Pods alone and live for an hour; there are no Secrets with tokens that never expire.',
  layer: 'cluster',
  references: ['https://kubernetes.io/docs/concepts/security/service-accounts/'],
  kinds: ['Secret', 'Pod', 'ServiceAccount', ...bindingKinds],
  gather: (inventory) => {
    const secrets = objectsOfKind(inventory, 'Secret', '');
    const facts = [
      ...(secrets.length === 0 ? [] : [secretsWithTokens(secrets)]),
      ...factAt(
        'kubeconfigs that log in with a token',
        kubeconfigUsers(inventory, (user) => user['token'] !== undefined || user['tokenFile'] !== undefined),
      ),
      ...factAt('ServiceAccounts that hold a role and that no workload of the input runs as', unusedAccounts(inventory)),
    ];
    return {
      facts,
      missing: [
        ...(secrets.length === 0 ? ['the names of the Secrets that hold tokens'] : []),
        'where tokens are used from: the audit log has the addresses (user system:serviceaccount:…)',
      ],
    };
  },
};

function secretsWithTokens(secrets: readonly KubernetesObject[]): Fact {
  const tokens = secrets.filter(holdsToken);
  return fact(`${tokens.length} of ${secrets.length} Secrets hold a token without an end`, tokens.map(tokenPlace));
}

/** By its type, or where only metadata was asked for, by the annotation that such a Secret must have. */
function holdsToken({ body, annotations, metadataOnly }: KubernetesObject): boolean {
  if (metadataOnly === true) return annotations[accountAnnotation] !== undefined;
  return stringField(body, 'type') === 'kubernetes.io/service-account-token';
}

function tokenPlace(object: KubernetesObject): FactPlace {
  return { object, path: '', detail: `of ServiceAccount ${object.annotations[accountAnnotation] ?? ''}` };
}

function unusedAccounts(inventory: Inventory): FactPlace[] {
  if (inventory.workloads.length === 0) return [];
  const used = new Set(inventory.workloads.map(({ object, spec }) => `${object.namespace}/${serviceAccountOf(spec)}`));
  const places = placedBindings(inventory).flatMap(({ object, binding }) =>
    binding.subjects.flatMap((subject, index) => {
      const { kind, name, namespace } = subject;
      const account = `${namespace || binding.namespace}/${name}`;
      if (kind !== 'ServiceAccount' || used.has(account) || isKubernetesOwn(binding, subject, inventory)) return [];
      return [[account, { object, path: `/subjects/${index}`, detail: `ServiceAccount ${account}` }] as const];
    }),
  );
  return [...new Map(places.toReversed()).values()].toReversed();
}
