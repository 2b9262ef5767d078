// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ReadOptions, type ReadResult, readPaths } from '../src/adapters/files/read-paths.ts';
import { defaultLimits } from '../src/model/limits.ts';
import type { Problem } from '../src/model/problem.ts';
import { temporaryFolder } from './temporary-folder.ts';

const pod = (name: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  containers: []\n`;
const outside = process.cwd();
const searchPath = process.env['PATH'];
let temporary = temporaryFolder();

beforeEach(() => {
  temporary = temporaryFolder({ 'in/good.yaml': pod('good') });
  process.chdir(temporary.folder);
});
afterEach(() => {
  process.env['PATH'] = searchPath;
  process.chdir(outside);
  temporary.remove();
});

/** Reads the folder `in`, and expects one problem and the good pod. */
async function oneProblem(expected: Partial<Problem>, paths: readonly string[] = ['in'], options?: ReadOptions): Promise<ReadResult> {
  const result = await readPaths(paths, options);
  expect(result.problems).toEqual([expect.objectContaining(expected)]);
  expect(result.problems[0]?.reason).toMatch(/^[^\n]{5,400}$/);
  expect(namesOf(result)).toContain('good');
  return result;
}

function namesOf(result: ReadResult): string[] {
  return result.objects.map(({ name }) => name);
}

function write(name: string, content: string | Uint8Array): void {
  mkdirSync(path.dirname(name), { recursive: true });
  writeFileSync(name, content);
}

/** Makes the programs in `folders` the only ones there are. */
function only(...folders: readonly string[]): void {
  process.env['PATH'] = folders.join(path.delimiter);
}

describe('paths', () => {
  test('one that is missing', () => oneProblem({ code: 'not-found', source: 'nowhere/x.yaml' }, ['nowhere/x.yaml', 'in']));

  test('one through a file', () => oneProblem({ code: 'not-found', source: 'in/good.yaml/x' }, ['in', 'in/good.yaml/x']));

  test('a glob without a match', () => oneProblem({ code: 'not-found', source: 'in/*.json' }, ['in', 'in/*.json']));

  test('no path leads to nothing, and no problem', async () => {
    expect(await readPaths([])).toMatchObject({ objects: [], problems: [], files: 0 });
  });

  describe.skipIf(process.geteuid === undefined)('without permission', () => {
    // Root may read everything, so the test is nobody while it reads.
    const nobody = 65_534;
    const asNobody = async (work: () => Promise<unknown>) => {
      chmodSync(temporary.folder, 0o755);
      const user = process.geteuid?.() ?? nobody;
      if (user === 0) process.seteuid?.(nobody);
      await work().finally(() => user === 0 && process.seteuid?.(user));
    };

    test('a file', async () => {
      write('in/secret.yaml', pod('secret'));
      chmodSync('in/secret.yaml', 0);
      await asNobody(() => oneProblem({ code: 'unreadable', source: 'in/secret.yaml', reason: 'cannot be read: permission denied' }));
    });

    test('a folder', async () => {
      write('in/secret/pod.yaml', pod('secret'));
      chmodSync('in/secret', 0);
      await asNobody(() => oneProblem({ code: 'unreadable', source: 'in/secret' }));
      chmodSync('in/secret', 0o755);
    });
  });
});

describe('links', () => {
  test('to a folder above', async () => {
    mkdirSync('in/deep/er', { recursive: true });
    symlinkSync('..', 'in/deep/er/up');
    await oneProblem({ code: 'symlink-cycle', source: 'in/deep/er/up' });
  });

  test('to each other', async () => {
    symlinkSync('b.yaml', 'in/a.yaml');
    symlinkSync('a.yaml', 'in/b.yaml');
    const { problems } = await readPaths(['in']);
    expect(problems.map(({ code, source }) => [code, source])).toEqual([
      ['symlink-cycle', 'in/a.yaml'],
      ['symlink-cycle', 'in/b.yaml'],
    ]);
  });

  test('to nothing, where a file was expected', async () => {
    symlinkSync('nothing', 'in/broken.yaml');
    symlinkSync('nothing', 'in/broken');
    await oneProblem({ code: 'not-found', source: 'in/broken.yaml', reason: 'is a symbolic link to something that does not exist' });
  });

  test('two to one folder read it once', async () => {
    write('shared/pod.yaml', pod('shared'));
    symlinkSync('../shared', 'in/one');
    symlinkSync('../shared', 'in/two');
    const { problems, objects } = await readPaths(['in']);
    expect(problems).toEqual([]);
    expect(objects.map(({ origin }) => 'source' in origin && origin.source)).toEqual(['in/good.yaml', 'in/one/pod.yaml']);
  });
});

describe.skipIf(process.platform === 'win32')('what is no file', () => {
  test('a FIFO without a writer', async () => {
    execFileSync('mkfifo', ['in/pipe.yaml']);
    const { problems } = await readPaths(['in']);
    expect(problems, 'met in a folder it is passed over').toEqual([]);
    await oneProblem({ code: 'unreadable', source: 'in/pipe.yaml' }, ['in/pipe.yaml', 'in']);
  });

  test('a device without an end', () => oneProblem({ code: 'unreadable', source: '/dev/zero' }, ['in', '/dev/zero']));

  test('a folder too deep for the system', async () => {
    const name = 'd'.repeat(200);
    process.chdir('in');
    for (let depth = 0; depth < 25; depth++) {
      mkdirSync(name);
      process.chdir(name);
    }
    process.chdir(temporary.folder);
    await oneProblem({ code: 'unreadable', reason: 'cannot be read: the path is longer than the system allows' });
    execFileSync('rm', ['-r', 'in']);
  });
});

test('five hundred folders in each other are read', async () => {
  write(`in/${'d/'.repeat(500)}pod.yaml`, pod('deep'));
  expect(namesOf(await readPaths(['in']))).toEqual(['deep', 'good']);
});

describe('bytes', () => {
  test('binary', async () => {
    write('in/bad.yaml', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]));
    await oneProblem({ code: 'binary', source: 'in/bad.yaml' });
  });

  test('invalid UTF-8', async () => {
    write('in/bad.yaml', Buffer.concat([Buffer.from('kind: Pod\nmetadata:\n  name: '), Buffer.from([0xff])]));
    await oneProblem({ code: 'encoding', source: 'in/bad.yaml', line: 3 });
  });

  test('UTF-16', async () => {
    write('in/bad.yaml', Buffer.from(`\uFEFF${pod('wide')}`, 'utf16le'));
    await oneProblem({ code: 'encoding', source: 'in/bad.yaml', reason: 'is UTF-16: save it as UTF-8' });
  });

  test('JSON with a byte-order mark is told, and read', async () => {
    write('in/marked.json', '\uFEFF{"apiVersion":"v1","kind":"Pod","metadata":{"name":"marked"},"spec":{"containers":[]}}');
    const result = await oneProblem({ code: 'encoding', source: 'in/marked.json', line: 1 });
    expect(namesOf(result)).toEqual(['good', 'marked']);
  });

  test('YAML may begin with a byte-order mark', async () => {
    write('in/marked.yaml', `\uFEFF${pod('marked')}`);
    const result = await readPaths(['in']);
    expect([result.problems, namesOf(result)]).toEqual([[], ['good', 'marked']]);
  });
});

describe('size', () => {
  test('a file over the limit is not opened', async () => {
    write('in/large.yaml', '');
    truncateSync('in/large.yaml', defaultLimits.fileSize + 1);
    const before = process.memoryUsage.rss();
    await oneProblem({ code: 'file-too-large', source: 'in/large.yaml' });
    expect(process.memoryUsage.rss() - before).toBeLessThan(50_000_000);
  });

  test('a document of 100 MB', async () => {
    write('in/large.yaml', `${pod('large')}text: ${'x'.repeat(100_000_000)}\n`);
    const start = performance.now();
    await oneProblem({ code: 'document-too-large', source: 'in/large.yaml' });
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('YAML', () => {
  test.each<[string, string, Partial<Problem>]>([
    ['truncated', 'apiVersion: v1\nkind: Pod\nmetadata: {name: cut', { code: 'syntax' }],
    ['tabs', 'apiVersion: v1\nkind: Pod\nmetadata:\n\tname: tabs\n', { code: 'syntax', line: 4 }],
    ['duplicate keys', `${pod('twice')}spec: {}\n`, { code: 'duplicate-key', line: 7 }],
    ['alias bomb', bomb(), { code: 'too-many-aliases' }],
    ['depth 10,000', `a: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`, { code: 'too-deep' }],
    ['depth 10,000 of JSON', `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, { code: 'too-deep' }],
    [
      'depth 10,000 by indentation',
      Array.from({ length: 10_000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''),
      { code: 'too-deep' },
    ],
  ])('%s', async (_, content, expected) => {
    write('in/bad.yaml', content);
    await oneProblem({ source: 'in/bad.yaml', ...expected });
  });

  test('documents beside a broken one are read', async () => {
    write('in/bad.yaml', `${pod('first')}---\nkind: [\n---\n${pod('last')}`);
    expect(namesOf(await oneProblem({ code: 'syntax', source: 'in/bad.yaml' }))).toEqual(['first', 'last', 'good']);
  });
});

function bomb(): string {
  const lines = Array.from({ length: 9 }, (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level}, `.repeat(9)}]`);
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: bomb}\nl0: &l0 [x]\n${lines.join('\n')}\n`;
}

describe('standard input', () => {
  async function* chunks(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
    for (const text of texts) yield Buffer.from(text);
  }
  async function* broken(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
    yield* chunks(...texts);
    throw Object.assign(new Error('read EPIPE'), { code: 'EPIPE' });
  }

  test('one that breaks off', async () => {
    const stdin = broken(`${pod('whole')}---\n`, pod('half').slice(0, 30));
    const result = await oneProblem({ code: 'unreadable', source: '-' }, ['-', 'in'], { stdin });
    expect(namesOf(result)).toEqual(['whole', 'good']);
  });

  test('one that is binary', () => oneProblem({ code: 'binary', source: '-' }, ['-', 'in'], { stdin: chunks('\0') }));

  test('one without a byte', async () => {
    expect(await readPaths(['-'], { stdin: chunks() })).toMatchObject({ objects: [], problems: [], passedOver: 0 });
  });

  test('a pipe that a shell opened', () => {
    const script = `import { readPaths } from '${path.join(outside, 'src/adapters/files/read-paths.ts')}';
      const { objects, problems } = await readPaths(['/dev/fd/3']);
      process.stdout.write(JSON.stringify([objects.map(({ name }) => name), problems]));`;
    write('script.ts', script);
    const shell = `"$0" script.ts 3< <(cat in/good.yaml)`;
    expect(execFileSync('bash', ['-c', shell, process.execPath], { encoding: 'utf8' })).toBe('[["good"],[]]');
  });
});

describe('interruption', () => {
  test('before the start', async () => {
    const result = await readPaths(['in'], { signal: AbortSignal.abort() });
    expect(result.problems).toEqual([expect.objectContaining({ code: 'interrupted', source: 'in' })]);
    expect(result.objects).toEqual([]);
  });

  test('while files are read: what was read until then is kept', async () => {
    for (let index = 0; index < 2000; index++) write(`in/pods/${index}.yaml`, `${pod('one')}---\n${pod('two')}`);
    const controller = new AbortController();
    const result = await readPaths(['in'], { signal: controller.signal, onProgress: (files) => files > 0 && controller.abort() });
    expect(result.problems).toEqual([expect.objectContaining({ code: 'interrupted' })]);
    expect(result.objects.length).toBeLessThan(4001);
    expect(namesOf(result)).toContain('good');
  });

  test('while waiting for standard input', async () => {
    const stdin: AsyncIterable<Uint8Array> = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) };
    await oneProblem({ code: 'interrupted', source: '-' }, ['in', '-'], { stdin, signal: AbortSignal.timeout(20) });
  });

  test('while a program renders', async () => {
    write('bin/kustomize', '#!/bin/sh\nexec sleep 60\n');
    chmodSync('bin/kustomize', 0o755);
    only(path.resolve('bin'), '/usr/bin', '/bin');
    write('in/prod/kustomization.yaml', 'namePrefix: prod-\nresources: [pod.yaml]\n');
    write('in/prod/pod.yaml', pod('pod'));
    await oneProblem({ code: 'interrupted' }, ['in'], { signal: AbortSignal.timeout(100) });
  });
});

describe('programs', () => {
  test('a kustomization without kustomize: its files are read, its patches are not', async () => {
    only('nowhere');
    write('in/prod/kustomization.yaml', 'resources: [pod.yaml]\npatches: [{path: patch.yaml}]\n');
    write('in/prod/pod.yaml', pod('plain'));
    write('in/prod/patch.yaml', pod('patch'));
    const result = await oneProblem({ code: 'missing-program', source: 'in/prod' });
    expect(result.problems[0]?.reason).toContain('kustomize or kubectl');
    expect(namesOf(result)).toEqual(['good', 'plain']);
    expect(result.passedOver).toBe(1);
  });

  test('a chart without helm: its templates are not read', async () => {
    only('nowhere');
    write('in/chart/Chart.yaml', 'apiVersion: v2\nname: shop\nversion: 1.0.0\n');
    write('in/chart/templates/pod.yaml', '{{ if .Values.x }}\n');
    expect(namesOf(await oneProblem({ code: 'missing-program', source: 'in/chart' }))).toEqual(['good']);
  });

  test('one that fails', async () => {
    write('bin/kustomize', '#!/bin/sh\necho "Error: no such\n  thing" >&2; exit 1\n');
    chmodSync('bin/kustomize', 0o755);
    only(path.resolve('bin'));
    write('in/prod/kustomization.yaml', 'namePrefix: prod-\nresources: [pod.yaml]\n');
    write('in/prod/pod.yaml', pod('plain'));
    const reason = 'kustomize failed: no such thing: its files were read as they are, without its changes';
    expect(namesOf(await oneProblem({ code: 'render-failed', source: 'in/prod', reason }))).toEqual(['good', 'plain']);
  });

  test('a kustomization that would have to fetch something', async () => {
    write('in/prod/kustomization.yaml', 'resources: [pod.yaml, "https://example.com/pod.yaml"]\n');
    write('in/prod/pod.yaml', pod('plain'));
    const result = await oneProblem({ code: 'render-failed', source: 'in/prod' });
    expect(result.problems[0]?.reason).toContain('names https://example.com/pod.yaml, which is not on this disk');
    expect(namesOf(result)).toEqual(['good', 'plain']);
  });
});
