// SPDX-License-Identifier: Apache-2.0
// Remedies applied to the texts that objects were read from, round after round, until none is left that can be.
import { buildInventory, type Inventory } from '../model/inventory.ts';
import type { JsonObject } from '../model/json.ts';
import type { FileOrigin, KubernetesObject, Origin } from '../model/object.ts';
import { applyPatch, equal, type Patch } from '../model/patch.ts';
import { prune } from '../model/prune.ts';
import { readSource } from '../model/read.ts';
import { redact } from '../model/redact.ts';
import { type Check, severities, type Severity } from '../posture/check.ts';
import { evaluate } from '../posture/evaluate.ts';
import type { Evaluation, Finding } from '../posture/finding.ts';
import { editedDocument, otherMeaning } from './edit-document.ts';
import { areIndependent } from './independent.ts';

export interface FixInput {
  readonly inventory: Inventory;
  readonly checks: readonly Check[];
  /** The text that an object's origin points into; undefined where it is not to be changed. */
  /** When this takes place, in milliseconds since 1970. */
  readonly now: number;
  readonly textOf: (source: string) => string | undefined;
  /** The findings whose patches are to be applied. */
  readonly choose: (findings: readonly Finding[], objects: readonly KubernetesObject[]) => readonly Finding[];
}

export interface FixedText {
  readonly source: string;
  readonly before: string;
  readonly after: string;
}

export interface FixResult {
  readonly texts: readonly FixedText[];
  readonly before: Evaluation;
  /** Of the objects as the new texts have them. */
  readonly after: Evaluation;
  readonly inventory: Inventory;
  /** Why a chosen patch of a finding of `after` was not applied, as one clause, by its `placeKey`. */
  readonly refusals: ReadonlyMap<string, string>;
}

/** No object needs as many: each round closes something, and remedies that undo each other are stopped before. */
const rounds = 100;

/**
 * Applies the chosen patches. What two of them need of one place is decided by evaluating again after the first. A text
 * is changed only where it, read again, gives the patched objects and all others as they were.
 */
export function fix(input: FixInput): FixResult {
  const texts = new Texts(input);
  const before = evaluate(input.inventory, input.checks, input.now);
  let after = before;
  for (let round = 0; round < rounds && texts.apply(input.choose(after.findings, texts.objects)); round++) {
    after = evaluate(texts.inventory(), input.checks, input.now);
  }
  return { texts: texts.changed(), before, after, inventory: texts.inventory(), refusals: texts.refusals(after.findings) };
}

/** Tells the places of findings apart, those of objects of one name in one file among them. */
export function placeKey({ check, origin, path, absent }: Finding): string {
  return JSON.stringify([check, origin.kind === 'file' ? [origin.source, origin.start, origin.pointer] : origin, path, absent]);
}

/** A chosen patch of an object, by the object's place in the inventory. */
interface Candidate {
  readonly object: number;
  readonly origin: FileOrigin;
  readonly patch: Patch;
  readonly check: string;
  readonly severity: Severity;
  readonly key: string;
}

/** What an object was, and what made something else of it. */
interface Past {
  readonly body: JsonObject;
  readonly applied: readonly Candidate[];
}

class Texts {
  readonly #input: FixInput;
  readonly objects: KubernetesObject[];
  readonly #bySource: ReadonlyMap<string, readonly number[]>;
  readonly #changed = new Map<string, FixedText>();
  readonly #refused = new Map<string, string>();
  /** By object, oldest first: remedies that bring it back to what it was would go on for ever. */
  readonly #past = new Map<number, readonly Past[]>();
  /** Objects and checks whose remedy is undone by that of another check. */
  readonly #undone = new Set<string>();

  constructor(input: FixInput) {
    this.#input = input;
    this.objects = [...input.inventory.objects];
    this.#bySource = Map.groupBy(this.objects.keys(), (index) => sourceOf(this.objects[index]?.origin));
  }

  inventory(): Inventory {
    const { inventory } = this.#input;
    return buildInventory({ ...inventory, objects: this.objects }, inventory.version);
  }

  changed(): FixedText[] {
    // Patches that undid each other may have left the order of keys behind.
    const isOther = (index: number) => !equal(this.objects[index]?.body, this.#input.inventory.objects[index]?.body);
    const texts = [...this.#changed.values()].filter(({ source }) => this.#bySource.get(source)?.some(isOther));
    return texts.toSorted((a, b) => (a.source < b.source ? -1 : 1));
  }

  refusals(findings: readonly Finding[]): Map<string, string> {
    const indexOf = this.#indices();
    return new Map(
      findings.flatMap((finding) => {
        const candidate = candidateOf(finding, indexOf);
        if (candidate === undefined) return [];
        const reason = this.#undone.has(undoneKey(candidate)) ? 'another remedy undoes it' : this.#refused.get(candidate.key);
        return reason === undefined ? [] : [[placeKey(finding), reason]];
      }),
    );
  }

  /** Applies as many of the patches as do not depend on each other; false where nothing was changed. */
  apply(findings: readonly Finding[]): boolean {
    const indexOf = this.#indices();
    const accepted: Candidate[] = [];
    const ofObject = new Map<number, Candidate[]>();
    for (const finding of findings) {
      const candidate = candidateOf(finding, indexOf);
      if (candidate === undefined || this.#refused.has(candidate.key) || this.#undone.has(undoneKey(candidate))) continue;
      const others = ofObject.get(candidate.object) ?? [];
      if (!others.every(({ patch }) => areIndependent(patch, candidate.patch))) continue;
      ofObject.set(candidate.object, [...others, candidate]);
      accepted.push(candidate);
    }
    let isChanged = false;
    for (const [source, candidates] of Map.groupBy(accepted, ({ origin }) => origin.source)) {
      if (this.#applyTo(source, candidates)) isChanged = true;
    }
    return isChanged;
  }

  #applyTo(source: string, candidates: readonly Candidate[]): boolean {
    const known = this.#changed.get(source);
    const text = known?.after ?? this.#input.textOf(source);
    if (text === undefined) return false;
    const accepted: Candidate[] = [];
    let edited = '';
    let done = 0;
    const documents = [...Map.groupBy(candidates, ({ origin }) => origin.start)].toSorted(([a], [b]) => a - b);
    for (const [start, ofDocument] of documents) {
      const end = ofDocument[0]?.origin.end ?? start;
      const document = this.#edited(text.slice(start, end), this.#goingOn(ofDocument));
      edited += `${text.slice(done, start)}${document.text}`;
      accepted.push(...document.accepted);
      done = end;
    }
    edited += text.slice(done);
    if (accepted.length === 0) return false;
    const objects = this.#readAgain(source, edited, accepted);
    if (objects === undefined || edited === text) {
      for (const { key } of accepted) this.#refused.set(key, objects === undefined ? otherMeaning : 'it is there already');
      return false;
    }
    this.#changed.set(source, { source, before: known?.before ?? text, after: edited });
    this.#remember(source, objects, accepted);
    return true;
  }

  /** The document with all the patches, or where they are not possible together, with each that is. */
  #edited(text: string, candidates: readonly Candidate[]): { readonly text: string; readonly accepted: readonly Candidate[] } {
    if (candidates.length === 0) return { text, accepted: [] };
    const together = editedDocument(
      text,
      candidates.map((candidate) => this.#placed(candidate)),
    );
    if (typeof together === 'string') return { text: together, accepted: candidates };
    const [only] = candidates;
    if (only !== undefined && candidates.length === 1) this.#refused.set(only.key, together.refused);
    if (candidates.length === 1) return { text, accepted: [] };
    const half = Math.ceil(candidates.length / 2);
    const first = this.#edited(text, candidates.slice(0, half));
    const second = this.#edited(first.text, candidates.slice(half));
    return { text: second.text, accepted: [...first.accepted, ...second.accepted] };
  }

  #placed({ object, origin, patch }: Candidate) {
    const body = this.objects[object]?.body;
    return { pointer: origin.pointer, patch, ...(body === undefined ? {} : { body }) };
  }

  /** Where patches would make an object what it has been, the least severe check of those that run in this circle gives way. */
  #goingOn(candidates: readonly Candidate[]): readonly Candidate[] {
    return [...Map.groupBy(candidates, ({ object }) => object)].flatMap(([object, ofObject]) => {
      const past = this.#past.get(object) ?? [];
      const next = past.length === 0 ? undefined : this.#patched(object, ofObject);
      const since = next === undefined ? -1 : past.findLastIndex(({ body }) => equal(body, next));
      if (since < 0) return ofObject;
      const [weakest] = [...past.slice(since).flatMap(({ applied }) => applied), ...ofObject].toSorted(byWeakness);
      if (weakest !== undefined) this.#undone.add(undoneKey(weakest));
      return ofObject.filter(({ check }) => check !== weakest?.check);
    });
  }

  #patched(object: number, candidates: readonly Candidate[]): JsonObject | undefined {
    const body = this.objects[object]?.body;
    if (body === undefined) return undefined;
    try {
      return prune(redact(candidates.reduce((current, { patch }) => applyPatch(current, patch), body)));
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }

  /** The objects of the edited text, where they are what the patches make of them; undefined where any is not. */
  #readAgain(source: string, text: string, accepted: readonly Candidate[]): readonly KubernetesObject[] | undefined {
    const indices = this.#bySource.get(source) ?? [];
    const { objects } = readSource({ name: source, text });
    if (objects.length !== indices.length) return undefined;
    const byObject = Map.groupBy(accepted, ({ object }) => object);
    const isAsWanted = indices.every((index, position) => equal(objects[position]?.body, this.#patched(index, byObject.get(index) ?? [])));
    return isAsWanted ? objects : undefined;
  }

  #remember(source: string, objects: readonly KubernetesObject[], accepted: readonly Candidate[]): void {
    const byObject = Map.groupBy(accepted, ({ object }) => object);
    (this.#bySource.get(source) ?? []).forEach((index, position) => {
      const [old, next] = [this.objects[index], objects[position]];
      if (old === undefined || next === undefined) return;
      const applied = byObject.get(index);
      if (applied !== undefined) this.#past.set(index, [...(this.#past.get(index) ?? []), { body: old.body, applied }]);
      this.objects[index] = next;
    });
  }

  #indices(): ReadonlyMap<Origin, number> {
    return new Map(this.objects.map(({ origin }, index) => [origin, index]));
  }
}

function byWeakness(a: Candidate, b: Candidate): number {
  return severities.indexOf(b.severity) - severities.indexOf(a.severity) || (a.check < b.check ? 1 : -1);
}

function undoneKey({ object, check }: Candidate): string {
  return `${object} ${check}`;
}

function candidateOf({ check, severity, origin, remedy }: Finding, indexOf: ReadonlyMap<Origin, number>): Candidate | undefined {
  const object = indexOf.get(origin);
  if (object === undefined || origin.kind !== 'file' || remedy?.kind !== 'patch' || remedy.patch.length === 0) return undefined;
  return { object, origin, patch: remedy.patch, check, severity, key: `${object} ${check} ${patchKey(remedy.patch)}` };
}

function patchKey(patch: Patch): string {
  return JSON.stringify(patch, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}

function sourceOf(origin: Origin | undefined): string {
  return origin?.kind === 'file' ? origin.source : '';
}
