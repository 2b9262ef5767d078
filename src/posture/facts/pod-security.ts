// SPDX-License-Identifier: Apache-2.0
// The controls of the Pod Security Standards as checks. The engine judges, so a scan and the API server cannot disagree;
// here its verdict on a pod becomes one fault for each field, in the API server's words.
//
// A template is judged as it is written. The defaults that the API server sets in Pods (defaultedPod) refuse nothing that
// is not refused already: they repeat hostNetwork as the hostPort of each port, and an AppArmor annotation as a field.
import { type Control, controls, evaluateControl } from '../../engines/pod-security/index.ts';
import { isArray, isObject, type Json } from '../../model/json.ts';
import { decodePodTemplate } from '../../model/pod-decode.ts';
import { type Pointer, step, tokens, valueAt } from '../../model/pointer.ts';
import { compareVersions } from '../../model/version.ts';
import type { Workload } from '../../model/workload.ts';
import type { CheckContext, Evaluate, Remedy, WorkloadCheck } from '../check.ts';
import { safe } from './remedy-class.ts';
import { containerPlaces, removeRemedy, setRemedy, specPath } from './container-faults.ts';

/** How the fault at a place is closed; `path` is from the object. */
type RemedyOf = (workload: Workload, path: Pointer, context: CheckContext) => Remedy;

type Behaviour = Pick<WorkloadCheck, 'versions' | 'applicable'>;

/** A check's behaviour, version by version, of the control with this id. Throws TypeError where there is none. */
export function podSecurityBehaviour(controlId: string, remedyOf: RemedyOf): Behaviour {
  const { versions } = controlOf(controlId);
  return { versions: versions.map((version) => ({ since: version.since, evaluate: faultsOf(version, remedyOf) })) };
}

/**
 * The behaviour of a control that exempts Pods of Windows since 1.25: to them the check does not apply. One that selects
 * nodes of Windows without saying that it is for Windows is refused nonetheless, and is made to say so.
 */
export function podSecurityBehaviourExceptWindows(controlId: string, remedyOf: RemedyOf): Behaviour {
  const { versions } = podSecurityBehaviour(controlId, (workload, path, context) =>
    exemptsWindows(context) && workload.spec.nodeSelector?.['kubernetes.io/os'] === 'windows'
      ? setRemedy(workload, `${specPath(workload)}/os/name`, 'windows', 'A Pod of Windows may set no field that Linux alone has.')
      : remedyOf(workload, path, context),
  );
  return { versions, applicable: ({ spec }, context) => spec.os?.name !== 'windows' || !exemptsWindows(context) };
}

function exemptsWindows({ version }: CheckContext): boolean {
  return compareVersions(version, { major: 1, minor: 25 }) >= 0;
}

function controlOf(id: string): Control {
  const found = controls.find((control) => control.id === id);
  if (found === undefined) throw new TypeError(`pod security has no control ${id}`);
  return found;
}

/** A fault for each field. What an overridden control says of the same field is left to that control's own check. */
function faultsOf({ evaluate, overrides = [] }: Control['versions'][number], remedyOf: RemedyOf): Evaluate<Workload> {
  const overridden = overrides.map(controlOf);
  return (workload, context) => {
    const violation = evaluate(workload);
    if (violation === undefined) return [];
    const told = new Set(overridden.flatMap((control) => evaluateControl(control, context.version, workload)?.paths ?? []));
    return violation.paths
      .filter((path) => !told.has(path))
      .map((path) => {
        // The API server speaks of all containers at once; of a pod with this fault alone it speaks of this one.
        const { reason, detail } = violation.paths.length === 1 ? violation : (evaluate(podAlong(workload, path)) ?? violation);
        const place = `${workload.templatePath}${path}`;
        return { kind: 'fault', path: place, reason, detail: detail === '' ? reason : detail, remedy: remedyOf(workload, place, context) };
      });
  };
}

/** The pod with nothing in it but what lies on the way to a place. */
function podAlong({ object, templatePath }: Workload, path: Pointer) {
  return decodePodTemplate(along(object.body, tokens(`${templatePath}${path}`)), templatePath);
}

function along(value: Json, [token, ...rest]: readonly string[]): Json {
  if (token === undefined) return value;
  const next = step(value, token);
  if (isArray(value)) return next === undefined ? [] : [along(next, rest)];
  if (!isObject(value)) return value;
  return {
    ...(value['name'] !== undefined && { name: value['name'] }),
    // That a container keeps capabilities is another fault than that it adds one.
    ...(token === 'add' && { drop: ['ALL'] }),
    ...(next !== undefined && { [token]: along(next, rest) }),
  };
}

/** A user to start from, beyond those that nodes and images give to their own. */
export const unprivilegedUser = 10_001;

/** The pointer to what holds the place. */
export function parentOf(path: Pointer): Pointer {
  return path.slice(0, path.lastIndexOf('/'));
}

/** A remedy that removes an item of a list, and the list with its last item. */
export function removeItemRemedy({ object }: Workload, path: Pointer, note?: string): Remedy {
  const list = valueAt(object.body, parentOf(path));
  return removeRemedy(isArray(list) && list.length === 1 ? parentOf(path) : path, note);
}

/** Advice, for what a program finds in a volume cannot be known; a volume that no container mounts can go. */
export function volumeRemedy(workload: Workload, source: Pointer, advice: string): Remedy {
  const volume = parentOf(source);
  const name = valueAt(workload.object.body, `${volume}/name`);
  const isMounted = containerPlaces(workload).some(({ container }) => container.volumeMounts?.some((mount) => mount.name === name));
  if (isMounted) return { kind: 'advice', advice };
  const remedy = removeItemRemedy(workload, volume, 'No container mounts the volume.');
  const type = valueAt(workload.object.body, `${source}/type`);
  // One that is made on the node when the pod starts may be there for others.
  return typeof type === 'string' && type.endsWith('OrCreate') ? remedy : safe(remedy);
}
