// SPDX-License-Identifier: Apache-2.0
// Reads the rules of validating webhooks and policies that judge new Pods: they must cover UPDATE of pods, by which an image is replaced,
// and pods/ephemeralcontainers. Of a ValidatingAdmissionPolicy that is asked where its expressions speak of containers.
import { field } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { defineCheck, type Fault } from '../check.ts';
import { covers, type Judge, judgesOf, validatingKinds } from '../facts/admission.ts';
import { advised } from '../facts/advice.ts';

export const admissionMissesPodChanges = defineCheck({
  id: 'admission-misses-pod-changes',
  title: 'Policy judges new Pods and not what is changed in them',
  why: 'Whoever is refused an image starts an allowed one and replaces it by a patch, or adds a debug container with what the policy forbids.',
  remedy: 'Judge CREATE and UPDATE of pods, and UPDATE of pods/ephemeralcontainers.',
  severity: 'low',
  layer: 'cluster',
  threats: ['unauthorized-access', 'privilege-escalation'],
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/#pod-update-and-replacement',
    'https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/',
  ],
  aliases: [],
  appliesTo: { kinds: validatingKinds },
  applicable: (object) => object.kind !== 'ValidatingAdmissionPolicy' || speaksOfContainers(object),
  evaluate: (object) => judgesOf(object).flatMap(faultsOf),
});

function faultsOf({ label, rules }: Judge): Fault[] {
  const rule = rules.find((one) => covers([one], '', 'pods', 'CREATE'));
  if (rule === undefined) return [];
  const faults: Fault[] = [];
  if (!covers(rules, '', 'pods', 'UPDATE')) {
    const detail = `${label} is not asked when the image of a running Pod is replaced`;
    faults.push(advised(`${rule.pointer}/operations`, 'changes of Pods are not judged', detail, 'Add UPDATE to the operations for pods.'));
  }
  if (!covers(rules, '', 'pods/ephemeralcontainers', 'UPDATE')) {
    const detail = `${label} is not asked when a debug container is added`;
    const advice = 'Add pods/ephemeralcontainers to the resources, with the operation UPDATE.';
    faults.push(advised(`${rule.pointer}/resources`, 'ephemeral containers are not judged', detail, advice));
  }
  return faults;
}

/** Of containers, and not of pods alone by their labels or volumes. */
function speaksOfContainers({ body }: KubernetesObject): boolean {
  const spec = field(body, 'spec');
  const text = JSON.stringify([field(spec, 'validations') ?? [], field(spec, 'variables') ?? []], (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  return /\bcontainers\b|\.image\b/.test(text);
}
