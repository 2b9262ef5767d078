// SPDX-License-Identifier: Apache-2.0
// Values from events, as go-yaml v2 decodes and sigs.k8s.io/yaml converts them: what Kubernetes would be given.
import { type AliasEvent, EVENT_ID, type Event, type MappingEvent, type ScalarEvent, type SequenceEvent } from 'js-yaml';
import { isArray, isObject, type Json, type JsonObject } from '../json.ts';
import type { Limits } from '../limits.ts';
import { DocumentFailure, tooDeep } from './failure.ts';
import { isMerge, scalarKey, scalarValue, type TagPrefixes, tagPrefixes } from './scalar-events.ts';
import { keyText } from './scalars.ts';

export interface DuplicateKey {
  readonly key: string;
  /** Of the later key, which Kubernetes takes. */
  readonly offset: number;
}

export interface Composed {
  readonly value: Json;
  readonly duplicates: readonly DuplicateKey[];
  /** Every text that stands as value of a key `kind`, at any depth. */
  readonly kinds: ReadonlySet<string>;
  /** Whether schemas of CustomResourceDefinitions were left out, which nothing reads: they are most of the text that holds them. */
  readonly abridged: boolean;
}

/** The value of one document's events. Throws DocumentFailure where Kubernetes, or a limit, refuses the document. */
export function compose(text: string, events: readonly Event[], limits: Limits): Composed {
  const composer = new Composer(text, events, limits);
  const value = composer.value();
  composer.expectEnd();
  const { duplicates, kinds, abridged } = composer;
  return { value, duplicates, kinds, abridged };
}

interface Anchor {
  readonly value: Json;
  /** Nodes below and with it, aliases expanded. */
  readonly size: number;
  /** Levels of collections below and with it, aliases followed. */
  readonly height: number;
}

const definitionKind = 'CustomResourceDefinition';
const definitionSchema = 'openAPIV3Schema';

class Composer {
  readonly #text: string;
  readonly #events: readonly Event[];
  readonly #limits: Limits;
  readonly #prefixes: TagPrefixes;
  readonly #anchors = new Map<string, Anchor | 'unfinished'>();
  readonly duplicates: DuplicateKey[] = [];
  readonly kinds = new Set<string>();
  abridged = false;
  #index = 1;
  #nodes = 0;
  #aliased = 0;
  #depth = 0;
  #deepest = 0;
  #inDefinition = false;

  constructor(text: string, events: readonly Event[], limits: Limits) {
    this.#text = text;
    this.#events = events;
    this.#limits = limits;
    this.#prefixes = tagPrefixes(events[0]);
  }

  value(): Json {
    const event = this.#take();
    switch (event.type) {
      case EVENT_ID.SCALAR:
        return this.#scalar(event);
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE:
        return event.anchorStart < 0 ? this.#collection(event) : this.#anchored(event);
      case EVENT_ID.ALIAS:
        return this.#alias(event);
      case EVENT_ID.DOCUMENT:
      case EVENT_ID.POP:
        throw new TypeError('events out of order');
    }
  }

  /** A text with a second document in it must not pass for its first. */
  expectEnd(): void {
    if (this.#index + 1 < this.#events.length)
      throw refused(this.#events[this.#index + 2], 'a second document starts in the middle of a line');
  }

  #take(): Event {
    const event = this.#events[this.#index++];
    if (event === undefined) throw new TypeError('events out of order');
    this.#nodes++;
    return event;
  }

  #atEnd(): boolean {
    if (this.#events[this.#index]?.type !== EVENT_ID.POP) return false;
    this.#index++;
    return true;
  }

  #collection(event: MappingEvent | SequenceEvent): Json {
    this.#depth++;
    if (this.#depth > this.#deepest) this.#deepest = this.#depth;
    const value = event.type === EVENT_ID.MAPPING ? this.#mapping() : this.#sequence();
    this.#depth--;
    return value;
  }

  #sequence(): Json {
    const items: Json[] = [];
    while (!this.#atEnd()) items.push(this.value());
    return items;
  }

  #mapping(): Json {
    const result: Record<string, Json> = {};
    const outer = this.#inDefinition;
    /** Keys written in this mapping itself; needed only once a merge has brought in others. */
    let written: Set<string> | undefined;
    while (!this.#atEnd()) {
      const keyEvent = this.#take();
      if (isMerge(this.#text, keyEvent, this.#prefixes)) {
        written ??= new Set(Object.keys(result));
        this.#merge(result);
        continue;
      }
      const key = this.#key(keyEvent);
      if (written === undefined ? has(result, key) : written.has(key)) this.duplicates.push({ key, offset: offsetOf(keyEvent) });
      written?.add(key);
      if (key === definitionSchema && this.#inDefinition && this.#skip()) continue;
      const value = this.value();
      if (key === 'kind' && typeof value === 'string') {
        this.kinds.add(value);
        this.#inDefinition ||= value === definitionKind;
      }
      set(result, key, value);
    }
    this.#inDefinition = outer;
    return result;
  }

  /** Later keys win, merged or not: `<<` after a key replaces it, as go-yaml v2 does and YAML's own text does not. */
  #merge(result: Record<string, Json>): void {
    const event = this.#events[this.#index];
    const merged = this.value();
    // Of a list the first mapping wins. An alias may stand for a mapping, not for a list of them.
    const sources = isArray(merged) && event?.type === EVENT_ID.SEQUENCE ? merged.toReversed() : [merged];
    for (const source of sources) {
      if (!isObject(source)) throw refused(event, '<< merges only mappings');
      for (const [key, value] of Object.entries(source)) set(result, key, value);
    }
  }

  #key(event: Event): string {
    let key: string | undefined;
    if (event.type === EVENT_ID.SCALAR) {
      key = scalarKey(this.#text, event, this.#prefixes);
      if (key !== undefined && event.anchorStart >= 0) this.#remember(event, { value: key, size: 1, height: 0 });
    } else if (event.type === EVENT_ID.ALIAS) {
      const value = this.#alias(event);
      key = isObject(value) || isArray(value) ? undefined : keyText(value);
    }
    if (key === undefined)
      throw refused(event, 'a key must be text: neither null, nor a mapping or list (quote the whole value if it starts with a bracket)');
    return key;
  }

  #scalar(event: ScalarEvent): Json {
    const value = scalarValue(this.#text, event, this.#prefixes);
    if (value === undefined) throw refused(event, 'the value does not fit its tag');
    if (typeof value === 'number' && !Number.isFinite(value)) throw refused(event, 'JSON, and so Kubernetes, has no .inf and no .nan');
    if (event.anchorStart >= 0) this.#remember(event, { value, size: 1, height: 0 });
    return value;
  }

  #anchored(event: MappingEvent | SequenceEvent): Json {
    const name = this.#remember(event, 'unfinished');
    const before = this.#nodes;
    const deepestBefore = this.#deepest;
    this.#deepest = this.#depth;
    const value = this.#collection(event);
    const anchor = { value, size: this.#nodes - before + 1, height: this.#deepest - this.#depth };
    this.#deepest = Math.max(this.#deepest, deepestBefore);
    // Unless the name was given to something inside, which comes later in the text.
    if (this.#anchors.get(name) === 'unfinished') this.#anchors.set(name, anchor);
    return value;
  }

  #remember(event: ScalarEvent | MappingEvent | SequenceEvent, anchor: Anchor | 'unfinished'): string {
    const name = this.#text.slice(event.anchorStart, event.anchorEnd);
    this.#anchors.set(name, anchor);
    return name;
  }

  #alias(event: AliasEvent): Json {
    const anchor = this.#anchors.get(this.#text.slice(event.anchorStart, event.anchorEnd));
    if (anchor === undefined) throw refused(event, 'the alias names an anchor that is not defined above it');
    if (anchor === 'unfinished') throw refused(event, 'the alias stands inside the value of its own anchor');
    this.#nodes += anchor.size;
    this.#aliased += anchor.size;
    this.#deepest = Math.max(this.#deepest, this.#depth + anchor.height);
    if (this.#depth + anchor.height > this.#limits.depth) throw tooDeep(offsetOf(event), this.#limits.depth);
    if (this.#aliased > this.#limits.aliasedNodes) {
      const reason = `aliases expand to more than ${this.#limits.aliasedNodes} nodes`;
      throw new DocumentFailure('too-many-aliases', offsetOf(event), reason);
    }
    return anchor.value;
  }

  /** Passes over the next node, whose value nothing reads; not where an anchor in it may be needed later. */
  #skip(): boolean {
    let index = this.#index;
    for (let open = 0; ; ) {
      const event = this.#events[index++];
      if (event === undefined || event.type === EVENT_ID.DOCUMENT) return false;
      if (event.type === EVENT_ID.POP) open--;
      else if (event.anchorStart >= 0) return false;
      else if (event.type !== EVENT_ID.SCALAR) open++;
      if (open === 0) break;
    }
    this.#index = index;
    this.abridged = true;
    return true;
  }
}

// Values are never undefined, so that most keys are answered without asking whether the property is inherited.
function has(object: JsonObject, key: string): boolean {
  return object[key] !== undefined && Object.hasOwn(object, key);
}

function set(object: Record<string, Json>, key: string, value: Json): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  else object[key] = value;
}

function refused(event: Event | undefined, reason: string): DocumentFailure {
  return new DocumentFailure('syntax', offsetOf(event), reason);
}

/** Where a node starts, roughly: its anchor or tag, else its content; 0 for what has neither. */
function offsetOf(event: Event | undefined): number {
  if (event === undefined || event.type === EVENT_ID.POP || event.type === EVENT_ID.DOCUMENT) return 0;
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart - 1;
  const offsets = [event.anchorStart - 1, event.tagStart, event.type === EVENT_ID.SCALAR ? event.valueStart : event.start];
  return Math.max(0, Math.min(...offsets.filter((offset) => offset >= 0)));
}
