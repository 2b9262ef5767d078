// SPDX-License-Identifier: Apache-2.0
import type { Inventory } from '../model/inventory.ts';
import type { Json } from '../model/json.ts';
import type { Patch } from '../model/patch.ts';
import type { Pointer } from '../model/pointer.ts';
import type { KubernetesObject } from '../model/object.ts';
import { compareVersions, type KubernetesVersion, parseVersion } from '../model/version.ts';
import type { Workload } from '../model/workload.ts';

export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof severities)[number];

/** The six layers of the hardening model, outermost first. */
export const layers = ['infrastructure', 'cluster', 'node', 'network', 'workload', 'application'] as const;
export type Layer = (typeof layers)[number];

/** The six threats of the hardening model. */
export const threats = [
  'unauthorized-access',
  'privilege-escalation',
  'container-escape',
  'data-exposure',
  'supply-chain',
  'network-attack',
] as const;
export type Threat = (typeof threats)[number];

/** A fault that has others: the check that tells it, and its field, as seen from what holds the consequence too. */
export interface Cause {
  readonly check: string;
  /** `/hostNetwork` brings about what is found anywhere in a pod spec that has it; '' what is found at the fault itself or below. */
  readonly at: Pointer;
}

/** What a check is, apart from what it evaluates. */
export interface CheckMetadata {
  /** Public and permanent: a readable slug, the name of the file, the export (in camel case) and the page. */
  readonly id: string;
  /** What is wrong when it fires, as a short sentence without a full stop: "Container may gain privileges". */
  readonly title: string;
  /** Why it matters: what an attacker does with it. One to three sentences. */
  readonly why: string;
  /** What to do about it, in general. One or two sentences. */
  readonly remedy: string;
  readonly severity: Severity;
  readonly layer: Layer;
  readonly threats: readonly Threat[];
  /** Where to read on: documentation of the field, the standard that demands it. At least one. */
  readonly references: readonly string[];
  /** The same thing in other catalogues: `CIS-5.2.2`, `KSV017`, `C-0057`, `kube-linter:privileged-container`, `T1611`. */
  readonly aliases: readonly string[];
  /** More specific checks: where one of them fires at the same place or below it, this one is not told apart. */
  readonly yieldsTo?: readonly string[];
  /** Faults of other fields that bring this one about: while they stand it is their consequence, and not told apart. */
  readonly followsFrom?: readonly Cause[];
  /** Judges what files say: a cluster hands out its objects at a version it serves, so nothing is asked of it or missed there. */
  readonly filesAlone?: true;
  readonly deprecated?: { readonly since: string; readonly replacedBy?: string };
}

/**
 * Who may apply a patch. `safe`: anybody, for no program that the manifest may run can fail by it, and nothing is allowed that was
 * refused. `likely-safe`: whoever knows that the program is none of the few that the note names. `decision`: whoever knows the program.
 */
export const remedyClasses = ['safe', 'likely-safe', 'decision'] as const;
export type RemedyClass = (typeof remedyClasses)[number];

/** How a fault is closed: by a patch of the object, or, where only people can know the value, by advice. */
export type Remedy = PatchRemedy | { readonly kind: 'advice'; readonly advice: string };

export interface PatchRemedy {
  readonly kind: 'patch';
  readonly patch: Patch;
  /** What to review before applying it. */
  readonly note?: string;
  /** Where it is left out: `decision` with a note, `safe` without one. */
  readonly class?: RemedyClass;
}

export function remedyClass({ class: written, note }: PatchRemedy): RemedyClass {
  return written ?? (note === undefined ? 'safe' : 'decision');
}

/** One place where an object fails a check. */
export interface Fault {
  readonly kind: 'fault';
  /** Pointer from the object to the field; where it is absent, to where it belongs. The framework finds the parent. */
  readonly path: Pointer;
  /** Short, and the same for the same fault in every object: aggregates print it. */
  readonly reason: string;
  /** About this place alone: names the container, the value. */
  readonly detail: string;
  /** The value seen, or what was compared. Never the content of a Secret. */
  readonly evidence?: Json;
  readonly remedy?: Remedy;
  /** What stands at this place is a credential: no output may quote it. */
  readonly confidential?: true;
}

/** The check could not be decided: what is missing to decide it. */
export interface Undecided {
  readonly kind: 'undecided';
  readonly path: Pointer;
  readonly reason: string;
  readonly detail: string;
  /** The evidence or permission that would decide it. */
  readonly missing: string;
}

export type Outcome = Fault | Undecided;

/** What a check may know besides its subject. */
export interface CheckContext {
  readonly inventory: Inventory;
  /** The Kubernetes version the verdict is for. */
  readonly version: KubernetesVersion;
  /** When the scan takes place, in milliseconds since 1970: what expires is judged by it. */
  readonly now: number;
}

/** Pure and total: an empty list is a pass. */
export type Evaluate<Subject> = (subject: Subject, context: CheckContext) => readonly Outcome[];

export interface Versioned<Subject> {
  /** First Kubernetes version of this behaviour: '1.19'. */
  readonly since: string;
  readonly evaluate: Evaluate<Subject>;
}

interface Behaviour<Subject> {
  /** False where the check says nothing about the subject: it then counts neither as passed nor as applicable. */
  readonly applicable?: (subject: Subject, context: CheckContext) => boolean;
  /** Behaviour by version, oldest first. A subject judged for an older version than the first is not applicable. */
  readonly versions: readonly Versioned<Subject>[];
}

export interface WorkloadCheck extends CheckMetadata, Behaviour<Workload> {
  readonly appliesTo: 'workload';
  /** What it judges besides workloads: a program may run on a node without a pod. */
  readonly besides?: {
    readonly kinds: readonly string[];
    readonly applicable: (object: KubernetesObject, context: CheckContext) => boolean;
    readonly evaluate: Evaluate<KubernetesObject>;
  };
}

/** A check on objects of the kinds named: `Service`, `NetworkPolicy.networking.k8s.io` with the group, `*.group` for all of one. */
export interface ObjectCheck extends CheckMetadata, Behaviour<KubernetesObject> {
  readonly appliesTo: { readonly kinds: readonly string[] };
}

export type Check = WorkloadCheck | ObjectCheck;

type Definition<C extends Check, Subject> = Omit<C, 'versions'> &
  ({ readonly versions: readonly Versioned<Subject>[] } | { readonly evaluate: Evaluate<Subject> });

/** Makes a check of its definition; `evaluate` alone is behaviour that holds for every version. */
export function defineCheck(definition: Definition<WorkloadCheck, Workload>): WorkloadCheck;
export function defineCheck(definition: Definition<ObjectCheck, KubernetesObject>): ObjectCheck;
export function defineCheck(definition: Definition<WorkloadCheck, Workload> | Definition<ObjectCheck, KubernetesObject>): object {
  if ('versions' in definition) return Object.freeze(definition);
  const { evaluate, ...rest } = definition;
  return Object.freeze({ ...rest, versions: [{ since: '1.0', evaluate }] });
}

/** The behaviour that is in force at a version; undefined before the first. */
export function behaviourAt<Subject>(versions: readonly Versioned<Subject>[], version: KubernetesVersion): Evaluate<Subject> | undefined {
  return versions.findLast(({ since }) => {
    const parsed = parseVersion(since);
    return parsed !== undefined && compareVersions(parsed, version) <= 0;
  })?.evaluate;
}
