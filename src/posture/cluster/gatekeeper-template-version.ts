// SPDX-License-Identifier: Apache-2.0
// Reads apiVersion of a ConstraintTemplate: templates.gatekeeper.sh/v1 is stable since Gatekeeper 3.6.
import { defineCheck } from '../check.ts';
import { replaced } from '../facts/advice.ts';
import { templateKinds } from '../facts/gatekeeper.ts';

export const gatekeeperTemplateVersion = defineCheck({
  id: 'gatekeeper-template-version',
  title: 'Constraint template is of an outdated version',
  why: 'A beta is dropped one day, and the upgrade that drops it leaves the cluster without the rule. v1beta1 also takes parameters that no schema describes.',
  remedy: 'Use templates.gatekeeper.sh/v1, whose schema must be structural.',
  severity: 'low',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://open-policy-agent.github.io/gatekeeper/website/docs/constrainttemplates'],
  aliases: [],
  appliesTo: { kinds: templateKinds },
  evaluate: ({ apiVersion }) =>
    apiVersion === 'templates.gatekeeper.sh/v1'
      ? []
      : [
          replaced(
            '/apiVersion',
            'outdated version',
            `${apiVersion} precedes v1`,
            'templates.gatekeeper.sh/v1',
            'Parameters that the schema does not describe are refused in v1.',
          ),
        ],
});
