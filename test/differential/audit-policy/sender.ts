// SPDX-License-Identifier: Apache-2.0
// Requests as they are, by whoever a token or a certificate names: a watch answers with many values, and nobody reads them.
import { Agent, request as httpsRequest } from 'node:https';
import { field, type Json, stringField } from '../../../src/model/json.ts';
import type { Cluster } from '../../../testbed/cluster.ts';
import { accountUser, type Asked, type Caller, certificateUser } from './generate.ts';

export interface Sender {
  /** Resolves when the answer has ended. */
  send(asked: Asked, id: string): Promise<void>;
  close(): void;
}

export async function createSender(cluster: Cluster): Promise<Sender> {
  const { ca, certificate: cert, key } = await cluster.identity(certificateUser.name, withoutOwn(certificateUser.groups));
  const byToken = new Agent({ keepAlive: true, maxSockets: 64, ca });
  const byCertificate = new Agent({ keepAlive: true, maxSockets: 16, ca, cert, key });
  const account = await accountToken(cluster);
  const tokenOf = ({ by }: Caller) => (by === 'account' ? account : typeof by === 'object' ? by.token : undefined);
  return {
    send: ({ caller, method, url, headers, body }, id) =>
      new Promise((resolve, reject) => {
        const token = tokenOf(caller);
        const sent = body === undefined ? undefined : JSON.stringify(body);
        const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
        const outgoing = httpsRequest(`${cluster.server}${url}`, {
          method,
          agent: caller.by === 'certificate' ? byCertificate : byToken,
          headers: {
            'audit-id': id,
            ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
            ...(sent === undefined ? {} : { 'content-type': type }),
            ...headers,
          },
        });
        outgoing.on('response', (answer) => {
          answer.on('error', reject);
          answer.on('end', () => resolve());
          answer.resume();
        });
        outgoing.on('error', reject);
        outgoing.end(sent);
      }),
    close: () => {
      byToken.destroy();
      byCertificate.destroy();
    },
  };
}

/** What the server does not add by itself. */
export function withoutOwn(groups: readonly string[]): string[] {
  return groups.filter((group) => group !== 'system:authenticated');
}

async function accountToken(cluster: Cluster): Promise<string> {
  const [, , namespace = '', name = ''] = accountUser.name.split(':');
  const { body } = await cluster.request('POST', `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`, {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec: {},
  });
  const token = stringField(field(body as Json, 'status'), 'token');
  if (token === undefined) throw new Error(`no token for ${accountUser.name}`);
  return token;
}
