// SPDX-License-Identifier: Apache-2.0
// Reads rules: verbs, apiGroups and resources hold no quotes, blanks or capitals, groups no version, and no star stands behind a slash.
// Reads subjects and roleRef of bindings: no name stands in quotes.
import { defineCheck } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { bindingKinds, type JudgedRule, onBinding, onRule, roleKinds } from '../facts/rbac.ts';
import { correctedToken, type TokenList, unquoted } from '../facts/rbac-tokens.ts';

const lists: readonly TokenList[] = ['apiGroups', 'resources', 'resourceNames', 'verbs'];

export const rbacIneffectiveToken = defineCheck({
  id: 'rbac-ineffective-token',
  title: 'Rule names what no request can match',
  why: 'RBAC compares text literally, case and all. A quote that was pasted from a document, a verb in capitals, a version in apiGroups or a star behind a slash is accepted, and grants nothing: what depends on it fails, and somebody then grants too much.',
  remedy: 'Write the names as the API has them: verbs in lower case, groups without a version, resources in the plural.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources',
  ],
  aliases: [],
  appliesTo: { kinds: [...roleKinds, ...bindingKinds] },
  evaluate: (object, context) => (object.kind.endsWith('Binding') ? ofBinding : ofRole)(object, context),
});

const ofRole = onRule((judged) => {
  const wrong = lists.flatMap((list) => wrongTokens(judged, list));
  const [first] = wrong;
  if (first === undefined) return undefined;
  const patch = wrong.flatMap(({ path, corrected }) => (corrected === undefined ? [] : { op: 'replace' as const, path, value: corrected }));
  return {
    kind: 'fault',
    path: first.path,
    reason: 'matches no request',
    detail: `${wrong.map(({ token }) => JSON.stringify(token)).join(', ')} can match no request`,
    remedy:
      patch.length === wrong.length
        ? patchRemedy(patch, 'From then on the rule grants what it says.')
        : { kind: 'advice', advice: 'List the subresources that are meant: a star stands alone, or before the slash.' },
  };
});

const ofBinding = onBinding((binding) => {
  const names = [
    ...binding.subjects.map(({ name }, index) => ({ name, path: `/subjects/${index}/name` })),
    { name: binding.roleRef.name, path: '/roleRef/name' },
  ];
  return names
    .filter(({ name }) => unquoted(name) !== name)
    .map(({ name, path }) => ({
      kind: 'fault',
      path,
      reason: 'names nobody',
      detail: `${JSON.stringify(name)} has quotes or blanks in it, and no name that it could mean has`,
      remedy: path.startsWith('/roleRef')
        ? { kind: 'advice', advice: 'Make the binding anew: a roleRef cannot be changed.' }
        : patchRemedy([{ op: 'replace', path, value: unquoted(name) }], 'From then on the binding grants what it says.'),
    }));
});

function wrongTokens({ rule, path }: JudgedRule, list: TokenList) {
  return rule[list].flatMap((token, index) => {
    const verdict = correctedToken(list, token);
    return verdict === token ? [] : { path: `${path}/${list}/${index}`, token, corrected: verdict };
  });
}
