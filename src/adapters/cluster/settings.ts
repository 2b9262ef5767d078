// SPDX-License-Identifier: Apache-2.0
// Which cluster is meant, and what it takes to talk to it.
import { homedir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { field, isArray, isObject, type JsonObject, stringField } from '../../model/json.ts';
import type { Settings } from './connection.ts';
import { credentialsOf } from './credentials.ts';
import { ClusterFailure } from './failure.ts';
import { inClusterSettings } from './in-cluster.ts';
import { type Entry, type Kubeconfig, kubeconfigFiles, pemOf, readKubeconfig } from './kubeconfig.ts';

export interface Target {
  /** A kubeconfig; as kubectl finds it where absent. */
  readonly kubeconfig?: string;
  /** A context of it; its current one where absent. */
  readonly context?: string;
}

/** Throws ClusterFailure where nothing says which cluster, or what says so is broken. */
export function settingsOf({ kubeconfig: asked, context }: Target): Settings {
  const { files, required } = kubeconfigFiles(asked, process.env, homedir());
  const kubeconfig = readKubeconfig(files, required);
  if (kubeconfig !== undefined && (kubeconfig.currentContext !== '' || context !== undefined || kubeconfig.clusters.size > 0)) {
    return fromKubeconfig(kubeconfig, context);
  }
  const inCluster = asked === undefined && context === undefined ? inClusterSettings(process.env) : undefined;
  if (inCluster !== undefined) return inCluster;
  const what = kubeconfig === undefined ? 'there is no kubeconfig here' : 'the kubeconfig names no cluster';
  throw new ClusterFailure('kubeconfig', `${what}, and this is no pod: give one with --kubeconfig or KUBECONFIG`, {
    source: files.join(path.delimiter),
  });
}

function fromKubeconfig(kubeconfig: Kubeconfig, asked: string | undefined): Settings {
  const source = kubeconfig.files.join(path.delimiter);
  const fail = (reason: string) => new ClusterFailure('kubeconfig', reason, { source });
  const name = asked ?? kubeconfig.currentContext;
  if (name === '') throw fail(`no current context is set: give one of ${names(kubeconfig.contexts)} with --context`);
  const context = kubeconfig.contexts.get(name);
  if (context === undefined) throw fail(`there is no context ${name}; there are ${names(kubeconfig.contexts)}`);
  const clusterName = stringField(context.value, 'cluster') ?? '';
  const cluster = kubeconfig.clusters.get(clusterName);
  if (cluster === undefined) throw fail(`the context ${name} names the cluster ${clusterName || '""'}, which is not there`);
  const userName = stringField(context.value, 'user') ?? '';
  const user = kubeconfig.users.get(userName);
  if (user === undefined && userName !== '') throw fail(`the context ${name} names the user ${userName}, which is not there`);
  const connection = connectionOf(cluster, clusterName);
  return {
    context: name,
    ...connection,
    headers: user === undefined ? {} : impersonation(user.value),
    credentials: credentialsOf(user, userName, execCluster(connection, cluster.value)),
  };
}

function names(entries: ReadonlyMap<string, unknown>): string {
  return entries.size === 0 ? 'none' : [...entries.keys()].slice(0, 10).join(', ');
}

type Connection = Pick<Settings, 'server' | 'ca' | 'insecure' | 'serverName' | 'proxy'>;

function connectionOf({ value, file }: Entry, name: string): Connection {
  const fail = (reason: string) => new ClusterFailure('kubeconfig', `the cluster ${name} ${reason}`, { source: file });
  const server = (stringField(value, 'server') ?? '').replace(/\/+$/, '');
  if (!URL.canParse(server) || !/^https?:$/.test(new URL(server).protocol)) throw fail('has no server with an https:// address');
  const ca = pemOf({ value, file }, 'certificate-authority');
  const insecure = value['insecure-skip-tls-verify'] === true;
  if (insecure && ca !== undefined) throw fail('has both a certificate-authority and insecure-skip-tls-verify: kubectl refuses it, too');
  const serverName = stringField(value, 'tls-server-name');
  const proxy = stringField(value, 'proxy-url');
  if (proxy && !/^https?:\/\//.test(proxy)) throw fail('has a proxy-url that is not http:// or https://: others are not supported');
  return { server, ...(ca === undefined ? {} : { ca }), insecure, ...(serverName ? { serverName } : {}), ...(proxy ? { proxy } : {}) };
}

function impersonation(user: JsonObject): Readonly<Record<string, string | readonly string[]>> {
  const headers: Record<string, string | readonly string[]> = {};
  const as = stringField(user, 'as');
  if (as) headers['Impersonate-User'] = as;
  const uid = stringField(user, 'as-uid');
  if (uid) headers['Impersonate-Uid'] = uid;
  const groups = field(user, 'as-groups');
  if (isArray(groups)) headers['Impersonate-Group'] = groups.filter((group) => typeof group === 'string');
  const extra = field(user, 'as-user-extra');
  if (isObject(extra)) {
    for (const [key, values] of Object.entries(extra)) {
      if (isArray(values)) headers[`Impersonate-Extra-${encodeURIComponent(key)}`] = values.filter((value) => typeof value === 'string');
    }
  }
  return headers;
}

/** The cluster as an exec plugin may ask to be told of it. */
function execCluster({ server, ca, insecure, serverName, proxy }: Connection, cluster: JsonObject): JsonObject {
  const extensions = field(cluster, 'extensions');
  const config = (isArray(extensions) ? extensions : []).find(
    (extension) => stringField(extension, 'name') === 'client.authentication.k8s.io/exec',
  );
  return {
    server,
    ...(serverName === undefined ? {} : { 'tls-server-name': serverName }),
    ...(insecure ? { 'insecure-skip-tls-verify': true } : {}),
    ...(ca === undefined ? {} : { 'certificate-authority-data': Buffer.from(ca).toString('base64') }),
    ...(proxy === undefined ? {} : { 'proxy-url': proxy }),
    config: field(config, 'extension') ?? null,
  };
}
