// SPDX-License-Identifier: Apache-2.0
// Reads spec.crd.spec.names.kind of a ConstraintTemplate: there is a constraint of the kind. Of files that is asked only where they hold
// constraints.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { constraintsIn, templatedKind, templateKinds } from '../facts/gatekeeper.ts';

export const gatekeeperTemplateUnused = defineCheck({
  id: 'gatekeeper-template-unused',
  title: 'Constraint template is not in use',
  why: 'A template refuses nothing by itself. In a list of policies it looks like one, until somebody needs it.',
  remedy: 'Add a constraint of its kind, or delete the template.',
  severity: 'info',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://open-policy-agent.github.io/gatekeeper/website/docs/howto'],
  aliases: [],
  appliesTo: { kinds: templateKinds },
  applicable: (object, { inventory }) => object.origin.kind === 'cluster' || constraintsIn(inventory).size > 0,
  evaluate: (object, { inventory }) => {
    const kind = templatedKind(object);
    if (kind === undefined || constraintsIn(inventory).has(kind)) return [];
    const path = '/spec/crd/spec/names/kind';
    return [
      advised(path, 'no constraint', `there is no constraint of kind ${kind}`, `Add a constraint of kind ${kind}, or delete the template.`),
    ];
  },
});
