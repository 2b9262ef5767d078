// SPDX-License-Identifier: Apache-2.0
// Reads spec.match.namespaces of a constraint, and a namespaceSelector that names them: a list that a new namespace is not on. A
// list with a * in it is taken as meant.
import { field, isArray, type Json, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { constraintKinds, matchOf, strings } from '../facts/gatekeeper.ts';

/** What is meant for the system alone needs no other namespace. */
function isOfSystem(namespace: string): boolean {
  return /^kube-|-system$/.test(namespace);
}

/** The namespaces that a selector names by the label that the API server gives them. */
function namesSelected(selector: Json | undefined): string[] {
  const label = 'kubernetes.io/metadata.name';
  const named = field(field(selector, 'matchLabels'), label);
  const expressions = field(selector, 'matchExpressions');
  const values = (isArray(expressions) ? expressions : []).flatMap((expression) =>
    stringField(expression, 'key') === label && stringField(expression, 'operator') === 'In' ? strings(field(expression, 'values')) : [],
  );
  return typeof named === 'string' ? [named, ...values] : values;
}

export const gatekeeperConstraintListedNamespaces = defineCheck({
  id: 'gatekeeper-constraint-listed-namespaces',
  title: 'New namespaces are outside of the constraint',
  why: 'A namespace that is made tomorrow is on no list. Whoever may make one, or is given one, runs there what the rule refuses elsewhere.',
  remedy: 'Match all namespaces and exclude those of the system.',
  severity: 'low',
  layer: 'cluster',
  threats: ['unauthorized-access', 'privilege-escalation'],
  references: ['https://open-policy-agent.github.io/gatekeeper/website/docs/howto#the-match-field'],
  aliases: [],
  appliesTo: { kinds: constraintKinds },
  evaluate: (constraint) => {
    const selected = namesSelected(field(matchOf(constraint), 'namespaceSelector'));
    if (selected.length > 0) {
      const advice = 'Select by what must stay outside: operator NotIn over kubernetes.io/metadata.name, or excludedNamespaces.';
      return [
        advised('/spec/match/namespaceSelector', 'namespaces are listed one by one', `holds in ${selected.join(', ')} alone`, advice),
      ];
    }
    const namespaces = strings(field(matchOf(constraint), 'namespaces'));
    if (namespaces.length === 0 || namespaces.some((name) => name.includes('*')) || namespaces.every(isOfSystem)) return [];
    const excluded = field(matchOf(constraint), 'excludedNamespaces') ?? ['kube-system', 'gatekeeper-system'];
    return [
      {
        kind: 'fault',
        path: '/spec/match/namespaces',
        reason: 'namespaces are listed one by one',
        detail: `holds in ${namespaces.join(', ')} alone`,
        remedy: {
          kind: 'patch',
          patch: [
            { op: 'remove', path: '/spec/match/namespaces' },
            { op: 'add', path: '/spec/match/excludedNamespaces', value: excluded },
          ],
          note: 'Try it with enforcementAction: dryrun first, and exclude what must stay outside.',
        },
      },
    ];
  },
});
