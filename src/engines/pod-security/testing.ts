// SPDX-License-Identifier: Apache-2.0
// Short ways to write pods in the tests of this folder.
import type { JsonObject } from '../../model/json.ts';
import { decodePodTemplate } from '../../model/pod-decode.ts';
import type { Control, Pod, Violation } from './control.ts';
import { evaluateControl } from './evaluate.ts';
import { parsePolicyVersion } from './level.ts';

/** A pod with the container `a`, unless `spec` has others. */
export function podOf(spec: JsonObject = {}, annotations: JsonObject = {}): Pod {
  const {
    metadata,
    spec: decoded,
    wrongTypes,
  } = decodePodTemplate({ metadata: { annotations }, spec: { containers: [{ name: 'a' }], ...spec } }, '');
  if (wrongTypes.length > 0) throw new TypeError(JSON.stringify(wrongTypes));
  return { metadata, spec: decoded };
}

/** The containers a, b, … with these security contexts. */
export function containersOf(...securityContexts: readonly JsonObject[]): JsonObject {
  return { containers: securityContexts.map((securityContext, index) => ({ name: 'abc'.charAt(index), securityContext })) };
}

/** What satisfies every control of every version, in a Pod of Linux. */
export const hardened: JsonObject = {
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  ...containersOf({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } }),
};

export function violationOf(control: Control, version: string, spec: JsonObject, annotations?: JsonObject): Violation | undefined {
  return evaluateControl(control, parsePolicyVersion(version) ?? 'latest', podOf(spec, annotations));
}
