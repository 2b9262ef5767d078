// SPDX-License-Identifier: Apache-2.0
import { pointer, tokens } from '../model/pointer.ts';
import { holdsSecrets } from '../model/redact.ts';
import type { Finding } from '../posture/finding.ts';
import { nodeAt, openDocument, type TextOf } from './places.ts';
import { type DiffLine, remedyDiff } from './remedy-diff.ts';

/** The offending line of a finding, what of it to underline, and the lines of its remedy. */
export interface Quote {
  readonly number: number;
  readonly text: string;
  /** Columns of `text` to underline, zero-based, the end exclusive. */
  readonly from: number;
  readonly to: number;
  readonly remedy: readonly DiffLine[];
}

/** Quotes the source of a finding; undefined where there is no text to quote, or where it could show a Secret. Texts come masked. */
export function quoteOf(finding: Finding, textOf: TextOf): Quote | undefined {
  const { origin, path } = finding;
  if (origin.kind !== 'file' || holdsSecrets(finding.object)) return undefined;
  const text = textOf(origin.source);
  if (text === undefined) return undefined;
  const document = openDocument(origin, text);
  const node = nodeAt(document, origin.pointer, path);
  if (node === undefined) return undefined;
  const start = (node.key ?? node.value).start;
  const { line, column } = document.lines.positionOf(start);
  const lineStart = start - (column - 1);
  const lineText = text.slice(lineStart, endOfLine(text, start));
  // A block below its key is named by the key; so is the parent of something absent.
  const keyOnly = node.key !== undefined && (finding.absent.length > 0 || text.slice(start, node.value.end).includes('\n'));
  const end = keyOnly && node.key !== undefined ? node.key.end : node.value.end;
  const from = Math.max(0, start - lineStart);
  return {
    number: line,
    text: lineText,
    from,
    to: Math.max(from + 1, Math.min(end - lineStart, lineText.trimEnd().length)),
    remedy: finding.remedy?.kind === 'patch' ? remedyDiff(document, origin.pointer, finding.remedy.patch) : [],
  };
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end > 0 && text[end - 1] === '\r' ? end - 1 : end;
}

/** A pointer as people write field paths: `spec.containers[0].image`. */
export function fieldPath(path: string): string {
  return tokens(path)
    .map((token, index) => {
      if (/^\d+$/.test(token)) return `[${token}]`;
      if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(token)) return `["${token}"]`;
      return index === 0 ? token : `.${token}`;
    })
    .join('');
}

/** A finding's full path: what is there, and what is missing below it. */
export function fullPath(finding: Pick<Finding, 'path' | 'absent'>): string {
  return `${finding.path}${pointer(...finding.absent)}`;
}
