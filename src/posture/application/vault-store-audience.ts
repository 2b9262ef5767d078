// SPDX-License-Identifier: Apache-2.0
// Reads spec.provider.vault.auth.kubernetes.serviceAccountRef of a store, whose audiences must not be empty nor the API server's,
// and secretRef, which names a token that never expires. Without either it is the operator's own token, one for all stores.
import { field, isArray, isObject } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { secretStoreKinds, vaultProvider } from '../facts/external-secrets.ts';

const place = '/spec/provider/vault/auth/kubernetes';

export const vaultStoreAudience = defineCheck({
  id: 'vault-store-audience',
  title: 'Token for Vault is good for the API server too',
  why: 'A token without an audience of its own is one of the Kubernetes API: whoever reads it at Vault, or on the way, acts in the cluster with it, and a token stolen in the cluster opens Vault.',
  remedy: 'Give serviceAccountRef an audience such as vault, and have a role of Vault for each namespace that demands it.',
  severity: 'medium',
  layer: 'application',
  threats: ['unauthorized-access', 'data-exposure'],
  references: [
    'https://external-secrets.io/latest/provider/hashicorp-vault/',
    'https://developer.hashicorp.com/vault/docs/auth/kubernetes',
  ],
  aliases: [],
  appliesTo: { kinds: secretStoreKinds },
  evaluate: (object) => {
    const kubernetes = field(field(vaultProvider(object), 'auth'), 'kubernetes');
    const reference = field(kubernetes, 'serviceAccountRef');
    if (isObject(reference)) {
      const audiences = field(reference, 'audiences');
      if (isArray(audiences) && audiences.length > 0) {
        if (!audiences.some((audience) => typeof audience === 'string' && /(?:^|\/)kubernetes\.default(?:\.|$|\/)/.test(audience)))
          return [];
        const detail = 'the audiences hold that of the API server';
        return [advised(`${place}/serviceAccountRef/audiences`, 'audience of the API server', detail, 'Use an audience of Vault alone.')];
      }
      const advice = 'Set serviceAccountRef.audiences to ["vault"] and the same audience in the role of Vault.';
      return [advised(place, 'no audience for the token', 'serviceAccountRef has no audiences', advice)];
    }
    if (!isObject(kubernetes)) return [];
    if (field(kubernetes, 'secretRef') === undefined) {
      const own = 'Name a ServiceAccount of the namespace in serviceAccountRef, with audiences: ["vault"].';
      return [advised(place, 'token of the operator', 'without serviceAccountRef every store shows the operator’s own token', own)];
    }
    const advice = 'Use serviceAccountRef with an audience: such tokens expire within minutes.';
    return [advised(`${place}/secretRef`, 'token that does not expire', 'secretRef names a token kept in a Secret', advice)];
  },
});
