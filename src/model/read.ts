// SPDX-License-Identifier: Apache-2.0
import { isArray, isObject, type Json, type JsonObject, stringField } from './json.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { groupOf, type KubernetesObject } from './object.ts';
import type { Pointer } from './pointer.ts';
import type { Problem, ProblemCode } from './problem.ts';
import { makeObject } from './make-object.ts';
import { mayHoldSecrets } from './redact.ts';
import { compose, type Composed } from './yaml/compose.ts';
import { documentRanges, type Range } from './yaml/documents.ts';
import { DocumentFailure } from './yaml/failure.ts';
import { createLineIndex, type LineIndex } from './yaml/lines.ts';
import { createLocator, type Locator } from './yaml/locate.ts';
import { parse, type Parsed } from './yaml/parse.ts';

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
  return reading;
}
