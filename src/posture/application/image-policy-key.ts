// SPDX-License-Identifier: Apache-2.0
// Reads spec.authorities[*].key.data and keyless.ca-cert.data of a ClusterImagePolicy: a whole public key, a whole certificate
// in PEM.
import { field, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { imagePolicies, imagePolicyKinds, policyList } from '../facts/image-policy.ts';
import { certificateFault, publicKeyFault } from '../facts/public-key.ts';

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
        const key = stringField(field(authority, 'key'), 'data');
        const certificate = stringField(field(field(authority, 'keyless'), 'ca-cert'), 'data');
        const faults = [
          { part: 'key/data', fault: key === undefined ? undefined : publicKeyFault(key), what: 'the key' },
          { part: 'keyless/ca-cert/data', fault: certificate === undefined ? undefined : certificateFault(certificate), what: 'the CA' },
        ];
        const advice = 'Paste the whole output of cosign public-key with its line breaks, or use key.kms.';
        return faults.flatMap(({ part, fault, what }) =>
          fault === undefined
            ? []
            : [
                advised(
                  policy.at(`/spec/authorities/${index}/${part}`),
                  'key cannot be read',
                  `${what} of authority ${index} cannot be read: ${fault}`,
                  advice,
                ),
              ],
        );
      }),
    ),
});
