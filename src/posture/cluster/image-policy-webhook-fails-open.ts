// SPDX-License-Identifier: Apache-2.0
// Reads imagePolicy.defaultAllow of the ImagePolicyWebhook plugin in an AdmissionConfiguration: only false refuses where the webhook
// does not answer. A file of the plugin's own is no object, and is not judged.
import { field } from '../../model/json.ts';
import { setOperation } from '../../model/patch.ts';
import { defineCheck } from '../check.ts';
import { pluginConfiguration } from '../facts/admission-configuration.ts';
import { patchRemedy } from '../facts/container-faults.ts';

export const imagePolicyWebhookFailsOpen = defineCheck({
  id: 'image-policy-webhook-fails-open',
  title: 'Images are admitted where the webhook that judges them does not answer',
  why: 'Whoever keeps the webhook from answering, by load or by a broken route, runs any image.',
  remedy: 'Set imagePolicy.defaultAllow to false, with a webhook that is highly available and exempts its own images.',
  severity: 'high',
  layer: 'cluster',
  threats: ['supply-chain'],
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#imagepolicywebhook'],
  aliases: [],
  appliesTo: { kinds: ['AdmissionConfiguration.apiserver.config.k8s.io'] },
  applicable: (object) => field(pluginConfiguration(object, 'ImagePolicyWebhook')?.value, 'imagePolicy') !== undefined,
  evaluate: (object) => {
    const { value, path = '' } = pluginConfiguration(object, 'ImagePolicyWebhook') ?? {};
    if (field(field(value, 'imagePolicy'), 'defaultAllow') !== true) return [];
    const place = `${path}/imagePolicy/defaultAllow`;
    return [
      {
        kind: 'fault',
        path: place,
        reason: 'defaultAllow is true',
        detail: 'an image that the webhook did not judge is admitted',
        remedy: patchRemedy([setOperation(object.body, place, false)], 'While the webhook is down no pod is admitted, its own included.'),
      },
    ];
  },
});
