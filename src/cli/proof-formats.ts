// SPDX-License-Identifier: Apache-2.0
// The formats of a proof: how each is rendered, and which extension of a file names it.
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Amendment } from '../harden/amendments/amendment.ts';
import type { TextOf } from '../report/places.ts';
import { amendmentFiles } from '../report/proof/amendment-files.ts';
import { renderProofHtml } from '../report/proof/proof-html.ts';
import { proofData } from '../report/proof/proof-json.ts';
import { renderProofMarkdown } from '../report/proof/proof-markdown.ts';
import type { ProofReport } from '../report/proof/proof-report.ts';
import { renderProof } from '../report/proof/proof-table.ts';
import { stringify } from '../report/stringify.ts';
import { UsageError } from './exit-codes.ts';
import { writeWhole } from './output.ts';
import { stdoutPage } from './terminal.ts';

export const proofFormats = ['table', 'json', 'markdown', 'html'] as const;
export type ProofFormat = (typeof proofFormats)[number];

export const proofExtensions: Readonly<Record<string, ProofFormat>> = {
  '.txt': 'table',
  '.json': 'json',
  '.md': 'markdown',
  '.html': 'html',
};

export function renderedProof(format: ProofFormat, report: ProofReport, textOf: TextOf, verbose: boolean): Iterable<string> {
  switch (format) {
    case 'table':
      return [renderProof(report, textOf, stdoutPage(), verbose)];
    case 'json':
      return [`${stringify(proofData(report, textOf), 2)}\n`];
    case 'markdown':
      return [renderProofMarkdown(report, textOf)];
    case 'html':
      return renderProofHtml(report, textOf);
  }
}

/** What is in the folder would be applied with the rest: it has to be empty. */
export function checkAmendmentFolder(folder: string): void {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw new UsageError(`--amendments ${folder} cannot be used: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (names.length > 0) throw new UsageError(`--amendments ${folder}: the folder has files, which would be applied too: name an empty one`);
}

export function writeAmendments(folder: string, amendments: readonly Amendment[]): void {
  mkdirSync(folder, { recursive: true });
  for (const { name, text } of amendmentFiles(amendments)) {
    const file = path.join(folder, ...name.split('/'));
    mkdirSync(path.dirname(file), { recursive: true });
    writeWhole(file, [text]);
  }
}
