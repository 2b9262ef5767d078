// SPDX-License-Identifier: Apache-2.0
// Flows in plain words: a JSON object a line, or CSV with a header. Columns go by the names that people give them.
import { field, isArray, isObject, type Json, stringMap } from '../json.ts';
import { isAddress, knownOf } from './ends.ts';
import { type FlowEnd, type FlowLine, flowPort, flowProtocol, flowTime } from './flow.ts';

/** A record's values by their names in lower case, nested ones joined: `source_namespace`. */
export type Columns = ReadonlyMap<string, Json>;

const sides = {
  source: ['source', 'src', 'from', 'client', 's'],
  destination: ['destination', 'dest', 'dst', 'to', 'server', 'd'],
} as const;

/** Whether columns have what a flow needs. */
export function isPlain(columns: Columns): boolean {
  return (['source', 'destination'] as const).every((side) =>
    sides[side].some((word) => [...columns.keys()].some((name) => name.startsWith(word))),
  );
}

export function plainFlow(columns: Columns): FlowLine {
  const [source, destination] = [endOf(columns, 'source'), endOf(columns, 'destination')];
  if (Object.keys(source).length === 0) return { broken: 'it names no source' };
  if (Object.keys(destination).length === 0) return { broken: 'it names no destination' };
  const spelt = first(columns, ['protocol', 'proto', 'l4_protocol', 'transport', 'l4proto']) ?? 'TCP';
  const protocol = flowProtocol(typeof spelt === 'string' || typeof spelt === 'number' ? spelt : undefined);
  if (protocol === undefined) return { broken: `its protocol is ${textOf(spelt) ?? 'no name'}` };
  const written = first(columns, ['port', ...sides.destination.flatMap((word) => [`${word}_port`, `${word}port`])]);
  const port = flowPort(written);
  if (protocol !== 'ICMP' && port === undefined) return { broken: written === undefined ? 'it has no port' : 'its port is none' };
  const verdict = verdictOf(first(columns, ['verdict', 'action', 'decision', 'result']));
  if (verdict === undefined) return { broken: 'its verdict is neither allowed nor denied' };
  const begun = flowTime(first(columns, ['first', 'first_seen', 'start', 'start_time', 'time', 'timestamp', 'ts']));
  const ended = flowTime(first(columns, ['last', 'last_seen', 'end', 'end_time'])) ?? begun;
  const count = Number(first(columns, ['count', 'flows', 'connections', 'hits', 'packets']) ?? 1);
  return {
    source,
    destination,
    protocol,
    ...(protocol === 'ICMP' || port === undefined ? {} : { port }),
    verdict,
    ...(begun === undefined ? {} : { first: begun }),
    ...(ended === undefined ? {} : { last: ended }),
    count: count >= 1 ? Math.floor(count) : 1,
  };
}

/** The columns of an object; what is nested is named by its way there. */
export function columnsOf(record: Json, prefix = ''): Map<string, Json> {
  const columns = new Map<string, Json>();
  if (!isObject(record)) return columns;
  for (const [key, value] of Object.entries(record)) {
    const name = prefix + columnName(key);
    columns.set(name, value);
    if (isObject(value) && prefix.length < 64) for (const [inner, item] of columnsOf(value, `${name}_`)) columns.set(inner, item);
  }
  return columns;
}

/** `Source Namespace`, `sourceNamespace`, `source.namespace` and `source-namespace` are one. */
function columnName(text: string): string {
  return text
    .trim()
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '_');
}

const fields = {
  namespace: ['namespace', 'ns'],
  pod: ['pod', 'pod_name'],
  workload: ['workload', 'workload_name', 'app', 'service', 'name'],
  workloadKind: ['workload_kind', 'kind'],
  address: ['ip', 'addr', 'address'],
  labels: ['labels'],
} as const;
type Field = keyof typeof fields;

/** What the columns of each field of a side may be called, put together once: a log has millions of lines. */
const names = { source: namesOf('source'), destination: namesOf('destination') };

function namesOf(side: keyof typeof sides): (field: Field) => readonly string[] {
  const all = new Map<string, readonly string[]>(
    Object.entries(fields).map(([field, ends]) => [
      field,
      sides[side].flatMap((word) => ends.flatMap((end) => [`${word}_${end}`, `${word}${end}`])),
    ]),
  );
  return (field) => all.get(field) ?? [];
}

function endOf(columns: Columns, side: keyof typeof sides): FlowEnd {
  const value = (name: Field) => first(columns, names[side](name));
  const whole = endNamed(textOf(first(columns, sides[side])) ?? '');
  const labels = value('labels');
  return {
    ...whole,
    ...knownOf({
      namespace: textOf(value('namespace')),
      pod: textOf(value('pod')),
      workload: textOf(value('workload')),
      workloadKind: textOf(value('workloadKind')),
      labels: isObject(labels) ? stringMap(labels) : undefined,
      address: textOf(value('address')),
    }),
  };
}

/** An end in one word: an address, `namespace/name`, `namespace/Kind/name`, or a name. */
function endNamed(text: string): FlowEnd {
  if (text === '') return {};
  if (isAddress(text)) return { address: text };
  const parts = text.split('/');
  const [namespace, middle, name] =
    parts.length === 3 ? parts : parts.length === 2 ? [parts[0], undefined, parts[1]] : [undefined, undefined, text];
  return knownOf({ namespace, workloadKind: middle, workload: name });
}

function verdictOf(value: Json | undefined): 'allowed' | 'denied' | undefined {
  if (value === undefined || value === null || value === '') return 'allowed';
  const word = typeof value === 'boolean' ? String(value) : (textOf(value) ?? '').toLowerCase();
  if (/^(?:allow|accept|forward|permit|pass|ok$|true$)/.test(word)) return 'allowed';
  return /^(?:den|drop|reject|block|refuse|false$)/.test(word) ? 'denied' : undefined;
}

function first(columns: Columns, names: readonly string[]): Json | undefined {
  for (const name of names) {
    const value = columns.get(name);
    if (value !== undefined && value !== null && value !== '') return value;
  }
  return undefined;
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : undefined;
}

/** The values of a line of CSV (RFC 4180) at this separator; a quote may hold the separator and, doubled, itself. */
export function csvValues(line: string, separator: string): string[] {
  const values: string[] = [];
  let value = '';
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const character = line[at] ?? '';
    if (quoted && character === '"' && line[at + 1] === '"') {
      value += '"';
      at += 1;
    } else if (character === '"' && (quoted || value === '')) quoted = !quoted;
    else if (character === separator && !quoted) {
      values.push(value);
      value = '';
    } else value += character;
  }
  values.push(value);
  return values;
}

/** The columns that a header names, and what stands between them; undefined where a line is no header of flows. */
export function csvHeader(line: string): { readonly names: readonly string[]; readonly separator: string } | undefined {
  const separator = [',', ';', '\t'].find((candidate) => line.includes(candidate));
  if (separator === undefined) return undefined;
  const names = csvValues(line, separator).map(columnName);
  return isPlain(new Map(names.map((name) => [name, null]))) ? { names, separator } : undefined;
}

/** Whether a record holds several: `{ flows: [...] }`, or Azure's and others' envelopes. */
export function recordsIn(record: Json): readonly Json[] {
  if (isArray(record)) return record;
  const inner = ['flows', 'records', 'items'].map((name) => field(record, name)).find((value) => isArray(value));
  return isArray(inner) ? inner : [record];
}
