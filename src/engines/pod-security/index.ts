// SPDX-License-Identifier: Apache-2.0
// Pod security as Kubernetes decides it: README.md says against what that is tried.
export {
  type AdmissionConfiguration,
  type AdmissionRequest,
  type AdmissionResponse,
  defaultConfiguration,
  evaluateAdmission,
} from './admission.ts';
export { readConfiguration } from './configuration.ts';
export type { Control, ControlVersion, Pod, Violation } from './control.ts';
export { controls } from './controls.ts';
export { defaultedPod } from './defaulting.ts';
export {
  controlsAt,
  type ControlViolation,
  evaluateControl,
  evaluatePod,
  type PodSecurityResult,
  strictestLevel,
  versionOnServer,
} from './evaluate.ts';
export {
  compareLevels,
  formatLevelVersion,
  type Level,
  levels,
  type LevelVersion,
  parseLevel,
  parsePolicyVersion,
  type PolicyVersion,
} from './level.ts';
export { denialText, forbiddenDetail, forbiddenReason, warningText } from './message.ts';
export { type LabelError, type Mode, modes, type NamespacePolicy, type Policy, policyOf, privilegedPolicy } from './policy.ts';
