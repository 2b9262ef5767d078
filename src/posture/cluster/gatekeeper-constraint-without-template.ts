// SPDX-License-Identifier: Apache-2.0
// Reads the kind of a constraint, and spec.crd.spec.names.kind of the ConstraintTemplates: one defines it. Of files that is asked only where
// they hold templates.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { constraintKinds, templatesOf } from '../facts/gatekeeper.ts';
import { showsKind } from '../facts/known-kinds.ts';

export const gatekeeperConstraintWithoutTemplate = defineCheck({
  id: 'gatekeeper-constraint-without-template',
  title: 'Constraint is of a kind that no template defines',
  why: 'The API server refuses an object of a kind that it does not know: the constraint is not there, and what it was to refuse is admitted.',
  remedy: 'Correct the kind, or add the template.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://open-policy-agent.github.io/gatekeeper/website/docs/howto'],
  aliases: [],
  appliesTo: { kinds: constraintKinds },
  applicable: (object, { inventory }) => showsKind(object, inventory, 'templates.gatekeeper.sh', 'ConstraintTemplate'),
  evaluate: ({ kind }, { inventory }) => {
    const defined = templatesOf(inventory);
    if (defined.has(kind)) return [];
    const advice = `Add a ConstraintTemplate whose spec.crd.spec.names.kind is ${kind}, or use one of those that are there.`;
    return [advised('/kind', 'no template for the kind', `no ConstraintTemplate defines ${kind}`, advice)];
  },
});
