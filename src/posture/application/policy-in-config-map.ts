// SPDX-License-Identifier: Apache-2.0
// Reads the files of a ConfigMap for objects that admission would have to be given: image policies, constraint templates and
// constraints, Kyverno policies, admission policies. Left alone where a pod that mounts it applies them.
import { field, stringField } from '../../model/json.ts';
import { containerInvocations } from '../../model/components/invocation.ts';
import type { Inventory } from '../../model/inventory.ts';
import { groupOf, type KubernetesObject } from '../../model/object.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { containerPlaces } from '../facts/container-faults.ts';
import { embeddedFiles, mappings } from '../facts/embedded-yaml.ts';
import { workloadsMounting } from '../facts/config-map-readers.ts';

const kinds: ReadonlySet<string> = new Set([
  'ClusterImagePolicy',
  'ConstraintTemplate',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
]);
const groups: ReadonlySet<string> = new Set([
  'policy.sigstore.dev',
  'constraints.gatekeeper.sh',
  'templates.gatekeeper.sh',
  'kyverno.io',
  'policies.kyverno.io',
]);

const applying: ReadonlySet<string> = new Set(['kubectl', 'helm', 'kapp', 'kustomize', 'oc']);

/** Whether a pod of the namespace that mounts the ConfigMap starts a program that applies files. */
function isApplied(object: KubernetesObject, inventory: Inventory): boolean {
  return workloadsMounting(object, inventory).some((workload) =>
    containerPlaces(workload).some((place) =>
      containerInvocations(place.container, place.pointer).some(({ program }) => applying.has(program)),
    ),
  );
}

export const policyInConfigMap = defineCheck({
  id: 'policy-in-config-map',
  title: 'Policy lies in a ConfigMap, where nobody reads it',
  why: 'The cluster looks protected and is not: a controller acts on objects of its own kinds, and a ConfigMap is only text.',
  remedy: 'Apply the policy itself.',
  severity: 'high',
  layer: 'application',
  threats: ['supply-chain', 'unauthorized-access'],
  references: ['https://docs.sigstore.dev/policy-controller/overview/'],
  aliases: [],
  appliesTo: { kinds: ['ConfigMap'] },
  evaluate: (object, { inventory }) =>
    embeddedFiles(object).flatMap((file) => {
      if (!file.text.includes('apiVersion')) return [];
      const policies = mappings(file).filter((document) => {
        const kind = stringField(document, 'kind') ?? '';
        return kinds.has(kind) || groups.has(groupOf(stringField(document, 'apiVersion') ?? ''));
      });
      const named = policies
        .filter((document) => field(document, 'spec') !== undefined)
        .map((document) => stringField(document, 'kind') ?? '');
      if (named.length === 0 || isApplied(object, inventory)) return [];
      const advice = 'Take the document out of the ConfigMap and apply it to the cluster.';
      return [advised(file.pointer, 'policy is only text', `${file.key} holds a ${[...new Set(named)].join(' and a ')}`, advice)];
    }),
});
