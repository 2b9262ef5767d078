// SPDX-License-Identifier: Apache-2.0
// Reads the rules named violation of a ConstraintTemplate: one that goes through containers must build its message, or its
// details, with what it found.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { templateKinds } from '../facts/gatekeeper.ts';
import { regoSources, silentViolations } from '../facts/rego.ts';

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
    regoSources(template).flatMap((source) => {
      const { length } = silentViolations(source);
      const advice = 'Write msg := sprintf("container %v …", [container.name]).';
      return length === 0 ? [] : [advised(source.pointer, 'message names no container', `${length} of the messages name none`, advice)];
    }),
});
