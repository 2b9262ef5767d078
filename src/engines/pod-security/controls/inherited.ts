// SPDX-License-Identifier: Apache-2.0
// A field of securityContext that must be set, by the pod for all its containers or by each container for itself.
import type { Container, PodSpec } from '../../../model/pod.ts';
import type { Pointer } from '../../../model/pointer.ts';
import { type AnySecurityContext, type Offender, offenders, pathsTo, type Setters, settersOf } from '../containers.ts';

export interface InheritedField<T> {
  /** Pointer from the securityContext. */
  readonly field: Pointer;
  readonly value: (securityContext: AnySecurityContext) => T | undefined;
  readonly allows: (value: T) => boolean;
}

export interface Shortfall {
  /** Who sets the field to what is not allowed. */
  readonly wrong: Setters | undefined;
  /** The containers that do not set the field while the pod does not set it to what is allowed. */
  readonly missing: readonly Offender[];
  readonly paths: readonly Pointer[];
}

const none: readonly Offender[] = [];

/** Makes the function that finds where the field is wrong or missing; undefined where it is set as it must be. */
export function shortfallOf<T>({ field, value, allows }: InheritedField<T>): (spec: PodSpec) => Shortfall | undefined {
  const isUnset = ({ securityContext }: Container) => securityContext === undefined || value(securityContext) === undefined;
  const wrongSetters = settersOf((securityContext) => {
    const set = value(securityContext);
    return set !== undefined && !allows(set);
  });
  return (spec) => {
    const ofPod = spec.securityContext && value(spec.securityContext);
    const wrong = wrongSetters(spec);
    const missing = ofPod !== undefined && allows(ofPod) ? none : offenders(spec, isUnset);
    if (wrong === undefined && missing.length === 0) return undefined;
    const wrongPaths = wrong?.all.map(({ path }) => `${path}${field}`) ?? [];
    return { wrong, missing, paths: [...wrongPaths, ...missingPaths(spec, field, ofPod === undefined, missing)] };
  };
}

/** One place for the whole pod where no container sets the field; where the pod's value is wrong, correcting that is enough. */
function missingPaths(spec: PodSpec, field: Pointer, podIsUnset: boolean, missing: readonly Offender[]): readonly Pointer[] {
  if (!podIsUnset || missing.length === 0) return [];
  if (missing.length === offenders(spec, () => true).length) return [`/spec/securityContext${field}`];
  return pathsTo(`/securityContext${field}`, missing);
}
