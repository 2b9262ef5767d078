// SPDX-License-Identifier: Apache-2.0
// Tells by its lines how an audit log was written and collected, since people join logs and rename files.
import { isArray, isObject, type Json, type JsonObject } from '../json.ts';
import { type AuditEvent, decodeAuditEvent, isAuditEvent } from './event.ts';
import { textEvent } from './text-format.ts';
import { withoutBodies } from './without-bodies.ts';

/** What a line of a log is: an event, nothing to learn from, or broken, and why. */
export type AuditLine = AuditEvent | 'nothing' | { readonly broken: string };

export interface AuditReading {
  /** Whether the bodies are measured, which takes about as long as reading them. */
  readonly sizes?: boolean;
}

/** Reads the lines of one log in their order: containers' logs cut long lines into several, and people save JSON over many lines. */
export class AuditReader {
  readonly #sizes: boolean;
  /** Parts of a line that goes on in the next one. */
  #begun = '';
  /** Lines of a value that was printed over many; undefined outside of one. */
  #block: string[] | undefined;
  #blockLength = 0;

  constructor({ sizes = false }: AuditReading = {}) {
    this.#sizes = sizes;
  }

  line(line: string): readonly AuditLine[] {
    if (this.#block !== undefined) return this.#blockLine(this.#block, line);
    return this.#text(line.trim());
  }

  /** To be called after the last line: what was begun and never ended. */
  end(): readonly AuditLine[] {
    const isOpen = this.#block !== undefined || this.#begun !== '';
    this.#block = undefined;
    this.#begun = '';
    return isOpen ? [{ broken: 'the log ends before it does' }] : nothing;
  }

  #text(text: string): readonly AuditLine[] {
    if (text.length === 1 && (text === '{' || text === '[')) {
      this.#block = [text];
      this.#blockLength = 1;
      return nothing;
    }
    if (text.startsWith('{') || text.startsWith('[')) return this.#json(text);
    const part = containerLine.exec(text);
    if (part !== null) return this.#part(text.slice(part[0].length), part[1] === 'F');
    // A comma or bracket of a list over many lines; and what the server's own log says, where both go to one stream.
    if (text === '' || /^[\]},]+$/.test(text) || componentLine.test(text)) return nothing;
    return [textEvent(text) ?? { broken: 'it is no audit event' }];
  }

  #blockLine(block: string[], line: string): readonly AuditLine[] {
    // Not indented, so it is a list with an item a line, each of which can be read by itself.
    const isItem = block.length === 1 && /^[{[]./.test(line);
    const isEnd = line.startsWith('}') || line.startsWith(']');
    if (!isItem && !isEnd) {
      this.#blockLength += line.length;
      if (this.#blockLength <= longestJoined) block.push(line);
      return nothing;
    }
    this.#block = undefined;
    if (isItem) return this.#text(line.trim());
    return this.#blockLength > longestJoined ? [tooLong] : this.#json([...block, line].join('\n').trim());
  }

  #part(text: string, isLast: boolean): readonly AuditLine[] {
    const whole = this.#begun + text;
    this.#begun = isLast || whole.length > longestJoined ? '' : whole;
    if (whole.length > longestJoined) return [tooLong];
    if (!isLast) return nothing;
    return containerLine.test(whole) ? [{ broken: 'it is no audit event' }] : this.#text(whole.trim());
  }

  #json(line: string): readonly AuditLine[] {
    // A list over many lines has a comma after each of its items.
    const text = line.endsWith(',') ? line.slice(0, -1) : line;
    const value = (this.#sizes ? undefined : parsed(withoutBodies(text))) ?? parsed(text);
    if (value === undefined) return [{ broken: 'it is no whole JSON value' }];
    // An event by itself stands as it was written, unless somebody laid it out.
    const isAsWritten = this.#sizes && text === line && !line.includes('\n') && isAuditEvent(value);
    return isAsWritten ? [decodeAuditEvent(value, true, line)] : this.#eventsIn(value, 0);
  }

  #eventsIn(value: Json, depth: number): readonly AuditLine[] {
    if (isAuditEvent(value)) return [decodeAuditEvent(value, this.#sizes)];
    if (depth > deepestWrapper) return [{ broken: 'it is no audit event' }];
    if (isArray(value)) return value.flatMap((item) => this.#eventsIn(item, depth + 1));
    if (!isObject(value)) return [{ broken: 'it is no audit event' }];
    if (isArray(value['items'])) return this.#eventsIn(value['items'], depth + 1);
    const { log, stream } = value;
    // Docker's json-file: a line that goes on in the next one lacks its end.
    if (typeof log === 'string' && typeof stream === 'string') return this.#part(log.replace(/\r?\n$/, ''), log.endsWith('\n'));
    const inner = wrapped(value);
    if (inner === undefined) return [{ broken: 'it is JSON, and no audit event' }];
    return typeof inner === 'string' ? this.#text(inner.trim()) : this.#eventsIn(inner, depth + 1);
  }
}

function parsed(text: string | undefined): Json | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const tooLong = { broken: 'it is longer than an event may be' };
const nothing: readonly AuditLine[] = ['nothing'];
const deepestWrapper = 6;
/** UTF-16 code units of a line that was cut into several. */
const longestJoined = 32 * 1024 * 1024;
/** `TIME stdout F …`, as container runtimes write; P where the line goes on. */
const containerLine = /^\d{4}-\d\d-\d\dT\S+ std(?:out|err) ([FP]) /;
/** klog: `I1128 08:42:17.123456       1 …`. */
const componentLine = /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+ /;

/** Where collectors put what they collected. */
const wrappers = [
  'log',
  'message',
  'msg',
  'MESSAGE',
  '@message',
  'kubernetes-audit',
  'kubernetes_audit',
  'audit',
  'event',
  'events',
  'logEvents',
  'properties',
  'jsonPayload',
  'textPayload',
  '_source',
  '_raw',
  'result',
  'value',
  'data',
  'line',
  'body',
];

function wrapped(value: JsonObject): JsonObject | readonly Json[] | string | undefined {
  for (const name of wrappers) {
    const inner = Object.hasOwn(value, name) ? value[name] : undefined;
    if (isArray(inner) || isObject(inner)) return inner;
    if (typeof inner === 'string' && /^\s*[{[]| AUDIT: id="/.test(inner)) return inner;
  }
  return undefined;
}
