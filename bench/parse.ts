// SPDX-License-Identifier: Apache-2.0
// Reading text into objects, on one core, the texts already in memory. Budget: the corpus in 0.9 s.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { load, parseEvents } from 'js-yaml';
import { readSource, type Source } from '../src/model/read.ts';
import { documentRanges } from '../src/model/yaml/documents.ts';
import { createLocator } from '../src/model/yaml/locate.ts';
import type { Row } from './row.ts';

const shared = process.env['RAMPART_SHARED'] ?? path.join(path.dirname(import.meta.dirname), '..', 'shared');
const corpus = path.join(shared, 'conformance', 'corpus');

const budgetMs = 900;
const rounds = 7;
const pods = 20_000;

/** Throws where the corpus is not there. */
export function benchParse(): readonly Row[] {
  const sources = corpusSources();
  const first = milliseconds(() => readAll(sources));
  const median = medianMs(() => readAll(sources));
  const documents = sources.flatMap(({ text }) => documentRanges(text).map(({ start, end }) => text.slice(start, end)));
  const budget = { value: budgetMs, better: 'less' } as const;
  return [
    { name: 'corpus, code cold', value: first, unit: 'ms', limit: budget },
    { name: 'corpus', value: median, unit: 'ms', limit: budget },
    { name: 'corpus', value: megabytes(sources) / (median / 1000), unit: 'MB/s' },
    {
      name: "js-yaml's events alone",
      value: medianMs(() => documents.forEach((text) => accepted(() => parseEvents(text, {})))),
      unit: 'ms',
    },
    { name: "js-yaml's own loader", value: medianMs(() => documents.forEach((text) => accepted(() => load(text)))), unit: 'ms' },
    { name: 'objects of the corpus', value: retainedMegabytes(() => readAll(corpusSources())), unit: 'MB kept' },
    ...generated('YAML', `apiVersion: v1\nkind: List\nitems:\n${Array.from({ length: pods }, (_, index) => podYaml(index)).join('')}`),
    ...generated(
      'JSON',
      `{"apiVersion":"v1","kind":"List","items":[${Array.from({ length: pods }, (_, index) => podJson(index)).join(',')}]}`,
    ),
  ];
}

function corpusSources(): Source[] {
  return readdirSync(corpus, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ya?ml|json)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((name) => ({ name, text: readFileSync(name, 'utf8') }));
}

function readAll(sources: readonly Source[]) {
  return sources.map((source) => readSource(source));
}

/** One large List, and the place of one field in each of its items. */
function generated(format: string, text: string): Row[] {
  const sources = [{ name: format, text }];
  const median = medianMs(() => readAll(sources));
  const locating = medianMs(() => {
    const locator = createLocator(text);
    for (let index = 0; index < pods; index++) locator.locate(`/items/${index}/spec/containers/0/image`);
  });
  return [
    { name: `List of ${pods} Pods, ${format}`, value: megabytes(sources) / (median / 1000), unit: 'MB/s' },
    { name: `a field of each located, ${format}`, value: locating, unit: 'ms' },
  ];
}

function podYaml(index: number): string {
  return `- apiVersion: v1
  kind: Pod
  metadata:
    name: app-${index}
    namespace: shop
    labels: {app.kubernetes.io/name: app, tier: web}
  spec:
    # The image is pinned by its digest elsewhere.
    containers:
    - name: web
      image: registry.example/web:1.${index}
      command: ["/bin/web", "--port=8080"]
      securityContext:
        allowPrivilegeEscalation: false
        runAsUser: 1000
`;
}

function podJson(index: number): string {
  const securityContext = { allowPrivilegeEscalation: false, runAsUser: 1000 };
  const metadata = { name: `app-${index}`, namespace: 'shop', labels: { 'app.kubernetes.io/name': 'app', tier: 'web' } };
  const container = { name: 'web', image: `registry.example/web:1.${index}`, command: ['/bin/web', '--port=8080'], securityContext };
  return JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [container] } });
}

function accepted(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}

function megabytes(sources: readonly Source[]): number {
  return sources.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6;
}

function milliseconds(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function medianMs(work: () => unknown): number {
  const times = Array.from({ length: rounds }, () => milliseconds(work));
  return times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
}

/** What a result keeps alive once everything else is gone. */
function retainedMegabytes(make: () => unknown): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') return Number.NaN;
  collect();
  const before = process.memoryUsage().heapUsed;
  const kept = [make()];
  collect();
  const after = process.memoryUsage().heapUsed;
  return kept.length * ((after - before) / 1e6);
}

if (import.meta.main) {
  for (const { name, value, unit } of benchParse()) process.stdout.write(`${name}: ${value.toFixed(1)} ${unit}\n`);
}
