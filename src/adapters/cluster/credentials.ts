// SPDX-License-Identifier: Apache-2.0
// Who we are to the API server, by what a user of a kubeconfig says.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { field, isObject, type JsonObject, stringField } from '../../model/json.ts';
import { failureOf } from '../files/failure.ts';
import type { CredentialSource } from './connection.ts';
import { execCredentials } from './exec-plugin.ts';
import { ClusterFailure } from './failure.ts';
import { type Entry, pemOf } from './kubeconfig.ts';

/** The credentials of a user; nobody's where the context names no user. */
export function credentialsOf(user: Entry | undefined, name: string, cluster: JsonObject): CredentialSource {
  if (user === undefined) return async () => ({});
  const { value, file } = user;
  const fail = (reason: string) => new ClusterFailure('credentials', `the user ${name} ${reason}`, { source: file });
  if (stringField(value, 'username') || stringField(value, 'password')) {
    throw fail('has a password: API servers have not taken basic authentication since 1.19');
  }
  if (isObject(field(value, 'auth-provider'))) {
    throw fail('has an auth-provider, which kubectl removed in 1.26: use the exec plugin of your provider');
  }
  const exec = field(value, 'exec');
  const certificate = pemOf(user, 'client-certificate');
  const key = pemOf(user, 'client-key');
  if ((certificate === undefined) !== (key === undefined)) throw fail('has a client certificate without its key, or a key without it');
  const pair = certificate === undefined || key === undefined ? {} : { certificate, key };
  const tokenFile = stringField(value, 'tokenFile');
  const token = stringField(value, 'token');
  return async () => {
    // A plugin is not asked where the kubeconfig has credentials besides, as in kubectl.
    if (tokenFile) return { ...pair, token: readToken(path.resolve(path.dirname(file), tokenFile)) };
    if (token) return { ...pair, token };
    if (isObject(exec)) return { ...pair, ...(await execCredentials({ value: exec, file }, name, cluster)) };
    return pair;
  };
}

/** The token of a file that somebody else renews. */
export function readToken(file: string): string {
  let token: string;
  try {
    token = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new ClusterFailure('credentials', `the token file ${failureOf(error).reason}`, { source: file });
  }
  if (token === '') throw new ClusterFailure('credentials', 'the token file is empty', { source: file });
  return token;
}
