// SPDX-License-Identifier: Apache-2.0
// Reads spec.authorities[*] of a ClusterImagePolicy: a key wants a transparency log (ctlog) or timestamps (rfc3161timestamp).
// Static authorities are left out.
import { field } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { imagePolicies, imagePolicyKinds, policyList } from '../facts/image-policy.ts';

export const imagePolicyNoEvidence = defineCheck({
  id: 'image-policy-no-evidence',
  title: 'Signature of a key leaves no trace',
  why: 'Without a log nobody sees what was signed with a stolen key, nor when: every image it signed stays good until the key is replaced.',
  remedy: 'Name the transparency log in ctlog, and ask for attestations of the build and the scan.',
  severity: 'low',
  layer: 'application',
  threats: ['supply-chain'],
  references: ['https://docs.sigstore.dev/policy-controller/overview/'],
  aliases: ['T1204.003'],
  appliesTo: { kinds: imagePolicyKinds },
  evaluate: (object) =>
    imagePolicies(object).flatMap((policy) =>
      policyList(policy, 'authorities').flatMap((authority, index) => {
        const has = (name: string) => field(authority, name) !== undefined;
        if (!has('key') || has('ctlog') || has('rfc3161timestamp')) return [];
        const detail = `authority ${index} is a key without a transparency log${has('attestations') ? '' : ', and asks for no attestation'}`;
        const advice = 'Add ctlog.url (a Rekor instance), and attestations with the predicates that the pipeline makes.';
        return [advised(policy.at(`/spec/authorities/${index}/ctlog`), 'no transparency log', detail, advice)];
      }),
    ),
});
