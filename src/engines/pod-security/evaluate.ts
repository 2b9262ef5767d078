// SPDX-License-Identifier: Apache-2.0
// Follows policy/registry.go of k8s.io/pod-security-admission.
import { type KubernetesVersion, newestKubernetes } from '../../model/version.ts';
import type { Control, ControlVersion, Evaluate, Pod, Violation } from './control.ts';
import { controls } from './controls.ts';
import type { Level, LevelVersion, PolicyVersion } from './level.ts';

export interface ControlViolation extends Violation {
  /** The control's id. */
  readonly control: string;
}

export interface PodSecurityResult {
  readonly allowed: boolean;
  /** In the order in which the API server reports them; empty where the pod is allowed. */
  readonly violations: readonly ControlViolation[];
}

const allowed: PodSecurityResult = Object.freeze({ allowed: true, violations: Object.freeze([]) });

/** Whether the standard admits the pod as it stands. `latest`, and versions newer than this release knows, are the newest it knows. */
export function evaluatePod({ level, version }: LevelVersion, pod: Pod): PodSecurityResult {
  if (level === 'privileged') return allowed;
  const evaluators = evaluatorsAt(level, minorOf(version));
  let violations: ControlViolation[] | undefined;
  for (const { control, evaluate } of evaluators) {
    const violation = evaluate(pod);
    if (violation !== undefined) (violations ??= []).push({ control, ...violation });
  }
  return violations === undefined ? allowed : { allowed: false, violations };
}

/** What one control says of the pod; undefined where the pod satisfies it, or the version does not have it. */
export function evaluateControl(control: Control, version: PolicyVersion, pod: Pod): Violation | undefined {
  return behaviourAt(control, minorOf(version))?.evaluate(pod);
}

/** The controls that a level has at a version: at restricted without the baseline controls that are overridden. */
export function controlsAt(level: Level, version: PolicyVersion): readonly Control[] {
  if (level === 'privileged') return [];
  const ids = new Set(evaluatorsAt(level, minorOf(version)).map(({ control }) => control));
  return controls.filter(({ id }) => ids.has(id));
}

/** The strictest level at which every one of the pods is allowed. */
export function strictestLevel(pods: Iterable<Pod>, version: PolicyVersion): Level {
  let level: Level = 'restricted';
  for (const pod of pods) {
    if (level === 'restricted' && !evaluatePod({ level, version }, pod).allowed) level = 'baseline';
    if (level === 'baseline' && !evaluatePod({ level, version }, pod).allowed) return 'privileged';
  }
  return level;
}

function minorOf(version: PolicyVersion): number {
  return version === 'latest' ? newestKubernetes.minor : Math.min(version.minor, newestKubernetes.minor);
}

interface Evaluator {
  readonly control: string;
  readonly evaluate: Evaluate;
}

const compiled = { baseline: new Map<number, readonly Evaluator[]>(), restricted: new Map<number, readonly Evaluator[]>() };

/** The rules of a level at a minor version, compiled once. */
function evaluatorsAt(level: 'baseline' | 'restricted', minor: number): readonly Evaluator[] {
  const known = compiled[level].get(minor);
  if (known !== undefined) return known;
  const evaluators = compile(level, minor);
  compiled[level].set(minor, evaluators);
  return evaluators;
}

function compile(level: 'baseline' | 'restricted', minor: number): readonly Evaluator[] {
  const inForce = controls.filter((control) => level === 'restricted' || control.level === 'baseline');
  const overridden = new Set(inForce.flatMap((control) => behaviourAt(control, minor)?.overrides ?? []));
  return inForce.flatMap((control) => {
    const behaviour = behaviourAt(control, minor);
    return behaviour === undefined || overridden.has(control.id) ? [] : [{ control: control.id, evaluate: behaviour.evaluate }];
  });
}

function behaviourAt({ versions }: Control, minor: number): ControlVersion | undefined {
  return versions.findLast(({ since }) => Number(since.slice(2)) <= minor);
}

/** The version by which a server judges a label: `latest`, and versions newer than its own, are its own. */
export function versionOnServer(version: PolicyVersion, server: KubernetesVersion): KubernetesVersion {
  return version === 'latest' || version.minor > server.minor ? server : version;
}
