// SPDX-License-Identifier: Apache-2.0
// Reads jwt[*].claimMappings and userValidationRules of an AuthenticationConfiguration: what a token claims must not become a name
// that begins with `system:`, by a prefix or by a rule that refuses it.
import { field, stringField } from '../../model/json.ts';
import { defineCheck, type Outcome } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { authenticationKind, authenticationReference, expressionsOf, type Issuer, issuersOf } from '../facts/authentication.ts';

export const authenticationReservedNames = defineCheck({
  id: 'authentication-reserved-names',
  title: 'Tokens of an issuer may name users or groups of the system',
  why: 'Whoever can set a claim at the issuer, an administrator there or a user who edits a profile, becomes system:masters or a controller of this cluster: RBAC knows them by the name alone.',
  remedy: 'Give names of the issuer a prefix, or refuse what begins with system: in userValidationRules.',
  severity: 'high',
  layer: 'cluster',
  threats: ['privilege-escalation', 'unauthorized-access'],
  references: [authenticationReference],
  aliases: [],
  appliesTo: authenticationKind,
  applicable: (object) => issuersOf(object).length > 0,
  evaluate: (object) => issuersOf(object).flatMap((issuer) => [...outcomesOf(issuer, 'groups'), ...outcomesOf(issuer, 'username')]),
});

function outcomesOf(issuer: Issuer, name: 'username' | 'groups'): Outcome[] {
  const mapping = field(field(issuer.value, 'claimMappings'), name);
  const path = `${issuer.path}/claimMappings/${name}`;
  const expression = stringField(mapping, 'expression') ?? '';
  const claim = stringField(mapping, 'claim') ?? '';
  if ((expression === '' && claim === '') || isRefused(issuer, name)) return [];
  if (expression !== '' && hasOwnPrefix(expression)) return [];
  const prefix = stringField(mapping, 'prefix') ?? '';
  if (claim !== '' && prefix !== '' && !prefix.startsWith('system:')) return [];
  const what = name === 'groups' ? 'groups' : 'the user name';
  const how = expression === '' ? `are taken from the claim ${claim} as they are` : 'come from an expression';
  const advice = `Set ${name}.prefix to the name of the issuer and a colon, or add a rule to userValidationRules: ${rules[name]}`;
  return [
    advised(
      path,
      `${what} may begin with system:`,
      `${issuer.url}: ${what} ${name === 'groups' ? how : how.replace(/^are|^come/, (word) => (word === 'are' ? 'is' : 'comes'))}, and no rule refuses system:`,
      advice,
    ),
  ];
}

const rules = {
  username: "!user.username.startsWith('system:')",
  groups: "user.groups.all(group, !group.startsWith('system:'))",
} as const;

/** A rule that names both is taken to hold what it says: CEL is not run here. */
function isRefused({ value }: Issuer, name: 'username' | 'groups'): boolean {
  return expressionsOf(field(value, 'userValidationRules')).some((rule) => rule.includes('system:') && rule.includes(`user.${name}`));
}

/** `"oidc:" + claims.sub`, and groups that each get one. */
function hasOwnPrefix(expression: string): boolean {
  const prefix = /^\s*(?:claims\.\w+\.map\(\w+,\s*)?(["'])([^"']+)\1\s*\+/.exec(expression)?.[2];
  return prefix !== undefined && !'system:'.startsWith(prefix) && !prefix.startsWith('system:');
}
