// SPDX-License-Identifier: Apache-2.0
// GET requests to an API server, and the patience that takes: retries are bounded, and one silence is not waited for twice.
import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, type AgentOptions, request as httpsRequest } from 'node:https';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Json } from '../../model/json.ts';
import type { ProblemCode } from '../../model/problem.ts';
import { errorCode } from '../files/failure.ts';
import type { Credentials, Settings } from './connection.ts';
import { ClusterFailure } from './failure.ts';

export interface Answer {
  readonly status: number;
  readonly body: Json;
}

export interface ClusterClient {
  /** An HTTP error is an answer. Throws ClusterFailure where there is none, where we are not known, or where it is not JSON. */
  get(path: string, accept?: string): Promise<Answer>;
  /** The same of what stands behind the API server: asked once, within so many milliseconds, and nothing else waits for it. */
  getOnce(path: string, milliseconds: number): Promise<Answer>;
  close(): void;
}

/** How long to wait, in milliseconds, and how often to try. */
export interface Patience {
  /** Without a byte. */
  readonly silence: number;
  /** For one whole answer. */
  readonly answer: number;
  /** Of a request that the server could not answer now: 429, 500, 502, 503, 504. */
  readonly attempts: number;
  /** Before the second attempt; doubled from one to the next. */
  readonly pause: number;
  /** The most that a Retry-After is obeyed. */
  readonly longestPause: number;
}

const defaultPatience: Patience = { silence: 20_000, answer: 120_000, attempts: 5, pause: 250, longestPause: 20_000 };

/** Bytes of one answer, unpacked. A page of 500 large objects has some 20 MB. */
const largestAnswer = 256 * 1024 * 1024;
/** The same of what answers behind an API server. */
const largestAnswerBehind = 4 * 1024 * 1024;
const sockets = 8;
const busy: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);
const unpack = promisify(gunzip);

export async function connect(settings: Settings, signal?: AbortSignal, given: Partial<Patience> = {}): Promise<ClusterClient> {
  const patience = { ...defaultPatience, ...given };
  let credentials = await settings.credentials();
  let agent = agentOf(settings, credentials);
  const agents = [agent];
  let renewed: Promise<void> | undefined;
  // Once the server is silent or does not know us, every other request would only wait for the same.
  let lost: ClusterFailure | undefined;
  let lastAnswer = 0;

  async function renew(): Promise<void> {
    credentials = await settings.credentials();
    // The old one has answers on their way.
    agent = agentOf(settings, credentials);
    agents.push(agent);
  }

  async function attempt(path: string, accept: string): Promise<Raw> {
    for (let tries = 1; ; tries += 1) {
      const started = performance.now();
      try {
        const raw = await send(settings, agent, credentials, path, accept, patience, signal);
        lastAnswer = performance.now();
        return raw;
      } catch (error) {
        if (signal?.aborted === true) throw lose('interrupted', 'reading was interrupted: what was not read yet is unknown');
        if (tries >= 2 || isFinal(error)) {
          const failure = unreachable(settings, error);
          // Where others were answered meanwhile it is this path alone that is not.
          if (lastAnswer < started) lost ??= failure;
          throw lost ?? failure;
        }
        await sleep(patience.pause);
      }
    }
  }

  function lose(code: ProblemCode, reason: string): ClusterFailure {
    lost ??= new ClusterFailure(code, reason);
    return lost;
  }

  async function get(path: string, accept = 'application/json'): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      if (lost !== undefined) throw lost;
      const before = renewed;
      const raw = await attempt(path, accept);
      if (raw.status === 401) {
        if (before !== undefined) throw lose('credentials', notKnown(settings));
        // Requests that fail together renew once.
        renewed ??= renew();
        await renewed;
      } else if (busy.has(raw.status) && tries < patience.attempts) {
        const pause = pauseAfter(raw.retryAfter, tries, patience);
        await sleep(pause, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
      } else return { status: raw.status, body: await bodyOf(raw, settings) };
    }
  }

  async function getOnce(path: string, milliseconds: number): Promise<Answer> {
    if (lost !== undefined) throw lost;
    const once = { ...patience, silence: milliseconds, answer: milliseconds };
    let raw: Raw;
    try {
      raw = await send(settings, agent, credentials, path, 'application/json', once, signal, largestAnswerBehind);
    } catch (error) {
      if (signal?.aborted === true) throw lose('interrupted', 'reading was interrupted: what was not read yet is unknown');
      throw new ClusterFailure('unreachable', error instanceof Error ? error.message : String(error), {}, { cause: error });
    }
    try {
      return { status: raw.status, body: await bodyOf(raw, settings, largestAnswerBehind) };
    } catch (error) {
      throw new ClusterFailure('unreachable', 'its answer is no JSON', {}, { cause: error });
    }
  }

  return { get, getOnce, close: () => agents.forEach((opened) => opened.destroy()) };
}

interface Raw {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly contentType: string;
  readonly gzipped: boolean;
  readonly bytes: Buffer;
}

function agentOf(settings: Settings, { certificate, key }: Credentials): HttpAgent {
  const { ca, insecure, serverName, proxy } = settings;
  const proxyEnv = proxy === undefined ? process.env : { HTTP_PROXY: proxy, HTTPS_PROXY: proxy };
  const options: AgentOptions = {
    keepAlive: true,
    maxSockets: sockets,
    // An API server closes a connection that was idle for 90 s: let go of it before that.
    timeout: 60_000,
    proxyEnv,
    ...(ca === undefined ? {} : { ca }),
    ...(insecure ? { rejectUnauthorized: false } : {}),
    ...(serverName === undefined ? {} : { servername: serverName }),
    ...(certificate === undefined || key === undefined ? {} : { cert: certificate, key }),
  };
  return settings.server.startsWith('http:') ? new HttpAgent({ keepAlive: true, maxSockets: sockets, proxyEnv }) : new HttpsAgent(options);
}

async function send(
  settings: Settings,
  agent: HttpAgent,
  { token }: Credentials,
  path: string,
  accept: string,
  patience: Patience,
  signal: AbortSignal | undefined,
  largest = largestAnswer,
): Promise<Raw> {
  const request = settings.server.startsWith('http:') ? httpRequest : httpsRequest;
  const headers = {
    accept,
    'accept-encoding': 'gzip',
    'user-agent': 'rampart',
    ...settings.headers,
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  return new Promise<Raw>((resolve, reject) => {
    const outgoing = request(`${settings.server}${path}`, { agent, headers, ...(signal === undefined ? {} : { signal }) });
    const late = setTimeout(() => outgoing.destroy(new Silence(patience.answer)), patience.answer);
    outgoing.setTimeout(patience.silence, () => outgoing.destroy(new Silence(patience.silence)));
    outgoing.on('close', () => clearTimeout(late));
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      received(response, largest).then(
        (bytes) =>
          resolve({
            status: response.statusCode ?? 0,
            retryAfter: response.headers['retry-after'],
            contentType: response.headers['content-type'] ?? '',
            gzipped: response.headers['content-encoding'] === 'gzip',
            bytes,
          }),
        reject,
      );
    });
    outgoing.end();
  });
}

async function received(response: IncomingMessage, largest: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    if (length > largest) throw new Error(`its answer is larger than ${largest / 1024 / 1024} MiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function bodyOf({ gzipped, bytes, contentType, status }: Raw, settings: Settings, largest = largestAnswer): Promise<Json> {
  try {
    const plain = gzipped ? await unpack(bytes, { maxOutputLength: largest }) : bytes;
    // Integers beyond 2^53 lose their last digits here; no field that is judged has any.
    return JSON.parse(plain.toString('utf8'));
  } catch {
    // What a server says beside an error need not be JSON.
    if (status !== 200) return { message: contentType.startsWith('text/plain') && !gzipped ? bytes.toString('utf8') : '' };
    const type = contentType === '' ? 'something' : contentType;
    throw new ClusterFailure('unreachable', `${settings.server} answers with ${type} that is not JSON: is it an API server?`);
  }
}

class Silence extends Error {
  constructor(milliseconds: number) {
    super(`no answer within ${milliseconds / 1000} s`);
  }
}

function pauseAfter(retryAfter: string | undefined, tries: number, { pause, longestPause }: Patience): number {
  const seconds = retryAfter !== undefined && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : undefined;
  // Spread, so that the lists that were refused together do not come back together.
  const backoff = pause * 2 ** (tries - 1) * (1 + Math.random() / 2);
  return Math.min(longestPause, seconds === undefined ? backoff : Math.max(seconds * 1000, pause));
}

const finalCodes = /^(?:ENOTFOUND|ERR_TLS|ERR_SSL|ERR_INVALID|CERT_|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|EPROTO|ERR_OSSL)/;

/** Whether another attempt would fail in the same way. */
function isFinal(error: unknown): boolean {
  return finalCodes.test(errorCode(error) ?? '');
}

const known: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there: the connection was refused',
  ECONNRESET: 'the connection was closed before it had answered',
  ENOTFOUND: 'its name is not known to the name service',
  EAI_AGAIN: 'the name service does not answer',
  EHOSTUNREACH: 'there is no route to it',
  ENETUNREACH: 'there is no route to it',
  ETIMEDOUT: 'no answer',
};

function unreachable({ server }: Settings, error: unknown): ClusterFailure {
  const code = errorCode(error) ?? '';
  const message = error instanceof Error ? error.message : String(error);
  const said = known[code] ?? (finalCodes.test(code) ? `${message} (${code})` : message);
  return new ClusterFailure('unreachable', `${server} cannot be reached: ${said}`, {}, { cause: error });
}

function notKnown({ server }: Settings): string {
  return `${server} does not accept the credentials (401): they may have expired; log in again`;
}
