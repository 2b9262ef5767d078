// SPDX-License-Identifier: Apache-2.0
import { type Component, requireProgram } from '../component.ts';
import type { Authority } from '../certificates.ts';
import { connect } from '../client.ts';
import { writeIdentity } from '../identity.ts';
import { kubernetesComponent } from '../kubernetes.ts';
import { freePort } from '../ports.ts';
import { toArguments } from '../program.ts';
import { waitUntilReady } from '../running.ts';
import type { Sandbox } from '../sandbox.ts';
import type { ApiServer } from './kube-apiserver.ts';

export const component: Component = kubernetesComponent('kube-controller-manager');

export interface ControllerManagerOptions {
  readonly kubernetesVersion?: string;
  /** Flags without the dashes; they win over ours. */
  readonly flags?: Readonly<Record<string, string>>;
}

/** Starts every controller that is on by default, and waits until the aggregated roles are filled. */
export async function startControllerManager(
  sandbox: Sandbox,
  apiServer: ApiServer,
  authority: Authority,
  options: ControllerManagerOptions = {},
): Promise<{ readonly logFile: string; readonly pid: number | undefined }> {
  const program = await requireProgram(component, options.kubernetesVersion);
  const identity = await writeIdentity(sandbox, apiServer.url, authority, 'system:kube-controller-manager', []);
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
    ...options.flags,
  };
  const probe = connect(apiServer.url, {
    ca: authority.certificate,
    ...(await authority.client('testbed-probe', ['system:masters'])),
  });
  try {
    const running = await sandbox.run('kube-controller-manager', program, toArguments(flags));
    await waitUntilReady(running, async () => {
      const { body } = await probe.request('GET', '/apis/rbac.authorization.k8s.io/v1/clusterroles/admin');
      return hasRules(body);
    });
    return { logFile: running.logFile, pid: running.process.pid };
  } finally {
    probe.close();
  }
}

function hasRules(role: unknown): boolean {
  return typeof role === 'object' && role !== null && 'rules' in role && Array.isArray(role.rules) && role.rules.length > 0;
}
