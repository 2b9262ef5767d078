// SPDX-License-Identifier: Apache-2.0
// A pod's own account: what the kubelet mounts into it, and where its environment says the API server is.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { failureOf } from '../files/failure.ts';
import type { Settings } from './connection.ts';
import { readToken } from './credentials.ts';
import { ClusterFailure } from './failure.ts';

const mounted = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Undefined outside of a pod. The token file is read anew whenever a token is needed: the kubelet renews it. */
export function inClusterSettings(
  environment: Readonly<Record<string, string | undefined>>,
  folder: string = mounted,
): Settings | undefined {
  const host = environment['KUBERNETES_SERVICE_HOST'];
  const port = environment['KUBERNETES_SERVICE_PORT'] ?? '443';
  const token = path.join(folder, 'token');
  if (!host || !existsSync(token)) return undefined;
  return {
    context: 'in-cluster',
    server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
    ca: certificateAuthority(path.join(folder, 'ca.crt')),
    insecure: false,
    headers: {},
    credentials: async () => ({ token: readToken(token) }),
  };
}

function certificateAuthority(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ClusterFailure('kubeconfig', `the pod's certificate authority ${failureOf(error).reason}`, { source: file });
  }
}
