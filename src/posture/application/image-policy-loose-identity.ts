// SPDX-License-Identifier: Apache-2.0
// Reads issuerRegExp and subjectRegExp of the identities of a ClusterImagePolicy, its issuer too: the controller looks for the
// pattern anywhere in the name, so it must begin with ^, end with $ or what follows a slash, and bound the issuer.
import { field, isArray, type Json, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { imagePolicies, imagePolicyKinds, isAnybody, policyList } from '../facts/image-policy.ts';

const everything = /^\^?(?:\.[*+])+\$?$/;

/** What is loose about an identity; undefined where it names who signs. */
function looseness(identity: Json): string | undefined {
  const issuer = stringField(identity, 'issuer') ?? '';
  const patterns = [
    ['issuerRegExp', stringField(identity, 'issuerRegExp') ?? ''],
    ['subjectRegExp', stringField(identity, 'subjectRegExp') ?? ''],
  ] as const;
  if (issuer === '' && (patterns[0][1] === '' || everything.test(patterns[0][1]))) return 'any issuer may vouch for the signer';
  const open = patterns.find(([, pattern]) => pattern !== '' && !isAnchored(pattern));
  return open === undefined ? undefined : `${open[0]} ${open[1]} also matches within a longer name`;
}

function isAnchored(pattern: string): boolean {
  return /^(?:\^|\\A)/.test(pattern) && (/(?:\$|\\z)$/.test(pattern) || /[/@]\.[*+]$|\/$/.test(pattern));
}

export const imagePolicyLooseIdentity = defineCheck({
  id: 'image-policy-loose-identity',
  title: 'Signer is matched by a part of a name',
  why: 'A pattern that is not anchored also matches names that merely contain it: an attacker signs under an account, organisation or repository whose name is made to fit.',
  remedy: 'Name issuer and subject, or anchor the regular expressions with ^ and $.',
  severity: 'medium',
  layer: 'application',
  threats: ['supply-chain'],
  references: ['https://docs.sigstore.dev/policy-controller/overview/'],
  aliases: [],
  appliesTo: { kinds: imagePolicyKinds },
  evaluate: (object) =>
    imagePolicies(object).flatMap((policy) =>
      policyList(policy, 'authorities').flatMap((authority, index) => {
        const keyless = field(authority, 'keyless');
        const identities = field(keyless, 'identities');
        // A CA of one's own vouches for one's own people; who accepts anybody is told apart.
        if (!isArray(identities) || field(keyless, 'ca-cert') !== undefined || identities.some(isAnybody)) return [];
        return identities.flatMap((identity, at) => {
          const loose = looseness(identity);
          const path = policy.at(`/spec/authorities/${index}/keyless/identities/${at}`);
          return loose === undefined
            ? []
            : [
                advised(
                  path,
                  'loose identity',
                  `policy "${policy.name}": ${loose}`,
                  'Write the whole name, or ^ and $ around the pattern.',
                ),
              ];
        });
      }),
    ),
});
