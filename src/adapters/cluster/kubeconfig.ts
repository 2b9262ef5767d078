// SPDX-License-Identifier: Apache-2.0
// Kubeconfig files, read and merged as kubectl does: of several files the first that says something wins, entry by entry.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { field, isArray, isObject, type Json, type JsonObject, stringField } from '../../model/json.ts';
import { defaultLimits } from '../../model/limits.ts';
import { compose } from '../../model/yaml/compose.ts';
import { DocumentFailure } from '../../model/yaml/failure.ts';
import { lineAndColumn } from '../../model/yaml/lines.ts';
import { parse } from '../../model/yaml/parse.ts';
import { errorCode, failureOf } from '../files/failure.ts';
import { ClusterFailure } from './failure.ts';

export interface Kubeconfig {
  /** The files it was read from, as messages name them. */
  readonly files: readonly string[];
  readonly currentContext: string;
  readonly contexts: ReadonlyMap<string, Entry>;
  readonly clusters: ReadonlyMap<string, Entry>;
  readonly users: ReadonlyMap<string, Entry>;
}

/** What stands under a name, and the file that says so: relative paths are relative to its folder. */
export interface Entry {
  readonly value: JsonObject;
  readonly file: string;
}

/**
 * The files to read: the one asked for, else those of KUBECONFIG, else ~/.kube/config. Those that were not asked for by name need not exist.
 */
export function kubeconfigFiles(
  asked: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
): { readonly files: readonly string[]; readonly required: boolean } {
  if (asked !== undefined) return { files: [asked], required: true };
  const listed = (environment['KUBECONFIG'] ?? '').split(path.delimiter).filter((file) => file !== '');
  return { files: listed.length > 0 ? [...new Set(listed)] : [path.join(home, '.kube', 'config')], required: false };
}

/** Undefined where none of the files exists. Throws ClusterFailure on one that cannot be read or is no kubeconfig. */
export function readKubeconfig(files: readonly string[], required: boolean): Kubeconfig | undefined {
  const read = files.flatMap((file) => {
    const content = contentOf(file, required);
    return content === undefined ? [] : [{ file, content }];
  });
  if (read.length === 0) return undefined;
  const merged = (list: string, item: string) => {
    const entries = new Map<string, Entry>();
    for (const { file, content } of read) {
      for (const [name, value] of namedEntries(content, list, item, file)) if (!entries.has(name)) entries.set(name, { value, file });
    }
    return entries;
  };
  return {
    files: read.map(({ file }) => file),
    currentContext: read.map(({ content }) => stringField(content, 'current-context')).find(Boolean) ?? '',
    contexts: merged('contexts', 'context'),
    clusters: merged('clusters', 'cluster'),
    users: merged('users', 'user'),
  };
}

function contentOf(file: string, required: boolean): JsonObject | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (!required && errorCode(error) === 'ENOENT') return undefined;
    throw new ClusterFailure('kubeconfig', `the kubeconfig ${failureOf(error).reason}`, { source: file });
  }
  const value = yamlValue(text, file);
  if (value === null) return {};
  if (!isObject(value)) throw new ClusterFailure('kubeconfig', 'is no kubeconfig: a mapping was expected', { source: file, line: 1 });
  const kind = value['kind'];
  if (kind !== undefined && kind !== null && kind !== 'Config') {
    throw new ClusterFailure('kubeconfig', 'is no kubeconfig: its kind is not Config', { source: file });
  }
  return value;
}

function yamlValue(text: string, file: string): Json {
  const { documents, failure } = parse(text, defaultLimits);
  try {
    if (failure !== undefined) throw failure;
    const [document] = documents;
    return document === undefined ? null : compose(document.text, document.events, defaultLimits).value;
  } catch (error) {
    if (!(error instanceof DocumentFailure)) throw error;
    throw new ClusterFailure('kubeconfig', `the kubeconfig cannot be read: ${error.message}`, {
      source: file,
      ...lineAndColumn(text, error.offset),
    });
  }
}

function namedEntries(content: JsonObject, list: string, item: string, file: string): Map<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  const entries = content[list] ?? null;
  if (entries === null) return found;
  const wrong = (what: string) => new ClusterFailure('kubeconfig', `is no valid kubeconfig: ${what}`, { source: file });
  if (!isArray(entries)) throw wrong(`${list} must be a list`);
  for (const entry of entries) {
    const name = stringField(entry, 'name');
    if (name === undefined) throw wrong(`an entry of ${list} has no name`);
    if (found.has(name)) throw wrong(`${list} names ${name} twice`);
    const value = field(entry, item) ?? null;
    if (value !== null && !isObject(value)) throw wrong(`${item} of ${name} must be a mapping`);
    found.set(name, value ?? {});
  }
  return found;
}

/** PEM text that an entry gives by `KEY-data`, in base64, or else by the path in `KEY`; undefined where it gives neither. */
export function pemOf({ value, file }: Entry, key: string): string | undefined {
  const data = stringField(value, `${key}-data`);
  if (data) return Buffer.from(data, 'base64').toString('utf8');
  const named = stringField(value, key);
  if (!named) return undefined;
  const full = path.resolve(path.dirname(file), named);
  try {
    return readFileSync(full, 'utf8');
  } catch (error) {
    throw new ClusterFailure('kubeconfig', `the ${key} of the kubeconfig ${failureOf(error).reason}`, { source: full });
  }
}
