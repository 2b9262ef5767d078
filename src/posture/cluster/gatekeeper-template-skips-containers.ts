// SPDX-License-Identifier: Apache-2.0
// Reads the Rego of a ConstraintTemplate with its libraries: where it judges images or security contexts of spec.containers, it
// must name initContainers and ephemeralContainers as well.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { templateKinds } from '../facts/gatekeeper.ts';
import { regoSources } from '../facts/rego.ts';

export const gatekeeperTemplateSkipsContainers = defineCheck({
  id: 'gatekeeper-template-skips-containers',
  title: 'Constraint template does not look at every container',
  why: 'Whatever the rule refuses runs as an init container, or is added to a running pod as an ephemeral one with kubectl debug.',
  remedy: 'Judge containers, initContainers and ephemeralContainers alike.',
  severity: 'high',
  layer: 'cluster',
  threats: ['container-escape', 'privilege-escalation', 'supply-chain'],
  references: [
    'https://open-policy-agent.github.io/gatekeeper/website/docs/constrainttemplates',
    'https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/',
  ],
  aliases: [],
  appliesTo: { kinds: templateKinds },
  evaluate: (template) =>
    regoSources(template).flatMap(({ pointer, all }) => {
      // Ephemeral containers have no resources.
      const isOfResources = /\.resources\b/.test(all) && !/\bsecurityContext\b/.test(all);
      const lists = isOfResources ? ['initContainers'] : ['initContainers', 'ephemeralContainers'];
      const missing = lists.filter((list) => !all.includes(list));
      const judges = /\bcontainers\b/.test(all) && /\.image\b|\bsecurityContext\b/.test(all);
      if (!judges || missing.length === 0) return [];
      const advice = 'Collect the containers of all three lists in one rule, and iterate over that.';
      return [advised(pointer, 'containers are passed over', `the rules never name ${missing.join(' or ')}`, advice)];
    }),
});
