// SPDX-License-Identifier: Apache-2.0
import type { Refusal } from './decode.ts';
import { defaultLimits, type Limits } from './limits.ts';
import type { KubernetesObject } from './object.ts';
import { makeObject, objectsIn } from './objects-in.ts';
import { tokens } from './pointer.ts';
import type { Problem, ProblemCode } from './problem.ts';
import { detached, prune } from './prune.ts';
import { mayHoldSecrets, redact } from './redact.ts';
import { type Composed, compose } from './yaml/compose.ts';
import { documentRanges, type Range } from './yaml/documents.ts';
import { DocumentFailure } from './yaml/failure.ts';
import { createLineIndex, type LineIndex } from './yaml/lines.ts';
import { createLocator } from './yaml/locate.ts';
import { type Parsed, parse } from './yaml/parse.ts';

/** A text to read objects from: a file's, standard input's, or what a chart or kustomization rendered. */
export interface Source {
  /** As the user gave it; FileOrigin and Problem carry it on. */
  readonly name: string;
  readonly text: string;
}

export interface ReadResult {
  readonly objects: readonly KubernetesObject[];
  readonly problems: readonly Problem[];
  /** Documents that could be read and are no Kubernetes objects; those with only comments do not count. */
  readonly passedOver: number;
}

/** Reads every Kubernetes object of a text, YAML or JSON. Never throws: bad input becomes problems, and the rest is still read. */
export function readSource(source: Source, limits: Limits = defaultLimits): ReadResult {
  const reading = new SourceReading(source, limits);
  reading.read();
  const { objects, problems, passedOver } = reading;
  return { objects, problems, passedOver };
}

class SourceReading {
  readonly #source: Source;
  readonly #limits: Limits;
  #lines: LineIndex | undefined;
  #sawTemplate = false;
  readonly objects: KubernetesObject[] = [];
  readonly problems: Problem[] = [];
  passedOver = 0;

  constructor(source: Source, limits: Limits) {
    this.#source = source;
    this.#limits = limits;
  }

  read(): void {
    const { text } = this.#source;
    const zero = text.indexOf('\0');
    if (zero >= 0) return this.#report('binary', zero, 'the file is binary: it holds a zero byte');
    const ranges = documentRanges(text);
    for (const range of ranges) this.#readRange(ranges.length > 1 ? ownCopy(text.slice(range.start, range.end)) : text, range);
  }

  #readRange(text: string, { start }: Range): void {
    const { documentLength } = this.#limits;
    if (text.length > documentLength) {
      return this.#report('document-too-large', start, `the document is larger than ${Math.floor(documentLength / 2 ** 20)} MiB`);
    }
    const { documents, failure } = parse(text, this.#limits);
    for (const document of documents) {
      try {
        this.#readDocument(document, start);
      } catch (error) {
        if (!(error instanceof DocumentFailure)) throw error;
        this.#reportFailure(error, text, start);
      }
    }
    if (failure !== undefined) this.#reportFailure(failure, text, start);
  }

  #readDocument(document: Parsed, base: number): void {
    const composed = compose(document.text, document.events, this.#limits);
    const found = objectsIn(composed.value);
    if (found.length === 0) this.passedOver++;
    else this.#reportDuplicates(composed, base);
    const secret = mayHoldSecrets(composed.kinds);
    const refusals: Refusal[] = [];
    for (const { body, pointer } of found) {
      const origin = { kind: 'file', source: this.#source.name, start: base + document.start, end: base + document.end, pointer } as const;
      const pruned = prune(secret ? redact(body) : body);
      // Once something is taken out, the rest must not keep the text alive.
      const own = secret || composed.abridged || pruned !== body ? detached(pruned) : pruned;
      this.objects.push(makeObject(own, origin, refusals));
    }
    this.#reportRefusals(refusals, secret, document, base);
  }

  #reportDuplicates({ duplicates, kinds }: Composed, base: number): void {
    const told = duplicates.slice(0, this.#limits.duplicateKeys);
    const nameable = !mayHoldSecrets(kinds);
    for (const { key, offset } of told) {
      const name = nameable && /^[\w./-]{1,63}$/.test(key) ? `the key ${key}` : 'a key';
      this.#report('duplicate-key', base + offset, `${name} is given twice: Kubernetes takes this one, and strict validation refuses both`);
    }
    const rest = duplicates.length - told.length;
    const next = duplicates[told.length];
    if (next) this.#report('duplicate-key', base + next.offset, `${rest} more keys of this document are given twice, from here on`);
  }

  #reportRefusals(refusals: readonly Refusal[], secret: boolean, document: Parsed, base: number): void {
    if (refusals.length === 0) return;
    const locator = createLocator(document.text.slice(document.start, document.end));
    for (const { path, expected, found } of refusals) {
      const offset = base + document.start + (locator.locate(path)?.value.start ?? 0);
      const steps = tokens(path);
      const field = steps.slice(steps.indexOf('metadata')).join('.');
      // `found` names the type and, of numbers, the value.
      const type = secret ? found.replace(/ .*/, '') : found;
      const reason = `${field} must be ${expected}, not ${type}: Kubernetes refuses this object`;
      this.#report('wrong-type', offset, reason);
    }
  }

  #reportFailure(failure: DocumentFailure, text: string, base: number): void {
    const isTemplate = failure.code === 'syntax' && text.includes('{{');
    if (isTemplate && this.#sawTemplate) return;
    this.#sawTemplate ||= isTemplate;
    const reason = isTemplate ? "looks like a Helm template: scan the chart's folder instead" : failure.message;
    this.#report(failure.code, base + failure.offset, reason);
  }

  #report(code: ProblemCode, offset: number, reason: string): void {
    this.#lines ??= createLineIndex(this.#source.text);
    this.problems.push({ code, source: this.#source.name, ...this.#lines.positionOf(offset), reason });
  }
}

/** The text in memory of its own, so that an object keeps alive only the document it was read from and not the whole file. */
function ownCopy(text: string): string {
  // The engine joins the two before it slices, and the result refers to what was joined.
  return ` ${text}`.slice(1);
}
