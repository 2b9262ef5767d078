// SPDX-License-Identifier: Apache-2.0
// A user of the cluster: the client certificate as text, and a kubeconfig file with it.
import type { Authority } from './certificates.ts';
import type { Credentials } from './client.ts';
import type { Sandbox } from './sandbox.ts';

export interface Identity extends Credentials {
  readonly user: string;
  readonly groups: readonly string[];
  /** The path of a kubeconfig that holds the certificate and the key. */
  readonly kubeconfig: string;
}

export async function createIdentity(
  sandbox: Sandbox,
  authority: Authority,
  server: string,
  user: string,
  groups: readonly string[],
): Promise<Identity> {
  const pair = await authority.client(user, groups);
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'testbed',
    contexts: [{ name: 'testbed', context: { cluster: 'testbed', user } }],
    clusters: [{ name: 'testbed', cluster: { server, 'certificate-authority-data': base64(authority.certificate) } }],
    users: [{ name: user, user: { 'client-certificate-data': base64(pair.certificate), 'client-key-data': base64(pair.key) } }],
  };
  const kubeconfig = await sandbox.write(`${encodeURIComponent(user)}.kubeconfig`, JSON.stringify(config));
  return { user, groups, ca: authority.certificate, ...pair, kubeconfig };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
