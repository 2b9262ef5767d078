// SPDX-License-Identifier: Apache-2.0
// Reads an AuthenticationConfiguration for what the API server refuses to start with. Follows ValidateAuthenticationConfiguration of
// k8s.io/apiserver, pkg/apis/apiserver/validation.
import { field, isArray, type Json, stringField } from '../../model/json.ts';
import type { Pointer } from '../../model/pointer.ts';
import { defineCheck, type Fault } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { authenticationKind, authenticationReference, expressionsOf, type Issuer, issuersOf } from '../facts/authentication.ts';

export const authenticationConfigurationInvalid = defineCheck({
  id: 'authentication-configuration-invalid',
  title: 'API server refuses this AuthenticationConfiguration',
  why: 'An API server that is given it does not start; one that runs keeps what it had before, so that an issuer that was taken away is still trusted.',
  remedy: 'Correct what is named; every issuer needs an https address, an audience and a claim for the user name with its prefix.',
  severity: 'high',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: [authenticationReference],
  aliases: [],
  appliesTo: authenticationKind,
  evaluate: (object) => {
    const issuers = issuersOf(object);
    const seen = issuers.flatMap(({ url, path }, index) =>
      url !== '' && issuers.findIndex((other) => other.url === url) < index
        ? refused(`${path}/issuer/url`, 'the issuer is listed twice', `${url} is listed twice`, 'Write all of the issuer into one entry.')
        : [],
    );
    return [...issuers.flatMap((issuer) => [...faultsOfIssuer(issuer), ...faultsOfMappings(issuer)]), ...seen];
  },
});

const refused = (path: Pointer, reason: string, detail: string, advice: string): Fault => advised(path, reason, detail, advice);

function faultsOfIssuer({ value, path, url }: Issuer): Fault[] {
  const issuer = field(value, 'issuer');
  const audiences = field(issuer, 'audiences');
  const count = isArray(audiences) ? audiences.length : 0;
  const discovery = stringField(issuer, 'discoveryURL') ?? '';
  const policy = stringField(issuer, 'audienceMatchPolicy') ?? '';
  return [
    ...(/^https:\/\//i.test(url)
      ? []
      : [
          refused(
            `${path}/issuer/url`,
            'the issuer has no https address',
            url === '' ? 'the issuer has no url' : `${url} is not https`,
            'Name the issuer by an address that begins with https://.',
          ),
        ]),
    ...(discovery === '' || /^https:\/\//i.test(discovery)
      ? []
      : [
          refused(
            `${path}/issuer/discoveryURL`,
            'the issuer is discovered without https',
            `${discovery} is not https`,
            'Discover the issuer by https, with its certificateAuthority.',
          ),
        ]),
    ...(count > 0
      ? []
      : [
          refused(
            `${path}/issuer/audiences`,
            'no audience is demanded',
            `${url} lists no audience`,
            'List the client id that the issuer writes into tokens for this cluster.',
          ),
        ]),
    ...(count > 1 && policy !== 'MatchAny'
      ? [
          refused(
            `${path}/issuer/audienceMatchPolicy`,
            'several audiences need audienceMatchPolicy: MatchAny',
            `${url} lists ${count} audiences`,
            'Set audienceMatchPolicy to MatchAny.',
          ),
        ]
      : []),
  ];
}

function faultsOfMappings({ value, path, url }: Issuer): Fault[] {
  const mappings = field(value, 'claimMappings');
  const username = field(mappings, 'username');
  const at = `${path}/claimMappings`;
  const expression = stringField(username, 'expression') ?? '';
  const isNamed = expression !== '' || (stringField(username, 'claim') ?? '') !== '';
  return [
    ...(isNamed
      ? []
      : [
          refused(
            `${at}/username`,
            'no claim names the user',
            `${url} has neither claim nor expression for the user name`,
            'Set claimMappings.username.claim with a prefix.',
          ),
        ]),
    ...(['username', 'groups'] as const).flatMap((name) => faultsOfMapping(field(mappings, name), `${at}/${name}`)),
    ...(expression.includes('claims.email') && !isEmailVerified(value)
      ? [
          refused(
            `${at}/username/expression`,
            'an address is taken for a user before it is verified',
            `${url}: the user name comes from claims.email, and nothing looks at claims.email_verified`,
            'Demand it in a claimValidationRule: claims.?email_verified.orValue(true) == true',
          ),
        ]
      : []),
  ];
}

function faultsOfMapping(mapping: Json | undefined, path: Pointer): Fault[] {
  const claim = stringField(mapping, 'claim') ?? '';
  const expression = stringField(mapping, 'expression') ?? '';
  const prefix = field(mapping, 'prefix');
  if (claim !== '' && expression !== '')
    return [
      refused(path, 'claim and expression exclude each other', `both claim ${claim} and an expression are given`, 'Keep one of the two.'),
    ];
  if (claim !== '' && typeof prefix !== 'string')
    return [
      refused(
        `${path}/prefix`,
        'a claim needs a prefix',
        `the claim ${claim} has no prefix`,
        'Set the prefix; an empty one has to be written out.',
      ),
    ];
  if (expression !== '' && typeof prefix === 'string')
    return [
      refused(
        `${path}/prefix`,
        'an expression has no prefix beside it',
        'expression and prefix are given',
        'Put the prefix into the expression.',
      ),
    ];
  return [];
}

/** As the API server looks for it: in the expression of the user name, in one of `extra`, or in a rule. */
function isEmailVerified(value: Json): boolean {
  const mappings = field(value, 'claimMappings');
  const extra = field(mappings, 'extra');
  const texts = [
    stringField(field(mappings, 'username'), 'expression') ?? '',
    ...(isArray(extra) ? extra.flatMap((item) => stringField(item, 'valueExpression') ?? []) : []),
    ...expressionsOf(field(value, 'claimValidationRules')),
  ];
  return texts.some((text) => /claims\.\??email_verified/.test(text));
}
