// SPDX-License-Identifier: Apache-2.0
// Reads spec.authorities[*].key.data of a ClusterImagePolicy: a whole public key in PEM.
import { field, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { imagePolicies, imagePolicyKinds, policyList } from '../facts/image-policy.ts';
import { publicKeyFault } from '../facts/public-key.ts';

export const imagePolicyKey = defineCheck({
  id: 'image-policy-key',
  title: 'Image policy has a key that cannot be read',
  why: 'The controller refuses the policy or every image it is about: signatures are not asked for, or nothing can be deployed and somebody turns the policy off.',
  remedy: 'Give the whole public key, a Secret that holds it, or the reference of a KMS.',
  severity: 'high',
  layer: 'application',
  threats: ['supply-chain'],
  references: ['https://docs.sigstore.dev/policy-controller/overview/'],
  aliases: [],
  appliesTo: { kinds: imagePolicyKinds },
  evaluate: (object) =>
    imagePolicies(object).flatMap((policy) =>
      policyList(policy, 'authorities').flatMap((authority, index) => {
        const data = stringField(field(authority, 'key'), 'data');
        const fault = data === undefined ? undefined : publicKeyFault(data);
        if (fault === undefined) return [];
        const advice = 'Paste the whole output of cosign public-key, or use key.kms.';
        return [
          advised(
            policy.at(`/spec/authorities/${index}/key/data`),
            'key cannot be read',
            `the key of authority ${index} is no public key: ${fault}`,
            advice,
          ),
        ];
      }),
    ),
});
