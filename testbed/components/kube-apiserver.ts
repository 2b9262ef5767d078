// SPDX-License-Identifier: Apache-2.0
import { type Component, requireProgram } from '../component.ts';
import { type Authority, createTokenKey } from '../certificates.ts';
import { type Client, connect } from '../client.ts';
import { auditEverything, type Configuration, configurationText, encryptSecrets } from '../configuration.ts';
import { createIdentity, type Identity } from '../identity.ts';
import { kubernetesComponent } from '../kubernetes.ts';
import { freePort } from '../ports.ts';
import { toArguments } from '../program.ts';
import { waitUntilReady } from '../running.ts';
import type { Sandbox } from '../sandbox.ts';

export const component: Component = kubernetesComponent('kube-apiserver');

export interface ApiServerOptions {
  /** Without `v`, such as 1.34.4; testbed/kubernetes.ts says which one is meant by default. */
  readonly kubernetesVersion?: string;
  /** AdmissionConfiguration; none by default, so that PodSecurity enforces what the namespaces' labels say. */
  readonly admissionConfiguration?: Configuration;
  /** Audit policy; every request at level Metadata by default. */
  readonly auditPolicy?: Configuration;
  /** EncryptionConfiguration; secrets through secretbox by default. */
  readonly encryption?: Configuration;
  /** Flags without the dashes, such as `disable-admission-plugins`; they win over ours. */
  readonly flags?: Readonly<Record<string, string>>;
}

export interface ApiServer {
  readonly url: string;
  /** A member of system:masters. */
  readonly admin: Identity;
  /** The administrator's connection. */
  readonly client: Client;
  /** One JSON event a line. */
  readonly auditLog: string;
  readonly logFile: string;
  readonly pid: number | undefined;
  /** PEM file of the key that signs service account tokens, for the controller manager. */
  readonly tokenKeyFile: string;
}

/** Starts it in the sandbox, on etcd's URL, and waits until /readyz is well. */
export async function startApiServer(
  sandbox: Sandbox,
  etcdUrl: string,
  authority: Authority,
  options: ApiServerOptions = {},
): Promise<ApiServer> {
  const program = requireProgram(component, options.kubernetesVersion);
  const port = await freePort();
  const url = `https://127.0.0.1:${port}`;
  const auditLog = `${sandbox.folder}/audit.log`;
  const tokenKey = await createTokenKey();
  const tokenKeyFile = await sandbox.write('tokens.key', tokenKey.privateKey);
  const flags: Readonly<Record<string, string>> = {
    'etcd-servers': etcdUrl,
    'bind-address': '127.0.0.1',
    // Not published (no endpoint reconciler), but without one a machine without a default route has no address to take.
    'advertise-address': '127.0.0.1',
    'secure-port': String(port),
    'endpoint-reconciler-type': 'none',
    'service-cluster-ip-range': '10.96.0.0/16',
    'service-account-issuer': 'https://kubernetes.default.svc',
    'service-account-signing-key-file': tokenKeyFile,
    'service-account-key-file': await sandbox.write('tokens.pub', tokenKey.publicKey),
    'authorization-mode': 'RBAC',
    // As kubeadm sets it: otherwise validation refuses privileged pods before PodSecurity sees them.
    'allow-privileged': 'true',
    'audit-log-path': auditLog,
    ...(await writeCertificates(sandbox, authority)),
    ...(await writeConfigurations(sandbox, options)),
    ...options.flags,
  };
  const running = await sandbox.run('kube-apiserver', program, toArguments(flags));
  const admin = await createIdentity(sandbox, authority, url, 'testbed-admin', ['system:masters']);
  const client = connect(url, admin);
  await waitUntilReady(running, async () => (await client.request('GET', '/readyz')).status === 200);
  return { url, admin, client, auditLog, logFile: running.logFile, pid: running.process.pid, tokenKeyFile };
}

async function writeCertificates(sandbox: Sandbox, authority: Authority): Promise<Record<string, string>> {
  const server = await authority.server(['127.0.0.1', 'localhost', 'kubernetes.default.svc', '10.96.0.1']);
  return {
    'client-ca-file': await sandbox.write('ca.crt', authority.certificate),
    'tls-cert-file': await sandbox.write('apiserver.crt', server.certificate),
    'tls-private-key-file': await sandbox.write('apiserver.key', server.key),
  };
}

async function writeConfigurations(sandbox: Sandbox, options: ApiServerOptions): Promise<Record<string, string>> {
  const write = (name: string, value: Configuration): Promise<string> => sandbox.write(name, configurationText(value));
  const { admissionConfiguration: admission } = options;
  return {
    'audit-policy-file': await write('audit-policy.yaml', options.auditPolicy ?? auditEverything),
    'encryption-provider-config': await write('encryption.yaml', options.encryption ?? encryptSecrets()),
    ...(admission && { 'admission-control-config-file': await write('admission.yaml', admission) }),
  };
}
