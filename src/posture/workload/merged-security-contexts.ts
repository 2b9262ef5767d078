// SPDX-License-Identifier: Apache-2.0
// Reads the raw securityContext of the pod: one that holds fields of pods and fields that only containers have was put together
// of two.
import { isObject } from '../../model/json.ts';
import { setOperation } from '../../model/patch.ts';
import { valueAt } from '../../model/pointer.ts';
import { defineCheck } from '../check.ts';
import { containerPlaces, patchRemedy, specPath } from '../facts/container-faults.ts';
import { fieldsOfContainers } from '../facts/security-context-fields.ts';

export const mergedSecurityContexts = defineCheck({
  id: 'merged-security-contexts',
  title: 'Two security contexts are pasted into one',
  why: 'A guide shows one for the pod and one for containers. Pasted below each other the key is given twice and only the last counts; merged, half of it is dropped. Either way the manifest promises what does not hold.',
  remedy: 'Give the pod its own fields and each container its own.',
  severity: 'low',
  layer: 'workload',
  threats: ['privilege-escalation'],
  references: ['https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#security-context'],
  aliases: [],
  appliesTo: 'workload',
  evaluate: (workload) => {
    const { body } = workload.object;
    const path = `${specPath(workload)}/securityContext`;
    const context = valueAt(body, path);
    if (!isObject(context)) return [];
    const foreign = Object.entries(context).filter(([name]) => fieldsOfContainers.has(name));
    const own = Object.fromEntries(Object.entries(context).filter(([name]) => !fieldsOfContainers.has(name)));
    if (foreign.length < 2 || Object.keys(own).length < 2) return [];
    const moved = containerPlaces(workload)
      .filter(({ type }) => type !== 'ephemeralContainers')
      .map(({ pointer }) => {
        const present = valueAt(body, `${pointer}/securityContext`);
        return setOperation(body, `${pointer}/securityContext`, { ...Object.fromEntries(foreign), ...(isObject(present) ? present : {}) });
      });
    return [
      {
        kind: 'fault',
        path,
        reason: 'two security contexts in one',
        detail: `${foreign.map(([name]) => name).join(', ')} belong to the containers`,
        remedy: patchRemedy([{ op: 'replace', path, value: own }, ...moved], 'Fields that Kubernetes ignored until now come into force.'),
      },
    ];
  },
});
