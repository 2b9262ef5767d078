// SPDX-License-Identifier: Apache-2.0
import { EVENT_ID, type Event, parseEvents, YAMLException } from 'js-yaml';
import type { Limits } from '../limits.ts';
import type { Range } from './documents.ts';
import { DocumentFailure, tooDeep } from './failure.ts';
import { joinedLines } from './joined-lines.ts';
import { jsonValues, looksLikeJson } from './json.ts';
import { syntaxReason } from './reasons.ts';

/** One document as events; their offsets, and its range, are those of `text`. */
export interface Parsed extends Range {
  /** What scalars are to be decoded from: the text given, every character at its place. */
  readonly text: string;
  readonly events: readonly Event[];
}

export interface ParseResult {
  /** Several only where JSON values follow one another; none where the text holds nothing but comments. */
  readonly documents: readonly Parsed[];
  readonly failure?: DocumentFailure;
}

/** Reads the text of one YAML document (of `documentRanges`), or one that holds JSON values. */
export function parse(text: string, limits: Limits): ParseResult {
  const json = looksLikeJson(text) ? jsonValues(text, limits.depth) : undefined;
  const values = json?.values.map((value) => ({ ...value, text })) ?? [];
  if (json !== undefined && json.failure === undefined) return { documents: values };
  if (json?.failure?.code === 'too-deep') return { documents: values, failure: json.failure };
  try {
    const document = parseYaml(text, limits.depth);
    return { documents: isNothing(document.events) ? [] : [document] };
  } catch (failure) {
    if (!(failure instanceof DocumentFailure)) throw failure;
    // JSON values that stand before the broken one are still read.
    return { documents: values, failure: values.length > 0 ? (json?.failure ?? failure) : failure };
  }
}

const foreignBreak = /[\u0085\u2028\u2029]/;

function parseYaml(text: string, depth: number): Parsed {
  // YAML 1.1, and so Kubernetes, ends a line at these; js-yaml takes them for content, in which a comment could hide a field.
  const plainBreaks = foreignBreak.test(text) ? text.replaceAll(/[\u0085\u2028\u2029]/g, '\n') : text;
  const decoded = plainBreaks === text ? text : text.replaceAll('\u0085', '\n');
  const range = { start: 0, end: text.length, text: decoded };
  try {
    return { ...range, events: parseEvents(plainBreaks, { maxDepth: depth }) };
  } catch (error) {
    if (!isYamlError(error) || error.reason !== 'deficient indentation') throw failureOf(error, depth);
  }
  try {
    return { ...range, events: parseEvents(joinedLines(plainBreaks), { maxDepth: depth }).map(undecoded) };
  } catch (error) {
    throw failureOf(error, depth);
  }
}

// What was joined must be decoded from the lines as they are, so nothing may be taken for a slice of the text.
function undecoded(event: Event): Event {
  return event.type === EVENT_ID.SCALAR ? { ...event, fast: false } : event;
}

function isYamlError(error: unknown): error is YAMLException {
  return error instanceof YAMLException;
}

function failureOf(error: unknown, depth: number): unknown {
  if (!isYamlError(error)) return error;
  const offset = error.mark?.position ?? 0;
  if (error.reason.startsWith('nesting exceeded')) return tooDeep(offset, depth);
  return new DocumentFailure('syntax', offset, syntaxReason(error.reason));
}

function isNothing(events: readonly Event[]): boolean {
  if (events.length === 0) return true;
  const [, root] = events;
  return events.length <= 3 && root?.type === EVENT_ID.SCALAR && root.valueStart < 0 && root.anchorStart < 0 && root.tagStart < 0;
}
