// SPDX-License-Identifier: Apache-2.0
// Reads authorizers[*].webhook.failurePolicy of an AuthorizationConfiguration, of webhooks that others stand behind: Deny keeps what
// such a webhook refuses refused.
import { field, isArray, stringField } from '../../model/json.ts';
import { setOperation } from '../../model/patch.ts';
import { defineCheck } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';

export const authorizationWebhookFailsOpen = defineCheck({
  id: 'authorization-webhook-fails-open',
  title: 'What an authorization webhook refuses is asked of the others where it does not answer',
  why: 'A webhook stands before RBAC to refuse what RBAC would grant. With NoOpinion whoever keeps it from answering gets what it was there to refuse.',
  remedy: 'Set failurePolicy to Deny, and leave to matchConditions the requests that the cluster needs to recover.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access', 'privilege-escalation'],
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/authorization/#using-configuration-file-for-authorization'],
  aliases: [],
  appliesTo: { kinds: ['AuthorizationConfiguration.apiserver.config.k8s.io'] },
  applicable: ({ body }) => authorizersOf(body).some((authorizer) => stringField(authorizer, 'type') === 'Webhook'),
  evaluate: ({ body }) => {
    const authorizers = authorizersOf(body);
    return authorizers.flatMap((authorizer, index) => {
      // Behind the last there is nobody who could grant it.
      if (stringField(authorizer, 'type') !== 'Webhook' || index === authorizers.length - 1) return [];
      if (stringField(field(authorizer, 'webhook'), 'failurePolicy') !== 'NoOpinion') return [];
      const path = `/authorizers/${index}/webhook/failurePolicy`;
      return {
        kind: 'fault' as const,
        path,
        reason: 'failurePolicy is NoOpinion',
        detail: `where ${stringField(authorizer, 'name') ?? 'the webhook'} does not answer, the authorizers behind it decide`,
        remedy: patchRemedy(
          [setOperation(body, path, 'Deny')],
          'While the webhook is down all requests that it is asked about are refused: exempt by matchConditions what must not depend on it.',
        ),
      };
    });
  },
});

function authorizersOf(body: Parameters<typeof field>[0]) {
  const authorizers = field(body, 'authorizers');
  return isArray(authorizers) ? authorizers : [];
}
