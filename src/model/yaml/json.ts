// SPDX-License-Identifier: Apache-2.0
// JSON as the events that js-yaml makes of YAML, so that one composer and one locator serve both.
import { CHOMPING_MODE, COLLECTION_STYLE, EVENT_ID, type Event, SCALAR_STYLE, type ScalarStyle } from 'js-yaml';
import { createScanner, type JSONScanner } from 'jsonc-parser';
import { DocumentFailure, tooDeep } from './failure.ts';

export interface JsonValue {
  readonly start: number;
  readonly end: number;
  readonly events: readonly Event[];
}

/** Whether a text is to be tried as JSON first, as kubectl does. */
export function looksLikeJson(text: string): boolean {
  return /^\ufeff?\s*[[{]/.test(text);
}

/** Every value of a stream of JSON values, up to the first that is not JSON; `failure` says why that one is not. */
export function jsonValues(text: string, depth: number): { readonly values: readonly JsonValue[]; readonly failure?: DocumentFailure } {
  const values: JsonValue[] = [];
  const reader = new Reader(text, depth);
  try {
    while (reader.next() !== '') {
      const start = reader.offset;
      const events = reader.value();
      values.push({ start, end: reader.end, events });
    }
    return { values };
  } catch (failure) {
    if (failure instanceof DocumentFailure) return { values, failure };
    throw failure;
  }
}

// The kinds of jsonc-parser's tokens that strict JSON has besides punctuation, and white space. SyntaxKind is a const enum, which
// isolated modules cannot import.
const literals: ReadonlySet<number> = new Set([7, 8, 9, 11]);
const spaces: ReadonlySet<number> = new Set([14, 15]);

class Reader {
  readonly #text: string;
  readonly #depth: number;
  readonly #scanner: JSONScanner;
  #kind = 0;
  #events: Event[] = [];
  offset = 0;
  end = 0;

  constructor(text: string, depth: number) {
    this.#text = text;
    this.#depth = depth;
    this.#scanner = createScanner(text, false);
    if (text.startsWith('\ufeff')) this.#scanner.setPosition(1);
  }

  /** Moves to the next token and returns its first character, '' at the end. */
  next(): string {
    do this.#kind = this.#scanner.scan();
    while (spaces.has(this.#kind));
    this.offset = this.#scanner.getTokenOffset();
    this.end = this.offset + this.#scanner.getTokenLength();
    const error: number = this.#scanner.getTokenError();
    if (error !== 0) throw this.#failure();
    return this.#text.charAt(this.offset);
  }

  /** The events of the value that starts with the present token; its last token is the present one afterwards. */
  value(): readonly Event[] {
    this.#events = [{ type: EVENT_ID.DOCUMENT, explicitStart: false, explicitEnd: false, directives: [] }];
    this.#value(this.#text.charAt(this.offset), 1);
    this.#pop();
    return this.#events;
  }

  #value(first: string, depth: number): void {
    if (depth > this.#depth) throw tooDeep(this.offset, this.#depth);
    if (first === '{') this.#mapping(depth);
    else if (first === '[') this.#sequence(depth);
    else if (first === '"') this.#scalar(this.offset + 1, this.end - 1, SCALAR_STYLE.DOUBLE_QUOTED);
    else if (literals.has(this.#kind)) this.#scalar(this.offset, this.end, SCALAR_STYLE.PLAIN);
    else throw this.#failure();
  }

  #mapping(depth: number): void {
    this.#collection(EVENT_ID.MAPPING);
    for (let first = this.next(); first !== '}'; ) {
      if (first !== '"') throw this.#failure();
      this.#value(first, depth + 1);
      if (this.next() !== ':') throw this.#failure();
      this.#value(this.next(), depth + 1);
      first = this.#following('}', '"');
    }
    this.#pop();
  }

  #sequence(depth: number): void {
    this.#collection(EVENT_ID.SEQUENCE);
    for (let first = this.next(); first !== ']'; ) {
      this.#value(first, depth + 1);
      first = this.#following(']');
    }
    this.#pop();
  }

  /** Past the comma after an entry, or at the closing bracket; a comma before the bracket is not JSON. */
  #following(closing: string, opening?: string): string {
    const first = this.next();
    if (first === closing) return first;
    if (first !== ',') throw this.#failure();
    const entry = this.next();
    if (entry === closing || (opening !== undefined && entry !== opening)) throw this.#failure();
    return entry;
  }

  #collection(type: typeof EVENT_ID.MAPPING | typeof EVENT_ID.SEQUENCE): void {
    this.#events.push({ type, start: this.offset, ...noProperties, style: COLLECTION_STYLE.FLOW });
  }

  #scalar(valueStart: number, valueEnd: number, style: ScalarStyle): void {
    const fast = style === SCALAR_STYLE.PLAIN || !this.#text.slice(valueStart, valueEnd).includes('\\');
    const type = EVENT_ID.SCALAR;
    this.#events.push({ type, valueStart, valueEnd, ...noProperties, style, chomping: CHOMPING_MODE.CLIP, indent: -1, fast });
  }

  #pop(): void {
    this.#events.push({ type: EVENT_ID.POP });
  }

  #failure(): DocumentFailure {
    return new DocumentFailure('syntax', this.offset, 'not valid JSON from here on');
  }
}

const noProperties = { anchorStart: -1, anchorEnd: -1, tagStart: -1, tagEnd: -1 } as const;
