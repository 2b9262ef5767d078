// SPDX-License-Identifier: Apache-2.0
// A JSON client for the API server on node:https: a client certificate, kept connections, and no more.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';

/** PEM texts. */
export interface Credentials {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON, or the text where the answer is not JSON. */
  readonly body: unknown;
}

/** An HTTP error is an answer; throws only where there is none. The body is sent as JSON. */
export type Request = (method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<Answer>;

export interface Client {
  readonly request: Request;
  close(): void;
}

export function connect(server: string, credentials: Credentials): Client {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 64,
    // The API server closes a connection that was idle for 90 s: let go of it before that.
    timeout: 60_000,
    ca: credentials.ca,
    cert: credentials.certificate,
    key: credentials.key,
  });

  const request: Request = async (method, path, body, headers) => {
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const outgoing = httpsRequest(`${server}${path}`, { method, agent, headers: { ...contentType(method, sent), ...headers } });
      outgoing.on('response', resolve);
      outgoing.on('error', reject);
      outgoing.end(sent);
    });
    const received = await text(response);
    const isJson = response.headers['content-type']?.includes('json') ?? false;
    return { status: response.statusCode ?? 0, headers: response.headers, body: isJson ? JSON.parse(received) : received };
  };

  return { request, close: () => agent.destroy() };
}

function contentType(method: string, sent: string | undefined): Record<string, string> {
  if (sent === undefined) return {};
  return { 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' };
}
