// SPDX-License-Identifier: Apache-2.0
import { type Component, requireProgram } from '../component.ts';
import { type Authority, createTokenKey } from '../certificates.ts';
import { connect } from '../client.ts';
import { auditEverything, type Configuration, configurationText, encryptSecrets } from '../configuration.ts';
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
  /** One JSON event a line. */
  readonly auditLog: string;
  readonly logFile: string;
  readonly pid: number | undefined;
  /** PEM file of the key that signs service account tokens, for the controller manager. */
  readonly tokenKeyFile: string;
}

/** Starts it in the sandbox, on etcd's URL, and waits until /readyz says so to a member of system:masters. */
export async function startApiServer(
  sandbox: Sandbox,
  etcdUrl: string,
  authority: Authority,
  options: ApiServerOptions = {},
): Promise<ApiServer> {
  const program = await requireProgram(component, options.kubernetesVersion);
  const port = await freePort();
  const url = `https://127.0.0.1:${port}`;
  const auditLog = `${sandbox.folder}/audit.log`;
  const server = await authority.server(['127.0.0.1', 'localhost', 'kubernetes.default.svc', '10.96.0.1']);
  const tokenKey = await createTokenKey();
  const tokenKeyFile = await sandbox.write('tokens.key', tokenKey.privateKey);
  const flags: Record<string, string> = {
    'etcd-servers': etcdUrl,
    'bind-address': '127.0.0.1',
    'secure-port': String(port),
    'endpoint-reconciler-type': 'none',
    'service-cluster-ip-range': '10.96.0.0/16',
    'tls-cert-file': await sandbox.write('apiserver.crt', server.certificate),
    'tls-private-key-file': await sandbox.write('apiserver.key', server.key),
    'client-ca-file': await sandbox.write('ca.crt', authority.certificate),
    'service-account-issuer': 'https://kubernetes.default.svc',
    'service-account-signing-key-file': tokenKeyFile,
    'service-account-key-file': await sandbox.write('tokens.pub', tokenKey.publicKey),
    'authorization-mode': 'RBAC',
    // As kubeadm sets it: otherwise validation refuses privileged pods before PodSecurity sees them.
    'allow-privileged': 'true',
    'audit-log-path': auditLog,
    'audit-policy-file': await sandbox.write('audit-policy.yaml', configurationText(options.auditPolicy ?? auditEverything)),
    'encryption-provider-config': await sandbox.write('encryption.yaml', configurationText(options.encryption ?? encryptSecrets())),
  };
  if (options.admissionConfiguration !== undefined) {
    const text = configurationText(options.admissionConfiguration);
    flags['admission-control-config-file'] = await sandbox.write('admission.yaml', text);
  }
  const probe = connect(url, { ca: authority.certificate, ...(await authority.client('testbed-probe', ['system:masters'])) });
  try {
    const running = await sandbox.run('kube-apiserver', program, toArguments({ ...flags, ...options.flags }));
    await waitUntilReady(running, async () => (await probe.request('GET', '/readyz')).status === 200);
    return { url, auditLog, logFile: running.logFile, pid: running.process.pid, tokenKeyFile };
  } finally {
    probe.close();
  }
}
