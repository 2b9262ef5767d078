// SPDX-License-Identifier: Apache-2.0
// Whether a proof still holds: what it rests on is read again and proved again.
import { readFileSync } from 'node:fs';
import { proofDocument, renderVerification, verificationData, verificationOf } from '../report/proof/verification.ts';
import { stringify } from '../report/stringify.ts';
import { exitCodes, UsageError } from './exit-codes.ts';
import { writeStdout } from './output.ts';
import { produceProof, type ProofArguments } from './produce-proof.ts';
import { stdoutPage } from './terminal.ts';

/** `parsed` reads arguments as the command line is read. */
export async function verifyProof(
  file: string,
  parsed: (given: readonly string[]) => { readonly applied: readonly string[]; readonly options: ProofArguments },
  format: string,
  rampartVersion: string,
): Promise<number> {
  const document = proofDocument(textOf(file));
  if ('reason' in document) throw new UsageError(`${file} ${document.reason}`);
  const { applied, options } = parsed(document.arguments);
  const { report } = await produceProof(applied, options, rampartVersion);
  const verification = verificationOf(document, report);
  await writeStdout([
    format === 'json' ? `${stringify(verificationData(verification), 2)}\n` : renderVerification(verification, stdoutPage()),
  ]);
  if (report.problems.length > 0) return exitCodes.incomplete;
  return verification.holds ? exitCodes.clean : exitCodes.findings;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
