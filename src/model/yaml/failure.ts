// SPDX-License-Identifier: Apache-2.0
import type { ProblemCode } from '../problem.ts';

/** Why one document cannot be read; thrown inside this folder and in read.ts, which makes a Problem of it, and never leaves them. */
export class DocumentFailure extends Error {
  readonly code: ProblemCode;
  /** In the text that was read, in UTF-16 code units. */
  readonly offset: number;

  /** `reason` is one sentence for people that quotes nothing of the document: it could be a Secret. */
  constructor(code: ProblemCode, offset: number, reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.code = code;
    this.offset = offset;
  }
}

export function tooDeep(offset: number, depth: number): DocumentFailure {
  return new DocumentFailure('too-deep', offset, `nested deeper than ${depth} levels`);
}
