// SPDX-License-Identifier: Apache-2.0
import type { KubernetesObject } from '../../model/object.ts';

/** The letters that Kubernetes makes random ends of names from (k8s.io/apimachinery, util/rand). */
const random = '[bcdfghjklmnpqrstvwxz2456789]';

const ends: Readonly<Record<string, RegExp>> = {
  // With the hash of the template, which is a number of up to ten digits in those letters.
  Deployment: new RegExp(`^-${random}{1,10}-(?:${random}{5}|\\*)$|^-\\*$|^-${random}{6,10}$`),
  StatefulSet: /^-(?:\d+|\*)$/,
  CronJob: new RegExp(`^-\\d+(?:-(?:${random}{5}|\\*))?$|^-\\*$`),
};
const plainEnd = new RegExp(`^-(?:${random}{5}|\\*)$`);

/** Whether a controller names its pods like this. `*` stands for what a log has folded together. */
export function isPodOf(pod: string, { kind, name }: Pick<KubernetesObject, 'kind' | 'name'>): boolean {
  if (pod === name) return true;
  if (kind === 'Pod' || !pod.startsWith(name)) return false;
  return (ends[kind] ?? plainEnd).test(pod.slice(name.length));
}
