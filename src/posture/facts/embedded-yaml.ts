// SPDX-License-Identifier: Apache-2.0
// The YAML files that a ConfigMap carries for its readers.
import { field, isObject, type Json, type JsonObject, stringMap } from '../../model/json.ts';
import { defaultLimits } from '../../model/limits.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { pointer as toPointer, type Pointer } from '../../model/pointer.ts';
import { compose } from '../../model/yaml/compose.ts';
import { documentRanges } from '../../model/yaml/documents.ts';
import { DocumentFailure } from '../../model/yaml/failure.ts';
import { parse } from '../../model/yaml/parse.ts';

export interface EmbeddedFile {
  /** The key in the ConfigMap: mostly the name of the file. */
  readonly key: string;
  /** Pointer from the object to the text. */
  readonly pointer: Pointer;
  readonly text: string;
}

const filesByObject = new WeakMap<KubernetesObject, readonly EmbeddedFile[]>();

/**
 * The files of a ConfigMap that are named as YAML or JSON, and those without an ending that look like objects of Kubernetes
 * or rules of Falco. What is in them is read when it is asked for: a dashboard of a megabyte is a file, too.
 */
export function embeddedFiles(object: KubernetesObject): readonly EmbeddedFile[] {
  const known = filesByObject.get(object);
  if (known !== undefined) return known;
  const files = Object.entries(stringMap(field(object.body, 'data')))
    .filter(([key, text]) => /\.(?:ya?ml|json)$/.test(key) || (!/\.[a-z]{1,8}$/.test(key) && looksEmbedded(text)))
    .map(([key, text]) => ({ key, pointer: `/data${toPointer(key)}`, text }));
  filesByObject.set(object, files);
  return files;
}

function looksEmbedded(text: string): boolean {
  return (/^apiVersion:/m.test(text) && /^kind:/m.test(text)) || /^- (?:rule|macro|list):/m.test(text) || /^rules_files?:/m.test(text);
}

const documentsByFile = new WeakMap<EmbeddedFile, readonly Json[]>();

/** The documents of an embedded file: none where it is no YAML. Ask the text first whether they can be of interest. */
export function documentsOf(file: EmbeddedFile): readonly Json[] {
  const known = documentsByFile.get(file) ?? yamlDocuments(file.text);
  documentsByFile.set(file, known);
  return known;
}

/** The documents of an embedded file that are mappings. */
export function mappings(file: EmbeddedFile): JsonObject[] {
  return documentsOf(file).filter(isObject);
}

/** The documents of a text; none where it cannot be read. */
export function yamlDocuments(text: string): Json[] {
  const object = jsonObject(text);
  if (object !== undefined) return [object];
  return documentRanges(text).flatMap(({ start, end }) => {
    try {
      return parse(text.slice(start, end), defaultLimits).documents.map(
        (document) => compose(document.text, document.events, defaultLimits).value,
      );
    } catch (error) {
      if (error instanceof DocumentFailure) return [];
      throw error;
    }
  });
}

/** A text that is an object of JSON, as the dashboards of a cluster are: megabytes that YAML's reader would take its time for. */
function jsonObject(text: string): JsonObject | undefined {
  if (!/^\s*\{/.test(text) || isDeep(text)) return undefined;
  try {
    const value: Json = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether brackets nest deeper than a document may; those in strings count too, and then YAML's reader decides. */
function isDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '{' || bracket === '[' ? 1 : -1;
    if (depth > defaultLimits.depth) return true;
  }
  return false;
}
