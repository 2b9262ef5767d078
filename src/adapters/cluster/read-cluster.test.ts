// SPDX-License-Identifier: Apache-2.0
// Faults that a real API server cannot be made to have on demand, by a small server of our own on loopback.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary-folder.ts';
import { missingIn } from '../../model/inventory.ts';
import { type ClusterOptions, readCluster } from './read-cluster.ts';

type Answer = readonly [status: number, body: unknown, headers?: Readonly<Record<string, string>>];
/** What is answered to the n-th request of a path; undefined leaves it without an answer. */
type Handler = (count: number, url: URL, request: IncomingMessage) => Answer | undefined | Promise<Answer>;

let server: Server;
let folder: ReturnType<typeof temporaryFolder>;
let handlers: Record<string, Handler> = {};
let counts: Map<string, number>;

beforeEach(async () => {
  counts = new Map();
  folder = temporaryFolder();
  handlers = {
    '/version': () => [200, { gitVersion: 'v1.34.4+k3s1' }],
    '/apis': () => [200, { groups: [] }],
    '/api/v1': () => [200, { resources: ['Pod', 'Service'].map(resource) }],
    '/api/v1/pods': (_, url) => [200, page(url, ['a', 'b', 'c'])],
    '/api/v1/services': (_, url) => [200, page(url, ['s'])],
  };
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  folder.remove();
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '', 'http://localhost');
  const count = (counts.get(url.pathname) ?? 0) + 1;
  counts.set(url.pathname, count);
  const given = (await handlers[url.pathname]?.(count, url, request)) ?? (url.pathname in handlers ? undefined : ([404, {}] as const));
  if (given === undefined) return;
  const [status, body, headers] = given;
  const isText = typeof body === 'string';
  response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json', ...headers });
  response.end(isText ? body : JSON.stringify(body));
}

function resource(kind: string) {
  return { name: `${kind.toLowerCase()}s`, kind, namespaced: true, verbs: ['get', 'list'] };
}

/** One object a page. */
function page(url: URL, names: readonly string[]) {
  const index = Number(url.searchParams.get('continue') ?? 0);
  const rest = index + 1 < names.length ? { continue: String(index + 1) } : {};
  return { kind: 'List', metadata: rest, items: [{ metadata: { name: names[index], namespace: 'shop', resourceVersion: '1' } }] };
}

function kubeconfig(port: number | string): string {
  const file = path.join(folder.folder, `${port}`);
  writeFileSync(
    file,
    `current-context: test\ncontexts: [{name: test, context: {cluster: c}}]\nclusters: [{name: c, cluster: {server: "http://127.0.0.1:${port}"}}]\n`,
  );
  return file;
}

async function read(options: Partial<ClusterOptions> = {}) {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const patience = { silence: 150, answer: 400, attempts: 3, pause: 5, longestPause: 60 };
  const result = await readCluster({
    kubeconfig: kubeconfig(port),
    kinds: new Set(['Pod', 'Service', 'Absent.example.com']),
    patience,
    ...options,
  });
  return {
    names: result.objects.map(({ kind, name }) => `${kind}/${name}`),
    problems: result.problems.map(({ code, source, reason }) => `${code} ${source}: ${reason.replace(/127.0.0.1:\d+/, 'SERVER')}`),
    gaps: result.gaps.map((gap) => `${gap.kind}: ${missingIn([gap])}`),
    version: result.version,
  };
}

test('pages are put together, and kinds that are not served are not asked for', async () => {
  const { names, problems, gaps, version } = await read();
  expect(names).toEqual(['Pod/a', 'Pod/b', 'Pod/c', 'Service/s']);
  expect([problems, gaps]).toEqual([[], []]);
  expect(version).toEqual({ major: 1, minor: 34 });
});

test('a server that is busy is asked again', async () => {
  handlers['/api/v1/services'] = (count, url) => (count < 3 ? [429, {}, { 'retry-after': '1' }] : [200, page(url, ['s'])]);
  handlers['/api/v1/pods'] = (count, url) => (count === 2 ? [503, 'busy'] : [200, page(url, ['a', 'b', 'c'])]);
  const started = performance.now();
  const { names, problems } = await read();
  expect(names).toEqual(['Pod/a', 'Pod/b', 'Pod/c', 'Service/s']);
  expect(problems).toEqual([]);
  expect(performance.now() - started, 'Retry-After is obeyed, within bounds').toBeGreaterThan(110);
});

test('an API whose own server is down leaves a gap for what was wanted of it', async () => {
  handlers['/apis'] = () => [200, { groups: [{ name: 'example.com', preferredVersion: { groupVersion: 'example.com/v1' } }] }];
  handlers['/apis/example.com/v1'] = () => [503, { message: 'service unavailable' }];
  const { names, problems, gaps } = await read();
  expect(names).toContain('Service/s');
  expect(problems).toEqual(['list-failed cluster test: the API example.com/v1 does not answer: 503: service unavailable']);
  expect(gaps).toEqual(['Absent: an answer with Absent of the API example.com/v1']);
});

test('a 500 in the middle of a list that stays leaves what was read, and says so', async () => {
  handlers['/api/v1/pods'] = (count, url) =>
    count > 1 ? [500, { message: 'etcdserver: request\ntimed out' }] : [200, page(url, ['a', 'b', 'c'])];
  const { names, problems, gaps } = await read();
  expect(names).toEqual(['Pod/a', 'Service/s']);
  expect(problems).toEqual(['list-failed cluster test: pods could not be listed beyond the first 1: 500: etcdserver: request timed out']);
  expect(gaps).toEqual(['Pod: a complete list of pods in the whole cluster']);
});

test('a 403 in the middle of a list is a gap that names the permission', async () => {
  handlers['/api/v1/pods'] = (count, url) => (count > 1 ? [403, { message: 'pods is forbidden' }] : [200, page(url, ['a', 'b'])]);
  const { names, problems, gaps } = await read();
  expect(names).toEqual(['Pod/a', 'Service/s']);
  expect([problems, gaps]).toEqual([[], ['Pod: permission to list pods in the whole cluster']]);
});

test('a list whose continue token expired is begun anew, and not forever', async () => {
  handlers['/api/v1/pods'] = (count, url) => (count === 2 ? [410, { message: 'too old' }] : [200, page(url, ['a', 'b', 'c'])]);
  expect((await read()).names).toEqual(['Pod/a', 'Pod/b', 'Pod/c', 'Service/s']);
  handlers['/api/v1/pods'] = (_, url) => (url.searchParams.has('continue') ? [410, {}] : [200, page(url, ['a', 'b'])]);
  const { names, problems } = await read();
  expect(names).toEqual(['Service/s']);
  expect(problems).toEqual([
    'list-failed cluster test: pods could not be listed: 410: the list expired 4 times before its end was reached',
  ]);
});

test('a server that hangs is waited for twice, and by no other list again', async () => {
  handlers['/api/v1/pods'] = () => undefined;
  handlers['/api/v1/services'] = (_, url) => [200, page(url, ['s'])];
  const started = performance.now();
  const { problems, gaps } = await read();
  expect(performance.now() - started).toBeLessThan(1500);
  expect(problems).toEqual(['unreachable cluster test: http://SERVER cannot be reached: no answer within 0.15 s']);
  expect(gaps).toContain('Pod: a complete list of pods in the whole cluster');
});

test('a list that hangs alone is lost alone', async () => {
  handlers['/api/v1/pods'] = () => undefined;
  handlers['/api/v1/services'] = async (count, url) => {
    // Answers go on while the other is waited for.
    await sleep(20);
    return [200, { ...page(url, ['s']), metadata: count < 30 ? { continue: '0' } : {} }];
  };
  const { names, problems, gaps } = await read();
  expect(names).toHaveLength(30);
  expect(problems).toEqual(['unreachable cluster test: http://SERVER cannot be reached: no answer within 0.15 s']);
  expect(gaps).toEqual(['Pod: a complete list of pods in the whole cluster']);
});

test('a server that sends byte after byte is not waited for to the end of days', async () => {
  server.removeAllListeners('request');
  server.on('request', (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(timer));
  });
  expect((await read()).problems).toEqual(['unreachable cluster test: http://SERVER cannot be reached: no answer within 0.4 s']);
});

test('what is no API server is told from one', async () => {
  handlers['/version'] = () => [200, '<html>Log in</html>'];
  expect((await read()).problems).toEqual([
    'unreachable cluster test: http://SERVER answers with text/html that is not JSON: is it an API server?',
  ]);
});

test('nothing listens there', async () => {
  const { problems } = await read({ kubeconfig: kubeconfig(1) });
  expect(problems).toEqual(
    ['unreachable cluster test: http://127.0.0.1:1 cannot be reached: nothing listens there: the connection was refused'].map((line) =>
      line.replace('127.0.0.1:1', 'SERVER'),
    ),
  );
});

test('credentials that expired midway are renewed once, and then told', async () => {
  handlers['/api/v1/pods'] = (count, url) => (count === 2 ? [401, {}] : [200, page(url, ['a', 'b'])]);
  expect((await read()).names).toEqual(['Pod/a', 'Pod/b', 'Service/s']);
  handlers['/api/v1/pods'] = (count, url) => (count > 1 ? [401, {}] : [200, page(url, ['a', 'b'])]);
  expect((await read()).problems).toEqual([expect.stringMatching(/^credentials cluster test: .* \(401\): they may have expired/)]);
});

test('a Secret whose content came unasked is not kept', async () => {
  handlers['/api/v1'] = () => [200, { resources: [resource('Secret')] }];
  handlers['/api/v1/secrets'] = (_, __, { headers }) =>
    headers.accept?.includes('as=PartialObjectMetadataList') === true
      ? [200, { kind: 'SecretList', items: [{ metadata: { name: 'a' }, data: { password: 'cGxhaW4=' } }] }]
      : [500, {}];
  const { names, problems } = await read({ kinds: new Set(['Secret']) });
  expect(names).toEqual([]);
  expect(problems).toEqual([expect.stringContaining('did not answer with metadata only')]);
});

test('Ctrl-C ends the reading with what was read', async () => {
  const interruption = new AbortController();
  handlers['/api/v1/pods'] = (count, url) => {
    if (count === 1) return [200, page(url, ['a', 'b'])];
    interruption.abort();
    return undefined;
  };
  const { names, problems } = await read({ signal: interruption.signal });
  expect(names).toContain('Pod/a');
  expect(problems).toEqual(['interrupted cluster test: reading was interrupted: what was not read yet is unknown']);
});

test.each<[string, string, RegExp]>([
  ['no YAML', 'contexts: [', /^kubeconfig FILE: the kubeconfig cannot be read: /],
  ['no mapping', '- a', /is no kubeconfig/],
  ['another kind', 'kind: Pod', /is no kubeconfig: its kind is not Config/],
  ['no cluster', '', /names no cluster/],
  ['no such context', 'current-context: a\ncontexts: [{name: b, context: {}}]', /there is no context a; there are b$/],
  ['no such cluster', 'current-context: a\ncontexts: [{name: a, context: {cluster: c}}]', /names the cluster c, which is not there/],
  ['a name twice', 'current-context: a\ncontexts: [{name: a}, {name: a}]', /contexts names a twice/],
])('a kubeconfig with %s is one line', async (_, text, line) => {
  const file = path.join(folder.folder, 'broken');
  writeFileSync(file, text);
  const { problems } = await read({ kubeconfig: file });
  expect(problems.map((problem) => problem.replace(file, 'FILE'))).toEqual([expect.stringMatching(line)]);
});
