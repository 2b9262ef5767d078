// SPDX-License-Identifier: Apache-2.0
// Shared by the tests of checks on components: what a check says of a program that is started or configured like this.
import type { JsonObject } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Check } from '../check.ts';
import { evaluateOn, objectOf, podOf } from '../testing.ts';

/** A static Pod whose only container has this command. */
export function staticPod(...command: readonly string[]): KubernetesObject {
  return podOf({ containers: [{ name: 'program', command }] });
}

/** What was seen of a node that runs one program. */
export function nodeRunning(...command: readonly string[]): KubernetesObject {
  return objectOf({ apiVersion: 'rampart.dev/v1alpha1', kind: 'NodeEvidence', metadata: { name: 'node' }, processes: [{ command }] });
}

/** What was seen of a node that has one file. */
export function nodeWith(file: JsonObject): KubernetesObject {
  return objectOf({ apiVersion: 'rampart.dev/v1alpha1', kind: 'NodeEvidence', metadata: { name: 'node' }, files: [file] });
}

/** A KubeletConfiguration that was read from a file of this name. */
export function kubeletFile(source: string, body: JsonObject): KubernetesObject {
  const object = objectOf({ apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration', ...body });
  return { ...object, origin: { kind: 'file', source, start: 0, end: 0, pointer: '' } };
}

/** Verdict and place of each finding, `fail /spec/containers/0/command/1`; an empty list is a pass. */
export function verdicts(check: Check, ...objects: readonly KubernetesObject[]): string[] {
  return evaluateOn(check, objects).findings.map(({ verdict, path }) => `${verdict} ${path}`);
}
