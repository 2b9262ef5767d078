// SPDX-License-Identifier: Apache-2.0
// The house keeps its shape: folders import only from folders above them, the pure ones know nothing of Node,
// no import runs in a circle, and an engine is entered through its index.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.dirname(import.meta.dirname);

/** Top to bottom; a folder may import from itself and from what stands before it. */
const order = [
  'model',
  'engines',
  'evidence',
  'posture',
  'proof',
  'harden',
  'access',
  'keys',
  'recovery',
  'gate',
  'watch',
  'report',
  'adapters',
  'cli',
  'server',
];
const pure = new Set(order.slice(0, order.indexOf('adapters')));

/** Packages that pure code may use: they compute and touch nothing. */
const purePackages = new Set(['js-yaml', 'jsonc-parser', 'picocolors']);

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = globSync('src/**/*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts') && !/[/-]testing\.ts$/.test(file));
const imports = files.flatMap((file) => importsOf(file, readFileSync(path.join(root, file), 'utf8')));
const relative = imports.filter(({ to }) => to.startsWith('src/'));

function importsOf(file: string, text: string): Import[] {
  const specifiers = [
    ...text.matchAll(/(?:^|\n)\s*(?:import|export)\b[^'";]*?from\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|(?:^|\n)import\s*'([^']+)'/g),
  ];
  return specifiers.map(([, a, b, c]) => {
    const specifier = a ?? b ?? c ?? '';
    return { from: file, to: specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : specifier };
  });
}

const folderOf = (file: string) => file.split('/')[1] ?? '';
const engineOf = (file: string) => (folderOf(file) === 'engines' ? (file.split('/')[2] ?? '') : undefined);
const show = ({ from, to }: Import) => `${from} → ${to}`;

test('the imports are found at all', () => {
  expect(relative.length).toBeGreaterThan(files.length / 2);
  expect(relative.filter(({ to }) => !files.includes(to)).map(show)).toEqual([]);
});

test('every folder of src has its place in the order', () => {
  expect([...new Set(files.map(folderOf))].filter((folder) => !order.includes(folder))).toEqual([]);
});

test('imports run one way', () => {
  const wrong = relative.filter(({ from, to }) => order.indexOf(folderOf(to)) > order.indexOf(folderOf(from)));
  expect(wrong.map(show)).toEqual([]);
});

test('server and command line do not know each other', () => {
  expect(relative.filter(({ from, to }) => folderOf(from) === 'server' && folderOf(to) === 'cli').map(show)).toEqual([]);
});

test('the pure folders use neither Node nor packages that do', () => {
  const outside = imports.filter(({ from, to }) => pure.has(folderOf(from)) && !to.startsWith('src/') && !purePackages.has(to));
  expect(outside.map(show)).toEqual([]);
});

test('the pure folders have no clock, no randomness and no process', () => {
  const impure = /\b(?:Date\.now|new Date\(\)|Math\.random|performance\.now|globalThis|process\.(?!ts\b)|setTimeout|setInterval)\b/;
  const code = (file: string) => readFileSync(path.join(root, file), 'utf8').replace(/\/\*[^]*?\*\/|\/\/.*/g, '');
  const offenders = files.filter((file) => pure.has(folderOf(file)) && impure.test(code(file)));
  expect(offenders).toEqual([]);
});

test('engines do not know each other, and are entered by their index', () => {
  const wrong = relative.filter(({ from, to }) => {
    const engine = engineOf(to);
    if (engine === undefined || engineOf(from) === engine) return false;
    return engineOf(from) !== undefined || path.basename(to) !== 'index.ts';
  });
  expect(wrong.map(show)).toEqual([]);
});

test('no import runs in a circle', () => {
  const targets = Map.groupBy(relative, ({ from }) => from);
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
    if (done.has(file) || trail.includes(file)) return;
    for (const { to } of targets.get(file) ?? []) visit(to, [...trail, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});

test('a file past 400 lines wants a reason', () => {
  const generated = new Set(['src/posture/example-texts.ts', 'src/posture/catalogue.ts', 'src/engines/rbac/bootstrap-roles.ts']);
  const long = files.filter((file) => !generated.has(file) && readFileSync(path.join(root, file), 'utf8').split('\n').length > 400);
  expect(long).toEqual([]);
});
