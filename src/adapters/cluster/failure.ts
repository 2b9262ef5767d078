// SPDX-License-Identifier: Apache-2.0
import type { Problem, ProblemCode } from '../../model/problem.ts';

/** Why a cluster, or a part of it, could not be read: a Problem that may not know its source yet. */
export class ClusterFailure extends Error {
  override readonly name = 'ClusterFailure';
  readonly code: ProblemCode;
  /** Where the fault is, where that is a file: the kubeconfig, a certificate. */
  readonly place: { readonly source?: string; readonly line?: number; readonly column?: number };

  /** The reason is one sentence without the place, as Problem's is. */
  constructor(code: ProblemCode, reason: string, place: ClusterFailure['place'] = {}, options?: ErrorOptions) {
    super(oneLine(reason), options);
    this.code = code;
    this.place = place;
  }
}

/** The problem that a failure is. Any other error is a fault of ours and is thrown on. */
export function problemOf(error: unknown, source: string): Problem {
  if (!(error instanceof ClusterFailure)) throw error;
  return { code: error.code, source, ...error.place, reason: error.message };
}

/** What programs and servers say may have many lines; a problem has one, of bounded length. */
export function oneLine(text: string): string {
  const joined = text.replaceAll(/\s+/g, ' ').trim();
  return joined.length <= 300 ? joined : `${joined.slice(0, 299)}…`;
}
