// SPDX-License-Identifier: Apache-2.0
// Reads the parameters that a ConstraintTemplate declares, and those that its Rego reads. Rego that hands the parameters on
// whole is not judged.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { templateKinds } from '../facts/gatekeeper.ts';
import { declaredParameters, readParameters, regoSources } from '../facts/rego.ts';

export const gatekeeperTemplateUnreadParameters = defineCheck({
  id: 'gatekeeper-template-unread-parameters',
  title: 'Constraint template ignores its parameters',
  why: 'A constraint sets a value, and the rule decides as if it had not: what people believe to be enforced is not.',
  remedy: 'Read input.parameters, or take the parameter out of the schema.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://open-policy-agent.github.io/gatekeeper/website/docs/constrainttemplates'],
  aliases: [],
  appliesTo: { kinds: templateKinds },
  evaluate: (template) =>
    regoSources(template).flatMap(({ pointer, all }) => {
      const read = readParameters(all);
      if (read === undefined) return [];
      const unread = declaredParameters(template).filter((name) => !read.has(name));
      const advice = `Use input.parameters.${unread[0] ?? ''} in the rules, or remove it from the schema.`;
      return unread.length === 0
        ? []
        : [advised(pointer, 'parameters are never read', `the rules never read ${unread.join(', ')}`, advice)];
    }),
});
