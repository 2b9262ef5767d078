// SPDX-License-Identifier: Apache-2.0
import { COLLECTION_STYLE, EVENT_ID, type Event, parseEvents, SCALAR_STYLE, YAMLException } from 'js-yaml';
import type { Limits } from '../limits.ts';
import type { Range } from './documents.ts';
import { DocumentFailure, tooDeep } from './failure.ts';
import { jsonValues, looksLikeJson } from './json.ts';
import { isUnclosed, syntaxReason, typographicDash, typographicDashReason } from './reasons.ts';
import { isMisread, relaxed, unclosedAt } from './relaxed.ts';

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

function parseYaml(given: string, depth: number): Parsed {
  const text = given.replaceAll('\u0085', '\n');
  const document = { start: 0, end: text.length, text };
  // YAML 1.1, and so Kubernetes, ends a line at these, too; js-yaml takes them for content, and a comment could hide a field.
  const lines = text.replaceAll('\u2028', '\n').replaceAll('\u2029', '\n');
  let failure: unknown;
  if (!isMisread(lines)) {
    try {
      return { ...document, events: parseEvents(lines, { maxDepth: depth }) };
    } catch (error) {
      // Relaxed, the text may be at fault somewhere else than where its indentation was not what js-yaml wants.
      if (!isYamlError(error) || error.reason !== 'deficient indentation') failure = failureOf(error, lines, depth);
    }
  }
  const rewritten = relaxed(lines);
  if (failure !== undefined && rewritten === lines) throw failure;
  try {
    return { ...document, events: relaxedEvents(lines, rewritten, depth) };
  } catch (error) {
    throw failure ?? failureOf(error, lines, depth);
  }
}

/** The structure of the relaxed text, to be decoded from the one given. */
function relaxedEvents(text: string, rewritten: string, depth: number): Event[] {
  const collections: Event[] = [];
  return parseEvents(rewritten, { maxDepth: depth }).map((event) => {
    if (event.type === EVENT_ID.POP) collections.pop();
    else if (event.type === EVENT_ID.SCALAR) {
      const isFlow =
        event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED || isFlowCollection(collections.at(-1));
      const { valueStart, valueEnd } = event;
      // Only flow style may have been rewritten. Were anything else, its end could have moved: better not read than misread.
      if (!isFlow && rewritten.slice(valueStart, valueEnd) !== text.slice(valueStart, valueEnd)) {
        throw new DocumentFailure('syntax', valueStart, syntaxReason(''));
      }
      return { ...event, fast: false };
    } else if (event.type !== EVENT_ID.ALIAS) collections.push(event);
    return event;
  });
}

function isFlowCollection(event: Event | undefined): boolean {
  return event !== undefined && 'style' in event && event.type !== EVENT_ID.SCALAR && event.style === COLLECTION_STYLE.FLOW;
}

function isYamlError(error: unknown): error is YAMLException {
  return error instanceof YAMLException;
}

function failureOf(error: unknown, text: string, depth: number): unknown {
  if (!isYamlError(error)) return error;
  const offset = Math.min(error.mark?.position ?? 0, text.trimEnd().length);
  if (error.reason.startsWith('nesting exceeded')) return tooDeep(offset, depth);
  const opened = isUnclosed(error.reason) ? unclosedAt(text) : undefined;
  const dash = opened === undefined ? typographicDash(text, offset) : undefined;
  return new DocumentFailure('syntax', opened ?? dash ?? offset, dash === undefined ? syntaxReason(error.reason) : typographicDashReason);
}

function isNothing(events: readonly Event[]): boolean {
  if (events.length === 0) return true;
  const [, root] = events;
  return events.length <= 3 && root?.type === EVENT_ID.SCALAR && root.valueStart < 0 && root.anchorStart < 0 && root.tagStart < 0;
}
