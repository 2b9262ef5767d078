// SPDX-License-Identifier: Apache-2.0
// Reads webhooks[*].timeoutSeconds of an admission webhook (10 where it is left out): up to 15 is allowed.
import { field } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { webhookKinds, webhooksOf } from '../facts/webhooks.ts';

export const webhookTimeout = defineCheck({
  id: 'webhook-timeout',
  title: 'API server waits long for a webhook',
  why: 'Each request that the webhook judges waits so long when it hangs, and holds one of the API server’s slots: a slow webhook, or one that is made slow, takes the whole API down.',
  remedy: 'Set timeoutSeconds to 10 or less.',
  severity: 'low',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/'],
  aliases: [],
  appliesTo: { kinds: webhookKinds },
  evaluate: (object) =>
    webhooksOf(object).flatMap(({ pointer, name, webhook }) => {
      const seconds = field(webhook, 'timeoutSeconds');
      if (typeof seconds !== 'number' || seconds <= 15) return [];
      const path = `${pointer}/timeoutSeconds`;
      return [
        {
          kind: 'fault' as const,
          path,
          reason: 'long timeout',
          detail: `webhook "${name}" may take ${seconds} seconds`,
          remedy: {
            kind: 'patch' as const,
            patch: [{ op: 'replace' as const, path, value: 10 }],
            note: 'A webhook that takes longer is then taken for one that failed.',
            class: 'likely-safe' as const,
          },
        },
      ];
    }),
});
