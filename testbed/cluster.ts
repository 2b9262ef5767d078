// SPDX-License-Identifier: Apache-2.0
// A Kubernetes control plane on loopback: etcd, the API server and, where asked for, the controller manager.
// No node and no scheduler: pods are admitted and stored, and never run.
import { type Authority, createAuthority } from './certificates.ts';
import { type Client, connect, type Request } from './client.ts';
import { requireProgram } from './component.ts';
import { type Etcd, startEtcd } from './components/etcd.ts';
import { type ApiServer, type ApiServerOptions, startApiServer } from './components/kube-apiserver.ts';
import { type ControllerManager, startControllerManager } from './components/kube-controller-manager.ts';
import { component as kubectl } from './components/kubectl.ts';
import { createIdentity, type Identity } from './identity.ts';
import { createNamespace } from './namespaces.ts';
import { type Output, runProgram } from './program.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';

export interface ClusterOptions extends ApiServerOptions {
  /** False by default: service accounts and aggregated roles need it, admission and authorization don't. */
  readonly controllerManager?: boolean;
}

export interface Cluster {
  /** What the API server says it is, such as v1.36.3. */
  readonly version: string;
  /** https://127.0.0.1:PORT */
  readonly server: string;
  readonly folder: string;
  /** The path of the administrator's kubeconfig. */
  readonly kubeconfig: string;
  /** A member of system:masters: CA, certificate and key as PEM texts. */
  readonly admin: Identity;
  readonly authority: Authority;
  readonly auditLog: string;
  readonly etcd: Etcd;
  readonly apiServer: ApiServer;
  readonly controllerManager: ControllerManager | undefined;
  /** A request of the administrator's. */
  readonly request: Request;
  /** kubectl as the administrator; throws with what it said when it fails. `--kubeconfig` names somebody else. */
  kubectl(...args: readonly string[]): Promise<Output>;
  /** A namespace in which pods can be created. */
  createNamespace(name: string, labels?: Readonly<Record<string, string>>): Promise<void>;
  /** A user with a certificate of this cluster's; rights come from RBAC alone. */
  identity(user: string, groups?: readonly string[]): Promise<Identity>;
  /** A connection as that user. */
  connect(identity: Identity): Client;
  stop(): Promise<void>;
}

/** Ready for pods in namespace `default`. Throws, with the end of the component's log, when it does not start. */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const sandbox = await createSandbox();
  try {
    return await start(sandbox, options);
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
}

async function start(sandbox: Sandbox, options: ClusterOptions): Promise<Cluster> {
  const withControllers = options.controllerManager ?? false;
  const [etcd, authority] = await Promise.all([startEtcd({ sandbox }), createAuthority('testbed-ca')]);
  const apiServer = await startApiServer(sandbox, etcd.url, authority, options);
  const { url, admin, client } = apiServer;
  const controllerManager = withControllers
    ? await startControllerManager(sandbox, apiServer, authority, options.kubernetesVersion)
    : undefined;
  await createNamespace(client, 'default', {}, withControllers);
  const clients = [client];
  return {
    version: gitVersion((await client.request('GET', '/version')).body),
    server: url,
    folder: sandbox.folder,
    kubeconfig: admin.kubeconfig,
    admin,
    authority,
    auditLog: apiServer.auditLog,
    etcd,
    apiServer,
    controllerManager,
    request: client.request,
    // The default release's kubectl for every server: its own version decides nothing that a test asks.
    kubectl: async (...args) =>
      runProgram(requireProgram(kubectl), args, { KUBECONFIG: admin.kubeconfig, KUBECACHEDIR: `${sandbox.folder}/kubectl` }),
    createNamespace: (name, labels = {}) => createNamespace(client, name, labels, withControllers),
    identity: (user, groups = []) => createIdentity(sandbox, authority, url, user, groups),
    connect: (identity) => {
      const opened = connect(url, identity);
      clients.push(opened);
      return opened;
    },
    stop: async () => {
      for (const opened of clients) opened.close();
      await sandbox.stop();
    },
  };
}

function gitVersion(body: unknown): string {
  if (typeof body === 'object' && body !== null && 'gitVersion' in body) return String(body.gitVersion);
  throw new Error(`/version answered ${JSON.stringify(body)}`);
}
