// SPDX-License-Identifier: Apache-2.0
// Reads spec.authorities[*].keyless.identities of a ClusterImagePolicy: each must bound who signs; none, or a regular
// expression that takes everything, does not.
import { field, isArray } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { imagePolicies, imagePolicyKinds, isAnybody, policyList } from '../facts/image-policy.ts';

export const imagePolicyAnyIdentity = defineCheck({
  id: 'image-policy-any-identity',
  title: 'Anybody’s signature is accepted',
  why: 'Keyless signing gives a certificate to everyone who logs in somewhere. Unless the policy names issuer and subject, an attacker signs with an account of their own.',
  remedy: 'Name the issuer and subject of the pipeline that signs.',
  severity: 'high',
  layer: 'application',
  threats: ['supply-chain'],
  references: ['https://docs.sigstore.dev/policy-controller/overview/'],
  aliases: ['T1204.003'],
  appliesTo: { kinds: imagePolicyKinds },
  evaluate: (object) =>
    imagePolicies(object).flatMap((policy) =>
      policyList(policy, 'authorities').flatMap((authority, index) => {
        const keyless = field(authority, 'keyless');
        if (keyless === undefined || field(keyless, 'ca-cert') !== undefined) return [];
        const identities = field(keyless, 'identities');
        const path = policy.at(`/spec/authorities/${index}/keyless/identities`);
        const advice = 'Give each identity the exact issuer and subject, or anchored regular expressions.';
        if (isArray(identities) && identities.length > 0 && !identities.some(isAnybody)) return [];
        return [advised(path, 'any identity', `authority ${index} of policy "${policy.name}" accepts any signer`, advice)];
      }),
    ),
});
