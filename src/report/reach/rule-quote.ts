// SPDX-License-Identifier: Apache-2.0
// A rule as it stands in its file, or as YAML where it comes from a cluster.
import { dump } from 'js-yaml';
import type { KubernetesObject } from '../../model/object.ts';
import { type Pointer, valueAt } from '../../model/pointer.ts';
import { nodeAt, openDocument, type TextOf } from '../places.ts';

export interface RuleQuote {
  /** `deploy/web.yaml:12`, or the cluster's context. */
  readonly place: string;
  readonly source: string;
  /** Absent where there is no text, or it has changed since it was read. */
  readonly line?: number;
  readonly lines: readonly QuotedLine[];
  /** Lines that were left out at the end. */
  readonly more: number;
}

export interface QuotedLine {
  readonly number?: number;
  readonly text: string;
}

const mostLines = 14;
const longestLine = 300;

export function quoteRule(object: KubernetesObject, path: Pointer, textOf: TextOf, most = mostLines): RuleQuote {
  const { origin } = object;
  const text = origin.kind === 'file' ? textOf(origin.source) : undefined;
  if (origin.kind !== 'file' || text === undefined) {
    const source = origin.kind === 'file' ? origin.source : `cluster ${origin.context}`;
    return { place: source, source, ...cut(written(object, path), most) };
  }
  const document = openDocument(origin, text);
  const node = nodeAt(document, origin.pointer, path);
  if (node === undefined) return { place: origin.source, source: origin.source, lines: [], more: 0 };
  const start = (node.key ?? node.value).start;
  const { line } = document.lines.positionOf(start);
  const from = text.lastIndexOf('\n', start - 1) + 1;
  // The text of one line may hold several nodes, in the flow style: then the line is quoted whole.
  const whole = text.slice(Math.max(from, document.start), endOfLine(text, Math.max(start, node.value.end - 1)));
  const quoted = whole
    .trimEnd()
    .split(/\r?\n/)
    .map((each, index) => ({ number: line + index, text: each }));
  // JSON without line breaks says nothing at its beginning.
  const isReadable = quoted.every(({ text: each }) => each.length <= longestLine);
  return { place: `${origin.source}:${line}`, source: origin.source, line, ...cut(isReadable ? quoted : written(object, path), most) };
}

function written({ body }: KubernetesObject, path: Pointer): QuotedLine[] {
  return dump(valueAt(body, path) ?? null, { lineWidth: 100 })
    .trimEnd()
    .split('\n')
    .map((text) => ({ text }));
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

/** Shifted left together, and no more than a reader takes in. */
function cut(lines: readonly QuotedLine[], most: number): Pick<RuleQuote, 'lines' | 'more'> {
  const indent = Math.min(...lines.filter(({ text }) => text.trim() !== '').map(({ text }) => text.length - text.trimStart().length));
  return {
    lines: lines.slice(0, most).map((line) => ({ ...line, text: line.text.slice(Number.isFinite(indent) ? indent : 0) })),
    more: Math.max(0, lines.length - most),
  };
}
