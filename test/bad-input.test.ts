// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ReadOptions, type ReadResult, readPaths } from '../src/adapters/files/read-paths.ts';
import { defaultLimits } from '../src/model/limits.ts';
import { issue } from './certificates.ts';
import { temporaryFolder } from './temporary-folder.ts';

const pod = (name: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  containers: []\n`;
const outside = process.cwd();
const searchPath = process.env['PATH'];
let temporary: ReturnType<typeof temporaryFolder>;

// Every test adds something bad to the folder `in`, or names it beside the folder, and the good pod is still read.
beforeEach(() => {
  temporary = temporaryFolder({ 'in/good.yaml': pod('good') });
  process.chdir(temporary.folder);
});
afterEach(() => {
  process.env['PATH'] = searchPath;
  process.chdir(outside);
  temporary.remove();
});

interface Outcome {
  /** `code source`, and `:line` where there is one. */
  readonly problems: readonly string[];
  readonly names: readonly string[];
  readonly reason: string | undefined;
  readonly result: ReadResult;
}

async function read(paths: readonly string[] = ['in'], options?: ReadOptions): Promise<Outcome> {
  const result = await readPaths(paths, options);
  for (const { reason } of result.problems) expect(reason, 'one clear line').toMatch(/^[^\n]{5,400}$/);
  return {
    problems: result.problems.map(({ code, source, line }) => `${code} ${source}${line === undefined ? '' : `:${line}`}`),
    names: result.objects.map(({ name }) => name),
    reason: result.problems[0]?.reason,
    result,
  };
}

function write(name: string, content: string | Uint8Array): void {
  mkdirSync(path.dirname(name), { recursive: true });
  writeFileSync(name, content);
}

/** Makes the programs in `folders` the only ones there are. */
function only(...folders: readonly string[]): void {
  process.env['PATH'] = folders.join(path.delimiter);
}

function program(name: string, script: string): void {
  write(name, `#!/bin/sh\n${script}\n`);
  chmodSync(name, 0o755);
}

async function* chunks(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

async function* broken(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  yield* chunks(...texts);
  throw Object.assign(new Error('read EPIPE'), { code: 'EPIPE' });
}

/** Root may read everything, so the test is nobody while it reads. */
async function readAsNobody(): Promise<Outcome> {
  chmodSync(temporary.folder, 0o755);
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    return await read();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

const silent: AsyncIterable<Uint8Array> = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) };

describe('paths', () => {
  test.each([
    ['one that is missing', 'nowhere/x.yaml'],
    ['one through a file', 'in/good.yaml/x'],
    ['a glob without a match', 'in/*.json'],
  ])('%s', async (_, missing) => {
    expect(await read([missing, 'in'])).toMatchObject({ problems: [`not-found ${missing}`], names: ['good'] });
  });

  test('one that no system has', async () => {
    const long = `${'x'.repeat(300)}/*.yaml`;
    expect(await read([long, 'x'.repeat(300), 'in'])).toMatchObject({ problems: [`not-found ${long}`, `unreadable ${'x'.repeat(300)}`] });
  });

  test('no path leads to nothing, and no problem', async () => {
    expect(await read([])).toMatchObject({ problems: [], names: [] });
  });
});

describe.skipIf(process.geteuid === undefined)('without permission', () => {
  test('a file', async () => {
    write('in/secret.yaml', pod('secret'));
    chmodSync('in/secret.yaml', 0);
    const reason = 'cannot be read: permission denied';
    expect(await readAsNobody()).toMatchObject({ problems: ['unreadable in/secret.yaml'], names: ['good'], reason });
  });

  test('a folder', async () => {
    write('in/secret/pod.yaml', pod('secret'));
    chmodSync('in/secret', 0);
    expect(await readAsNobody()).toMatchObject({ problems: ['unreadable in/secret'], names: ['good'] });
    chmodSync('in/secret', 0o755);
  });
});

describe('links', () => {
  test('to a folder above', async () => {
    mkdirSync('in/deep/er', { recursive: true });
    symlinkSync('..', 'in/deep/er/up');
    expect(await read()).toMatchObject({ problems: ['symlink-cycle in/deep/er/up'], names: ['good'] });
  });

  test('to a folder that leads back', async () => {
    write('beside/pod.yaml', pod('beside'));
    symlinkSync('../beside', 'in/beside');
    symlinkSync('../in', 'beside/in');
    expect(await read()).toMatchObject({ problems: ['symlink-cycle in/beside/in'], names: ['beside', 'good'] });
  });

  test('ignored ones are not followed', async () => {
    write('in/.gitignore', 'up\n');
    symlinkSync('..', 'in/up');
    expect(await read()).toMatchObject({ problems: [], names: ['good'] });
  });

  test('to each other', async () => {
    symlinkSync('b.yaml', 'in/a.yaml');
    symlinkSync('a.yaml', 'in/b.yaml');
    expect(await read()).toMatchObject({ problems: ['symlink-cycle in/a.yaml', 'symlink-cycle in/b.yaml'], names: ['good'] });
  });

  test('to nothing, where a file was expected', async () => {
    symlinkSync('nothing', 'in/broken.yaml');
    symlinkSync('nothing', 'in/broken');
    const reason = 'is a symbolic link to something that does not exist';
    expect(await read()).toMatchObject({ problems: ['not-found in/broken.yaml'], names: ['good'], reason });
  });

  test('two to one folder read it once', async () => {
    write('shared/pod.yaml', pod('shared'));
    symlinkSync('../shared', 'in/one');
    symlinkSync('../shared', 'in/two');
    expect(await read()).toMatchObject({ problems: [], names: ['good', 'shared'] });
  });
});

describe.skipIf(process.platform === 'win32')('what is no file', () => {
  test('a FIFO without a writer', async () => {
    execFileSync('sh', ['-c', 'mkfifo in/pipe.yaml']);
    expect(await read(), 'met in a folder it is passed over').toMatchObject({ problems: [], names: ['good'] });
    expect(await read(['in/pipe.yaml', 'in'])).toMatchObject({ problems: ['unreadable in/pipe.yaml'], names: ['good'] });
  });

  test('a device without an end', async () => {
    expect(await read(['/dev/zero', 'in'])).toMatchObject({ problems: ['unreadable /dev/zero'], names: ['good'] });
  });

  test('a folder too deep for the system', async () => {
    const name = 'd'.repeat(200);
    process.chdir('in');
    for (let depth = 0; depth < 25; depth++) {
      mkdirSync(name);
      process.chdir(name);
    }
    process.chdir(temporary.folder);
    const reason = 'cannot be read: the path is longer than the system allows';
    expect(await read()).toMatchObject({ names: ['good'], reason, result: { problems: { length: 1 } } });
    execFileSync('rm', ['-r', 'in']);
  });
});

test('five hundred folders in each other are read', async () => {
  write(`in/${'d/'.repeat(500)}pod.yaml`, pod('deep'));
  expect(await read()).toMatchObject({ problems: [], names: ['deep', 'good'] });
});

describe('bytes', () => {
  test('binary', async () => {
    write('in/bad.yaml', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]));
    expect(await read()).toMatchObject({ problems: ['binary in/bad.yaml'], names: ['good'] });
  });

  test('invalid UTF-8', async () => {
    write('in/bad.yaml', Buffer.concat([Buffer.from('kind: Pod\nmetadata:\n  name: '), Buffer.from([0xff])]));
    expect(await read()).toMatchObject({ problems: ['encoding in/bad.yaml:3'], names: ['good'] });
  });

  test('UTF-16', async () => {
    write('in/bad.yaml', Buffer.from(`\uFEFF${pod('wide')}`, 'utf16le'));
    expect(await read()).toMatchObject({ problems: ['encoding in/bad.yaml'], names: ['good'], reason: 'is UTF-16: save it as UTF-8' });
  });

  test('JSON with a byte-order mark is told, and read', async () => {
    write('in/marked.json', '\uFEFF{"apiVersion":"v1","kind":"Pod","metadata":{"name":"marked"},"spec":{"containers":[]}}');
    expect(await read()).toMatchObject({ problems: ['encoding in/marked.json:1'], names: ['good', 'marked'] });
  });

  test('YAML may begin with a byte-order mark', async () => {
    write('in/marked.yaml', `\uFEFF${pod('marked')}`);
    expect(await read()).toMatchObject({ problems: [], names: ['good', 'marked'] });
  });
});

describe('size', () => {
  test('a file over the limit is not read', async () => {
    write('in/large.yaml', '');
    truncateSync('in/large.yaml', defaultLimits.fileSize + 1);
    const before = process.memoryUsage.rss();
    expect(await read()).toMatchObject({ problems: ['file-too-large in/large.yaml'], names: ['good'] });
    expect(process.memoryUsage.rss() - before).toBeLessThan(50_000_000);
  });

  test('a document of 100 MB', async () => {
    write('in/large.yaml', `${pod('large')}text: ${'x'.repeat(100_000_000)}\n`);
    const start = performance.now();
    expect(await read()).toMatchObject({ problems: ['document-too-large in/large.yaml:1'], names: ['good'] });
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('YAML', () => {
  const levels = Array.from({ length: 9 }, (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level}, `.repeat(9)}]\n`).join('');
  test.each([
    ['truncated', 'apiVersion: v1\nkind: Pod\nmetadata: {name: cut', 'syntax'],
    ['tabs', 'apiVersion: v1\nkind: Pod\nmetadata:\n\tname: tabs\n', 'syntax'],
    ['an alias bomb', `${pod('bomb')}l0: &l0 [x]\n${levels}`, 'too-many-aliases'],
    ['depth 10,000', `a: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`, 'too-deep'],
    ['depth 10,000 of JSON', `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 'too-deep'],
    ['depth 10,000 by indentation', Array.from({ length: 10_000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''), 'too-deep'],
  ])('%s', async (_, content, code) => {
    write('in/bad.yaml', content);
    const problems = [expect.stringMatching(`^${code} in/bad.yaml:\\d+$`)];
    expect(await read()).toMatchObject({ problems, names: ['good'] });
  });

  test('a duplicate key: the object is read as Kubernetes reads it', async () => {
    write('in/bad.yaml', `${pod('twice')}spec: {}\n`);
    expect(await read()).toMatchObject({ problems: ['duplicate-key in/bad.yaml:7'], names: ['twice', 'good'] });
  });

  test('documents beside a broken one', async () => {
    write('in/bad.yaml', `${pod('first')}---\nkind: [\n---\n${pod('last')}`);
    const problems = [expect.stringMatching(/^syntax in\/bad.yaml:\d+$/)];
    expect(await read()).toMatchObject({ problems, names: ['first', 'last', 'good'] });
  });
});

describe('certificates and keys', () => {
  const derOf = async () => (await issue({ subject: [{ CN: ['a'] }] })).der;
  const pemOf = (content: string) => `-----BEGIN CERTIFICATE-----\n${content}\n-----END CERTIFICATE-----\n`;

  test.each([
    ['an empty one', 'ca.crt', '', 'is empty'],
    ['an empty key', 'ca.key', '', 'is empty'],
    ['one that is something else', 'ca.pem', 'hello\n', 'holds no PEM block'],
    ['a template', 'ca.crt', '{{ .Values.ca }}\n', 'looks like a template'],
    ['one that is cut off', 'ca.crt', pemOf('MIIBA').slice(0, 40), 'is cut off'],
    ['base64 that is cut off', 'ca.crt', pemOf('MIIBA'), 'its base64 is cut off'],
    ['what is no certificate', 'ca.crt', pemOf('MIIB'), 'its DER cannot be read'],
    ['an encrypted key', 'ca.key', pemOf('MIIB').replaceAll('CERTIFICATE', 'ENCRYPTED PRIVATE KEY'), 'is encrypted'],
  ])('%s', async (_, name, content, reason) => {
    write(`in/${name}`, content);
    const outcome = await read();
    expect(outcome).toMatchObject({ problems: [`pem in/${name}:1`], names: expect.arrayContaining(['good']) });
    expect(outcome.reason).toContain(reason);
  });

  test('DER is read, and DER that is cut off is one line', async () => {
    const der = await derOf();
    write('in/a.cer', der);
    write('in/b.crt', der.subarray(0, 50));
    const reason = 'is neither PEM nor a certificate in DER: it ends too early';
    expect(await read()).toMatchObject({ problems: ['pem in/b.crt'], names: ['a.cer', 'good'], reason });
  });

  test('a .key that is something else matters where it is named', async () => {
    write('in/talk.key', Buffer.from('PK\u0003\u0004\0'));
    write('in/wg.key', 'yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=\n');
    expect(await read()).toMatchObject({ problems: [], names: ['good'], result: { passedOver: 2 } });
    expect(await read(['in/wg.key', 'in/talk.key'])).toMatchObject({ problems: ['pem in/wg.key:1', 'binary in/talk.key'] });
  });

  test('PEM under any name, and on standard input', async () => {
    const { pem } = await issue({ subject: [{ CN: ['a'] }] });
    write('in/ca-bundle', pem);
    expect(await read(['in/ca-bundle', '-'], { stdin: chunks(pem) })).toMatchObject({ problems: [], names: ['ca-bundle', '-'] });
  });
});

describe('standard input', () => {
  test('one that breaks off', async () => {
    const stdin = broken(`${pod('whole')}---\n`, pod('half').slice(0, 30));
    expect(await read(['-', 'in'], { stdin })).toMatchObject({ problems: ['unreadable -'], names: ['whole', 'good'] });
  });

  test('one that is binary', async () => {
    expect(await read(['-', 'in'], { stdin: chunks('\0') })).toMatchObject({ problems: ['binary -'], names: ['good'] });
  });

  test('one without a byte', async () => {
    expect(await read(['-', 'in'], { stdin: chunks() })).toMatchObject({ problems: [], names: ['good'] });
  });

  test('a pipe that a shell opened', () => {
    const script = `import { readPaths } from '${path.join(outside, 'src/adapters/files/read-paths.ts')}';
      const { objects, problems } = await readPaths(['/dev/fd/3']);
      process.stdout.write(JSON.stringify([objects.map(({ name }) => name), problems]));`;
    write('script.ts', script);
    const shell = '"$0" script.ts 3< <(cat in/good.yaml)';
    expect(execFileSync('bash', ['-c', shell, process.execPath], { encoding: 'utf8' })).toBe('[["good"],[]]');
  });
});

describe('interruption', () => {
  test('before the start', async () => {
    expect(await read(['in'], { signal: AbortSignal.abort() })).toMatchObject({ problems: ['interrupted in'], names: [] });
  });

  test('while files are read: what was read until then is kept', async () => {
    for (let index = 0; index < 400; index++) write(`in/pods/${index}.yaml`, `${pod('one')}---\n`.repeat(50));
    const controller = new AbortController();
    const onProgress = (files: number) => files > 0 && controller.abort();
    const { problems, names } = await read(['in'], { signal: controller.signal, onProgress });
    expect(problems).toEqual([expect.stringMatching(/^interrupted in\/pods\/\d+.yaml$/)]);
    expect(names.length).toBeGreaterThan(0);
    expect(names.length).toBeLessThan(400 * 50);
  });

  test('while waiting for standard input', async () => {
    const options = { stdin: silent, signal: AbortSignal.timeout(20) };
    expect(await read(['in', '-'], options)).toMatchObject({ problems: ['interrupted -'], names: ['good'] });
  });

  test('while a program renders', async () => {
    program('bin/kustomize', 'exec sleep 60');
    only(path.resolve('bin'), '/usr/bin', '/bin');
    write('in/prod/kustomization.yaml', 'namePrefix: prod-\nresources: [pod.yaml]\n');
    write('in/prod/pod.yaml', pod('pod'));
    expect(await read(['in'], { signal: AbortSignal.timeout(100) })).toMatchObject({ problems: ['interrupted in/prod'], names: ['good'] });
  });
});

describe('programs', () => {
  test('a kustomization without kustomize: its files are read, its patches are not', async () => {
    only('nowhere');
    write('in/prod/kustomization.yaml', 'resources: [pod.yaml]\npatches: [{path: patch.yaml}]\n');
    write('in/prod/pod.yaml', pod('plain'));
    write('in/prod/patch.yaml', pod('patch'));
    const outcome = await read();
    expect(outcome).toMatchObject({ problems: ['missing-program in/prod'], names: ['good', 'plain'], result: { passedOver: 1 } });
    expect(outcome.reason).toContain('needs kustomize or kubectl, which is not installed');
  });

  test('a chart without helm: its templates are not read', async () => {
    only('nowhere');
    write('in/chart/Chart.yaml', 'apiVersion: v2\nname: shop\nversion: 1.0.0\n');
    write('in/chart/templates/pod.yaml', '{{ if .Values.x }}\n');
    const reason = 'needs helm, which is not installed: its templates were not read';
    expect(await read()).toMatchObject({ problems: ['missing-program in/chart'], names: ['good'], reason });
  });

  test('one that fails', async () => {
    program('bin/kustomize', 'echo "Error: no such\n  thing" >&2; exit 1');
    only(path.resolve('bin'));
    write('in/prod/kustomization.yaml', 'namePrefix: prod-\nresources: [pod.yaml]\n');
    write('in/prod/pod.yaml', pod('plain'));
    const reason = 'kustomize failed: no such thing: its files were read as they are, without its changes';
    expect(await read()).toMatchObject({ problems: ['render-failed in/prod'], names: ['good', 'plain'], reason });
  });

  test('a kustomization that would have to fetch something', async () => {
    write('in/prod/kustomization.yaml', 'resources: [pod.yaml, "https://example.com/pod.yaml"]\n');
    write('in/prod/pod.yaml', pod('plain'));
    const outcome = await read();
    expect(outcome).toMatchObject({ problems: ['render-failed in/prod'], names: ['good', 'plain'] });
    expect(outcome.reason).toContain('names https://example.com/pod.yaml, which is not on this disk');
  });
});
