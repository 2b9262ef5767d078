// SPDX-License-Identifier: Apache-2.0
import { defaultLimits } from '../../model/limits.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Problem } from '../../model/problem.ts';
import { readSource } from '../../model/read.ts';
import { isPemName, isPemText, readDerFile, readPemText } from '../../model/x509/pem-file.ts';
import type { KubernetesVersion } from '../../model/version.ts';
import { breather } from './breather.ts';
import { fileBytes } from './bytes.ts';
import { decodeText } from './decode-text.ts';
import type { Failure } from './failure.ts';
import type { FoundFile } from './found.ts';
import { SourceTexts } from './source-texts.ts';
import { isStream, openStream, streamBytes } from './streams.ts';

export interface ReadOptions {
  /** What to read in folders besides .yaml, .yml and .json: extensions (`.manifest`) and globs (`*.conf`). */
  readonly include?: readonly string[];
  /** Called now and then, and at the end, with what has been read so far. */
  readonly onProgress?: (files: number, bytes: number) => void;
  /** What `-` stands for; standard input where it is left out. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** Stops reading: what was read until then is returned, with the problem `interrupted`. */
  readonly signal?: AbortSignal;
  /** False: charts and kustomizations are not rendered. A chart's templates are then passed over. */
  readonly render?: boolean;
  /** What charts are rendered for; the newest known where it is left out. */
  readonly version?: KubernetesVersion;
}

export interface ReadResult {
  readonly objects: readonly KubernetesObject[];
  readonly problems: readonly Problem[];
  /** Documents, patches and charts that were seen and hold no Kubernetes objects, or none by themselves. */
  readonly passedOver: number;
  /** Texts read: files, streams, renderings. */
  readonly files: number;
  readonly bytes: number;
  /** The text that an object's origin points into; undefined where it cannot be had any more. */
  readonly textOf: (source: string) => string | undefined;
}

/** Milliseconds of reading between two turns of everything else: signals, programs that render, progress. */
const turn = 50;

/** With this byte every certificate in DER begins. */
const derSequence = 0x30;

/** What has been read so far. */
export class Reading {
  readonly #options: ReadOptions;
  readonly #breathe = breather(turn);
  readonly #objects: KubernetesObject[] = [];
  readonly #problems: Problem[] = [];
  readonly #texts = new SourceTexts();
  #next = '';
  #passedOver = 0;
  #files = 0;
  #bytes = 0;

  constructor(options: ReadOptions) {
    this.#options = options;
  }

  get objects(): readonly KubernetesObject[] {
    return this.#objects;
  }

  /** `isNamed`: the user named the file itself, so that something is expected of it. */
  async readFile(file: FoundFile, isNamed = false): Promise<void> {
    if (isStream(file.path)) return this.#readStream(file.name);
    const read = fileBytes(file.path, defaultLimits.fileSize);
    if (!('bytes' in read)) return this.report(file.name, read);
    this.#texts.remember(file.name, file.path, read.stamp);
    if (isPemName(file.name)) return this.#readPem(file.name, read.bytes, isNamed);
    const text = this.#decoded(file.name, read.bytes);
    if (text !== undefined) this.#readText(file.name, text);
  }

  #readPem(name: string, bytes: Uint8Array, isNamed: boolean): void {
    const isPem = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('-----BEGIN ');
    const der = isPem || bytes[0] !== derSequence ? undefined : readDerFile(name, bytes);
    // Keynote and WireGuard call their files .key, too: what was only met need not be ours.
    if (!isPem && typeof der !== 'object' && bytes.length > 0 && !isNamed && /\.key$/i.test(name)) {
      this.passOver(1);
      return this.#count(bytes);
    }
    if (der === undefined) {
      const text = this.#decoded(name, bytes);
      return text === undefined ? undefined : this.#add(readPemText(name, text));
    }
    this.#count(bytes);
    if (typeof der === 'object') this.#objects.push(der);
    else this.report(name, { code: 'pem', reason: `is neither PEM nor a certificate in DER: ${der}` });
  }

  /** Reads a text that cannot be had again, and therefore keeps it. */
  readBytes(source: string, bytes: Uint8Array): void {
    const text = this.#decoded(source, bytes);
    if (text === undefined) return;
    this.#texts.keep(source, text);
    this.#readText(source, text);
  }

  async #readStream(source: string): Promise<void> {
    const { stdin, signal } = this.#options;
    const stream = source === '-' && stdin ? stdin : await openStream(source);
    const { bytes, failure } = await streamBytes(stream, defaultLimits.fileSize, signal);
    if (failure) this.report(source, failure);
    this.readBytes(source, bytes);
  }

  report(source: string, failure: Failure): void {
    this.#problems.push({ source, ...failure });
  }

  passOver(count: number): void {
    this.#passedOver += count;
  }

  /** To call before each step, with the name of what is read next: everything else has its turn where it is due. False: stop. */
  async mayGoOn(next: string): Promise<boolean> {
    if (!this.#isInterrupted || this.#next === '') this.#next = next;
    if (await this.#breathe()) this.#options.onProgress?.(this.#files, this.#bytes);
    return !this.#isInterrupted;
  }

  result(): ReadResult {
    if (this.#isInterrupted)
      this.report(this.#next, { code: 'interrupted', reason: 'reading was interrupted here: what comes after it is unknown' });
    this.#options.onProgress?.(this.#files, this.#bytes);
    return {
      objects: this.#objects,
      problems: this.#problems,
      passedOver: this.#passedOver,
      files: this.#files,
      bytes: this.#bytes,
      textOf: (source) => this.#texts.textOf(source),
    };
  }

  get #isInterrupted(): boolean {
    return this.#options.signal?.aborted === true;
  }

  #count(bytes: Uint8Array): void {
    this.#files += 1;
    this.#bytes += bytes.byteLength;
  }

  #decoded(source: string, bytes: Uint8Array): string | undefined {
    this.#count(bytes);
    const { text, failure } = decodeText(bytes);
    if (failure) this.report(source, failure);
    return text;
  }

  #readText(name: string, text: string): void {
    if (isPemText(text)) return this.#add(readPemText(name, text));
    const result = readSource({ name, text });
    this.#add(result);
    this.#passedOver += result.passedOver;
  }

  #add({ objects, problems }: Pick<ReadResult, 'objects' | 'problems'>): void {
    for (const object of objects) this.#objects.push(object);
    for (const problem of problems) this.#problems.push(problem);
  }
}
