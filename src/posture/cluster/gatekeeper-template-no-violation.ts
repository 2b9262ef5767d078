// SPDX-License-Identifier: Apache-2.0
// Reads the Rego of a ConstraintTemplate: a package, and a rule named violation. Gatekeeper refuses a template without.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { templateKinds } from '../facts/gatekeeper.ts';
import { regoSources } from '../facts/rego.ts';

export const gatekeeperTemplateNoViolation = defineCheck({
  id: 'gatekeeper-template-no-violation',
  title: 'Constraint template refuses nothing',
  why: 'Gatekeeper accepts no template without a rule named violation: its constraints are never enforced.',
  remedy: 'Name the rule violation and give it a message.',
  severity: 'high',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://open-policy-agent.github.io/gatekeeper/website/docs/constrainttemplates'],
  aliases: [],
  appliesTo: { kinds: templateKinds },
  evaluate: (template) =>
    regoSources(template).flatMap(({ pointer, rego }) => {
      const missing = [/^\s*package\s+\w/m.test(rego) ? '' : 'package', /^\s*violation\b/m.test(rego) ? '' : 'rule named violation'].filter(
        (part) => part !== '',
      );
      return missing.length === 0
        ? []
        : [
            advised(
              pointer,
              'template refuses nothing',
              `the Rego has no ${missing.join(' and no ')}`,
              'Write violation[{"msg": msg}] { … } in a package.',
            ),
          ];
    }),
});
