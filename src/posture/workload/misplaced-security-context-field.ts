// SPDX-License-Identifier: Apache-2.0
// Reads the raw securityContext of pod and containers: allowPrivilegeEscalation, capabilities, privileged, procMount and
// readOnlyRootFilesystem are fields of containers alone; fsGroup, fsGroupChangePolicy, supplementalGroups,
// supplementalGroupsPolicy, sysctls and seLinuxChangePolicy of the pod alone. None of them stands in the container or the spec
// itself, and no securityContext above the spec of the pod.
import { field, isObject, type Json, type JsonObject } from '../../model/json.ts';
import { setOperation } from '../../model/patch.ts';
import { pointer, tokens, valueAt } from '../../model/pointer.ts';
import type { Workload } from '../../model/workload.ts';
import { defineCheck, type Fault } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { containerPlaces, patchRemedy, specPath } from '../facts/container-faults.ts';
import { fieldsOfContainers, fieldsOfPods } from '../facts/security-context-fields.ts';

function keysAmong(context: Json | undefined, names: ReadonlySet<string>): (keyof JsonObject & string)[] {
  return isObject(context) ? Object.keys(context).filter((key) => names.has(key)) : [];
}

/** Fields of a security context that stand beside it: in the container, or in the spec of the pod. */
function outside(workload: Workload): Fault[] {
  const { body } = workload.object;
  const holders = [
    { pointer: specPath(workload), label: 'the pod' },
    ...containerPlaces(workload).map(({ pointer, label }) => ({ pointer, label })),
  ];
  return holders.flatMap(({ pointer, label }) =>
    keysAmong(valueAt(body, pointer), allFields).map((name) =>
      advised(
        `${pointer}/${name}`,
        'field outside of the securityContext',
        `${label} has no ${name}: only its securityContext has`,
        `Move ${name} to ${pointer}/securityContext.`,
      ),
    ),
  );
}

/** Security contexts above the spec of the pod: in the spec of its controller, or beside it in the template. */
function above({ object: { body }, templatePath }: Workload): Fault[] {
  const steps = tokens(templatePath);
  return steps.flatMap((_, index) => {
    const path = pointer(...steps.slice(0, index + 1), 'securityContext');
    return valueAt(body, path) === undefined
      ? []
      : advised(
          path,
          'a securityContext outside of the pod',
          'only the pod and its containers have one',
          `Move it to ${templatePath}/spec.`,
        );
  });
}

const allFields: ReadonlySet<string> = new Set([
  ...fieldsOfContainers,
  ...fieldsOfPods,
  'runAsUser',
  'runAsGroup',
  'runAsNonRoot',
  'seLinuxOptions',
  'seccompProfile',
  'appArmorProfile',
  'windowsOptions',
]);

export const misplacedSecurityContextField = defineCheck({
  id: 'misplaced-security-context-field',
  title: 'Security setting stands where Kubernetes does not read it',
  why: 'Strict validation refuses the manifest; otherwise the field is dropped in silence, and the container runs with the very privileges that somebody believed to have taken from it.',
  remedy: 'Move the field to the securityContext that has it.',
  severity: 'high',
  layer: 'workload',
  threats: ['privilege-escalation', 'container-escape'],
  references: ['https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#security-context'],
  aliases: [],
  appliesTo: 'workload',
  evaluate: (workload) => {
    const { body } = workload.object;
    const path = `${specPath(workload)}/securityContext`;
    const ofPod = valueAt(body, path);
    const places = containerPlaces(workload);
    const ofContainers = places.flatMap(({ pointer, label }) => {
      const context = valueAt(body, `${pointer}/securityContext`);
      return keysAmong(context, fieldsOfPods).map((name) =>
        advised(
          `${pointer}/securityContext/${name}`,
          'field of the pod in a container',
          `${label} has no ${name}: only the pod has`,
          `Move ${name} to ${path}.`,
        ),
      );
    });
    const misplaced = keysAmong(ofPod, fieldsOfContainers).map((name) => {
      const value = field(ofPod, name) ?? null;
      return {
        kind: 'fault' as const,
        path: `${path}/${name}`,
        reason: 'field of containers in the pod',
        detail: `the pod has no ${name}: only its containers have`,
        remedy: patchRemedy(
          [
            { op: 'remove' as const, path: `${path}/${name}` },
            ...places
              .filter(
                ({ type, pointer }) => type !== 'ephemeralContainers' && valueAt(body, `${pointer}/securityContext/${name}`) === undefined,
              )
              .map((place) => setOperation(body, `${place.pointer}/securityContext/${name}`, value)),
          ],
          'What Kubernetes ignored until now comes into force.',
        ),
      };
    });
    return [...misplaced, ...ofContainers, ...outside(workload), ...above(workload)];
  },
});
