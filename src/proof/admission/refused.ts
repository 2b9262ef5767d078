// SPDX-License-Identifier: Apache-2.0
// Which workloads a change keeps from running: their next pods are refused, and are not today.
import type { Pod } from '../../engines/pod-security/index.ts';
import { namespaceOf } from '../../engines/network/index.ts';
import type { Inventory } from '../../model/inventory.ts';
import { decodePodTemplate } from '../../model/pod-decode.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Workload } from '../../model/workload.ts';
import { identityOf } from '../change/identity.ts';
import type { AdmissionAnswer, AdmissionLaw, NewPod } from './law.ts';
import { type Restart, restartOf } from './restart.ts';

export interface Refusal {
  readonly workload: Workload;
  readonly law: string;
  readonly message: string;
  readonly faults: readonly string[];
  /** From the object. */
  readonly paths: readonly string[];
  /** Of what admission put into the pods of today, which the template does not have. */
  readonly injected: boolean;
  readonly restart: Restart;
  /** How many pods run today, and go on running until they are made again. */
  readonly running: number;
}

/** What a law could not answer, for all workloads that it is asked about. */
export interface UnknownAnswer {
  readonly law: string;
  readonly missing: string;
  readonly workloads: readonly Workload[];
}

export interface Admission {
  readonly judged: number;
  readonly refused: readonly Refusal[];
  /** Refused today already: the change is not to blame. */
  readonly standing: readonly Refusal[];
  /** Refused today, and admitted afterwards. */
  readonly admitted: readonly Workload[];
  readonly unknown: readonly UnknownAnswer[];
}

/** The laws in force on both sides of a change. */
export interface Laws {
  readonly before: readonly AdmissionLaw[];
  readonly after: readonly AdmissionLaw[];
}

/** Every workload after a change, by every law before and after. */
export function admissionOf(before: Inventory, after: Inventory, laws: Laws): Admission {
  const old = new Map(before.workloads.map((workload) => [identityOf(workload.object), workload] as const));
  const [namespacesBefore, namespacesAfter] = [labelsByNamespace(before), labelsByNamespace(after)];
  const refused: Refusal[] = [];
  const standing: Refusal[] = [];
  const admitted: Workload[] = [];
  const unknown = new Map<string, UnknownAnswer & { readonly workloads: Workload[] }>();

  for (const workload of after.workloads) {
    const previous = old.get(identityOf(workload.object));
    const isNew = previous === undefined || previous.object !== workload.object;
    const restart = restartOf(workload, isNew);
    if (restart.kind === 'never') continue;
    const namespace = namespaceOf(workload.object);
    const [labelsBefore, labelsAfter] = [namespacesBefore(namespace), namespacesAfter(namespace)];
    const isTouched = isNew || labelsBefore !== labelsAfter;
    let isAdmitted = false;
    for (const law of laws.after) {
      const sameLaw = laws.before.find(({ name, statedBy }) => name === law.name && statedBy === law.statedBy);
      const { answer, injected } = worst(law, workload, { name: namespace, labels: labelsAfter });
      if (answer.verdict === 'unknown') {
        if (isTouched || sameLaw === undefined) addUnknown(law.name, answer.missing, workload);
        continue;
      }
      const earlier =
        previous === undefined ? undefined : earlierAnswer(law, laws.before, previous, { name: namespace, labels: labelsBefore });
      if (answer.verdict === 'allowed') {
        if (earlier?.verdict === 'refused') isAdmitted = true;
        continue;
      }
      const { message, faults } = answer;
      const paths = injected ? [] : answer.paths.map((path) => `${workload.templatePath}${path}`);
      const refusal = { workload, law: law.name, message, faults, paths, injected, restart, running: runningPods(workload) };
      (earlier?.verdict === 'refused' ? standing : refused).push(refusal);
    }
    if (isAdmitted) admitted.push(workload);
  }
  return { judged: after.workloads.length, refused, standing, admitted, unknown: [...unknown.values()] };

  function addUnknown(law: string, missing: string, workload: Workload): void {
    const key = JSON.stringify([law, missing]);
    const known = unknown.get(key) ?? { law, missing, workloads: [] };
    known.workloads.push(workload);
    unknown.set(key, known);
  }
}

function earlierAnswer(law: AdmissionLaw, laws: readonly AdmissionLaw[], workload: Workload, namespace: NewPod['namespace']) {
  const same = laws.find(({ name }) => name === law.name);
  return same === undefined ? undefined : worst(same, workload, namespace).answer;
}

/** Of the template, and of a pod as admission has left it: what was put into that one is put into the next. */
function worst(law: AdmissionLaw, workload: Workload, namespace: NewPod['namespace']): { answer: AdmissionAnswer; injected: boolean } {
  const answer = law.judge({ workload, pod: workload, namespace });
  const [pod] = workload.pods;
  if (answer.verdict !== 'allowed' || pod === undefined) return { answer, injected: false };
  const live = law.judge({ workload, pod: podOf(pod), namespace });
  return { answer: live, injected: live.verdict === 'refused' };
}

const decoded = new WeakMap<KubernetesObject, Pod>();

function podOf(object: KubernetesObject): Pod {
  const known = decoded.get(object) ?? decodePodTemplate(object.body, '');
  decoded.set(object, known);
  return known;
}

function runningPods({ object, pods }: Workload): number {
  return object.kind === 'Pod' ? 1 : pods.length;
}

/** The labels of namespaces: the same for as long as a change leaves them alone; undefined where the inventory has no such object. */
function labelsByNamespace(inventory: Inventory) {
  const known = new Map((inventory.byKind.get('Namespace') ?? []).map(({ name, labels }) => [name, labels] as const));
  return (name: string) => known.get(name);
}
