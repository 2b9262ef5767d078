// SPDX-License-Identifier: Apache-2.0

/** Why a piece of input could not be used. */
export type ProblemCode =
  | 'not-found'
  | 'unreadable'
  | 'symlink-cycle'
  | 'binary'
  | 'encoding'
  | 'syntax'
  | 'duplicate-key'
  | 'too-deep'
  | 'too-many-aliases'
  | 'document-too-large'
  | 'file-too-large'
  | 'wrong-type'
  | 'pem'
  | 'missing-program'
  | 'render-failed'
  | 'invalid-exception'
  | 'interrupted'
  | 'kubeconfig'
  | 'credentials'
  | 'unreachable'
  | 'list-failed'
  | 'forbidden';

/** Bad input: one clear line. The rest of the work goes on; the exit code says that it was incomplete. */
export interface Problem {
  readonly code: ProblemCode;
  /** The source's name as in FileOrigin. */
  readonly source: string;
  /** One-based, where the problem has a place. */
  readonly line?: number;
  readonly column?: number;
  /** One sentence without the place: what is wrong and, where it helps, what to do. */
  readonly reason: string;
}
