// SPDX-License-Identifier: Apache-2.0
// Reads the rules named violation of a ConstraintTemplate: one that goes through containers must build its message with what it
// found.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { templateKinds } from '../facts/gatekeeper.ts';
import { regoSources, violations } from '../facts/rego.ts';

export const gatekeeperTemplateMessage = defineCheck({
  id: 'gatekeeper-template-message',
  title: 'Refusal does not name the container',
  why: 'Whoever is refused cannot tell which of the containers is meant, and turns to an exemption for the whole pod instead of the fix.',
  remedy: 'Put the name into the message with sprintf.',
  severity: 'info',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://open-policy-agent.github.io/gatekeeper/website/docs/constrainttemplates'],
  aliases: [],
  appliesTo: { kinds: templateKinds },
  evaluate: (template) =>
    regoSources(template).flatMap(({ pointer, rego }) => {
      const silent = violations(rego).filter(
        (rule) => /[cC]ontainers\b[\w.]*\s*\[/.test(rule) && /\bmsg"?\s*(?::=|=|:)\s*"[^"%]*"/.test(rule),
      );
      const advice = 'Write msg := sprintf("container %v …", [container.name]).';
      return silent.length === 0
        ? []
        : [advised(pointer, 'message names no container', `${silent.length} of the messages are fixed texts`, advice)];
    }),
});
