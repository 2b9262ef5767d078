// SPDX-License-Identifier: Apache-2.0
// Reads the names of the fields of spec and spec.match of a constraint: only those that every constraint has. Parameters are the template's.
import { field } from '../../model/json.ts';
import type { Shape } from '../../model/unknown-fields.ts';
import { unknownFields } from '../../model/unknown-fields.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { constraintKinds } from '../facts/gatekeeper.ts';

const selector: Shape = { matchLabels: true, matchExpressions: { key: true, operator: true, values: true } };
const constraintSpec: Shape = {
  enforcementAction: true,
  parameters: true,
  scopedEnforcementActions: { action: true, enforcementPoints: { name: true } },
  match: {
    kinds: { apiGroups: true, kinds: true },
    scope: true,
    namespaces: true,
    excludedNamespaces: true,
    labelSelector: selector,
    namespaceSelector: selector,
    name: true,
    source: true,
  },
};

export const gatekeeperConstraintUnknownField = defineCheck({
  id: 'gatekeeper-constraint-unknown-field',
  title: 'Constraint has a field that Gatekeeper does not know',
  why: 'The API server drops the field. A constraint without its misspelt match holds for everything, and one whose parameters stand beside parameters has none.',
  remedy: 'Correct the name of the field, or put what is the template’s below parameters.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://open-policy-agent.github.io/gatekeeper/website/docs/howto#the-match-field'],
  aliases: [],
  appliesTo: { kinds: constraintKinds },
  evaluate: ({ body }) =>
    unknownFields(field(body, 'spec') ?? null, constraintSpec, '/spec').map((path) => {
      const name = path.slice(path.lastIndexOf('/') + 1);
      return advised(
        path,
        'unknown field',
        `${name} is no field of a constraint`,
        'Correct its name; what the template reads stands below spec.parameters.',
      );
    }),
});
