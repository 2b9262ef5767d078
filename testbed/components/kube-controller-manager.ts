// SPDX-License-Identifier: Apache-2.0
import type { Authority } from '../certificates.ts';
import { type Component, requireProgram } from '../component.ts';
import { createIdentity } from '../identity.ts';
import { kubernetesComponent } from '../kubernetes.ts';
import { freePort } from '../ports.ts';
import { toArguments } from '../program.ts';
import { waitUntilReady } from '../running.ts';
import type { Sandbox } from '../sandbox.ts';
import type { ApiServer } from './kube-apiserver.ts';

export const component: Component = kubernetesComponent('kube-controller-manager');

export interface ControllerManager {
  readonly logFile: string;
  readonly pid: number | undefined;
}

/** Starts every controller that is on by default, and waits until the aggregated roles are filled. */
export async function startControllerManager(
  sandbox: Sandbox,
  apiServer: ApiServer,
  authority: Authority,
  kubernetesVersion?: string,
): Promise<ControllerManager> {
  const program = requireProgram(component, kubernetesVersion);
  const identity = await createIdentity(sandbox, authority, apiServer.url, 'system:kube-controller-manager', []);
  const flags: Readonly<Record<string, string>> = {
    kubeconfig: identity.kubeconfig,
    'authentication-kubeconfig': identity.kubeconfig,
    'authorization-kubeconfig': identity.kubeconfig,
    'bind-address': '127.0.0.1',
    'secure-port': String(await freePort()),
    'cert-dir': `${sandbox.folder}/controller-manager`,
    'leader-elect': 'false',
    'use-service-account-credentials': 'true',
    'service-account-private-key-file': apiServer.tokenKeyFile,
    'root-ca-file': await sandbox.write('root-ca.crt', authority.certificate),
    'cluster-signing-cert-file': await sandbox.write('signing.crt', authority.certificate),
    'cluster-signing-key-file': await sandbox.write('signing.key', authority.key),
  };
  const running = await sandbox.run('kube-controller-manager', program, toArguments(flags));
  await waitUntilReady(running, async () => {
    const role = await apiServer.client.request('GET', '/apis/rbac.authorization.k8s.io/v1/clusterroles/admin');
    return hasRules(role.body);
  });
  return { logFile: running.logFile, pid: running.process.pid };
}

function hasRules(role: unknown): boolean {
  return typeof role === 'object' && role !== null && 'rules' in role && Array.isArray(role.rules) && role.rules.length > 0;
}
