// SPDX-License-Identifier: Apache-2.0
// Reads the Rego and CEL of a ConstraintTemplate for runAsNonRoot, runAsUser, runAsGroup, seccompProfile, seLinuxOptions: fields of pod
// and container, where the container's wins. Each that is read of one must be read of the other. Rego that takes a security
// context whole is not judged.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { templateKinds } from '../facts/gatekeeper.ts';
import { celSources, regoSources, securityContextFields, securityContextFieldsOfCel } from '../facts/rego.ts';

const shared = ['runAsNonRoot', 'runAsUser', 'runAsGroup', 'seccompProfile', 'seLinuxOptions'];

function adviceFor(name: string): string {
  return `Take ${name} of the container where it is set, of the pod otherwise, and judge that.`;
}

export const gatekeeperTemplateSecurityContext = defineCheck({
  id: 'gatekeeper-template-security-context',
  title: 'Constraint template reads half of a security context',
  why: 'Read of the pod alone, a container overrides the value and runs as root unseen. Read of the container alone, pods that say it once for all are refused, and people ask for exemptions.',
  remedy: 'Judge the effective value: the container’s, and the pod’s where the container says nothing.',
  severity: 'high',
  layer: 'cluster',
  threats: ['privilege-escalation', 'container-escape'],
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
    'https://open-policy-agent.github.io/gatekeeper/website/docs/constrainttemplates',
  ],
  aliases: [],
  appliesTo: { kinds: templateKinds },
  evaluate: (template) => {
    const sources = [
      ...regoSources(template).map((source) => ({ pointer: source.pointer, read: securityContextFields(source) })),
      ...celSources(template).map(({ pointer, text }) => ({ pointer, read: securityContextFieldsOfCel(text) })),
    ];
    return sources.flatMap(({ pointer, read }) => {
      if (read === undefined) return [];
      const ofPod = shared.filter((name) => read.pod.has(name) && !read.container.has(name));
      const ofContainer = shared.filter((name) => read.container.has(name) && !read.pod.has(name));
      return [
        ...ofPod.map((name) => advised(pointer, 'container’s value is not seen', `${name} is read of the pod alone`, adviceFor(name))),
        ...ofContainer.map((name) => advised(pointer, 'pod’s value is not seen', `${name} is read of containers alone`, adviceFor(name))),
      ];
    });
  },
});
