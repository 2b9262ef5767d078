// SPDX-License-Identifier: Apache-2.0
// Namespaces in which pods can be created: that takes the service account `default`, made by the controller manager
// where one runs and by us where none does.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Client } from './client.ts';

const serviceAccountTimeoutMs = 15_000;

/** Creates the namespace (a namespace that exists is left as it is) and sees to its service account. */
export async function createNamespace(
  client: Client,
  name: string,
  labels: Readonly<Record<string, string>>,
  controllerManager: boolean,
): Promise<void> {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
  expectCreated(`namespace ${name}`, await client.request('POST', '/api/v1/namespaces', namespace));
  const accounts = `/api/v1/namespaces/${name}/serviceaccounts`;
  if (controllerManager) {
    await waitForAccount(client, `${accounts}/default`);
    return;
  }
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } };
  expectCreated(`service account of namespace ${name}`, await client.request('POST', accounts, account));
}

async function waitForAccount(client: Client, path: string): Promise<void> {
  const deadline = Date.now() + serviceAccountTimeoutMs;
  while ((await client.request('GET', path)).status !== 200) {
    if (Date.now() > deadline) throw new Error(`the controller manager has not created ${path}`);
    await sleep(20);
  }
}

function expectCreated(what: string, { status, body }: Answer): void {
  if (status !== 201 && status !== 409) throw new Error(`${what}: ${status} ${JSON.stringify(body)}`);
}
