// SPDX-License-Identifier: Apache-2.0
// What a law of admission answers when a controller makes a pod. Each engine that can judge pods is one; what none can judge yet is
// one that does not know.
import type { Pod } from '../../engines/pod-security/index.ts';
import type { Labels } from '../../model/selector.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Workload } from '../../model/workload.ts';

/** A pod that is about to be made. */
export interface NewPod {
  readonly workload: Workload;
  /** The template, or a pod of today, which has what admission put into it besides. */
  readonly pod: Pod;
  readonly namespace: { readonly name: string /** Undefined where nobody knows them. */; readonly labels: Labels | undefined };
}

export type AdmissionAnswer =
  | { readonly verdict: 'allowed' }
  | {
      readonly verdict: 'refused';
      /** As the API server, or the law, says it. */
      readonly message: string;
      /** What is at fault, a short text each: what people search their manifests for. */
      readonly faults: readonly string[];
      /** From the pod; empty where the fault has no place. */
      readonly paths: readonly Pointer[];
    }
  | { readonly verdict: 'unknown'; readonly missing: string };

export interface AdmissionLaw {
  /** `Pod Security`, `K8sAllowedRepos images`. */
  readonly name: string;
  /** What states it: where that is the same before and after a change, the same pod gets the same answer. */
  readonly statedBy: unknown;
  readonly judge: (pod: NewPod) => AdmissionAnswer;
}

export const allowed: AdmissionAnswer = { verdict: 'allowed' };
