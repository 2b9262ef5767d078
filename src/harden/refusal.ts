// SPDX-License-Identifier: Apache-2.0

/** A text that is not changed, and why: the message is one clause for people. Thrown inside this folder, a value outside. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
