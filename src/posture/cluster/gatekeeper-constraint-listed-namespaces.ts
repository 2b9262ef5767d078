// SPDX-License-Identifier: Apache-2.0
// Reads spec.match.namespaces of a constraint: a list that a new namespace is not on. A list with a * at its end is taken as
// meant.
import { field } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { constraintKinds, matchOf, strings } from '../facts/gatekeeper.ts';

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
    const namespaces = strings(field(matchOf(constraint), 'namespaces'));
    if (namespaces.length === 0 || namespaces.some((name) => name.includes('*'))) return [];
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
