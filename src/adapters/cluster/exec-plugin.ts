// SPDX-License-Identifier: Apache-2.0
// Exec credential plugins (client.authentication.k8s.io), as cloud providers ship them. Never through a shell.
import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { field, isArray, type Json, type JsonObject, stringField } from '../../model/json.ts';
import { errorCode } from '../files/failure.ts';
import type { Credentials } from './connection.ts';
import { ClusterFailure, oneLine } from './failure.ts';
import type { Entry } from './kubeconfig.ts';

const versions: readonly string[] = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];
/** A browser may have to be used to log in; without a terminal nobody does. */
const patience = { interactive: 300_000, alone: 60_000 };

/** Runs the plugin that a user's `exec` names. Throws ClusterFailure where it gives no credentials. */
export async function execCredentials({ value, file }: Entry, user: string, cluster: JsonObject): Promise<Credentials> {
  const fail = (reason: string, cause?: unknown) =>
    new ClusterFailure('credentials', `the exec plugin of user ${user} ${reason}`, { source: file }, { cause });
  const apiVersion = stringField(value, 'apiVersion') ?? '';
  if (!versions.includes(apiVersion)) throw fail(`has the apiVersion ${apiVersion || '""'}, not ${versions.join(' or ')}`);
  const mode = stringField(value, 'interactiveMode') ?? 'IfAvailable';
  const interactive = mode !== 'Never' && process.stdin.isTTY === true;
  if (mode === 'Always' && !interactive) throw fail('wants a terminal, and standard input is none');
  const named = stringField(value, 'command') ?? '';
  if (named === '') throw fail('has no command');
  const command = named.includes(path.sep) ? path.resolve(path.dirname(file), named) : named;
  const spec = { interactive, ...(value['provideClusterInfo'] === true ? { cluster } : {}) };
  const environment = {
    ...process.env,
    ...environmentOf(value),
    KUBERNETES_EXEC_INFO: JSON.stringify({ apiVersion, kind: 'ExecCredential', spec }),
  };
  const output = await run(command, argumentsOf(value), environment, interactive).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') {
      const hint = oneLine(stringField(value, 'installHint') ?? '');
      throw fail(`is not installed: ${named} is not there${hint === '' ? '' : `. ${hint}`}`, error);
    }
    throw fail(`failed: ${error instanceof Error ? error.message : String(error)}`, error);
  });
  return credentialsIn(output, apiVersion, fail);
}

function credentialsIn(output: string, apiVersion: string, fail: (reason: string) => ClusterFailure): Credentials {
  let answer: Json;
  try {
    answer = JSON.parse(output);
  } catch {
    // Not quoted: it may hold the token.
    throw fail('did not print JSON');
  }
  if (stringField(answer, 'kind') !== 'ExecCredential' || stringField(answer, 'apiVersion') !== apiVersion) {
    throw fail(`did not print an ExecCredential of ${apiVersion}`);
  }
  const status = field(answer, 'status');
  const [token, certificate, key] = ['token', 'clientCertificateData', 'clientKeyData'].map((name) => stringField(status, name));
  if (!token && !(certificate && key)) throw fail('gave neither a token nor a certificate with its key');
  return { ...(token ? { token } : {}), ...(certificate && key ? { certificate, key } : {}) };
}

function argumentsOf(exec: JsonObject): string[] {
  const args = exec['args'];
  return isArray(args) ? args.filter((argument) => typeof argument === 'string') : [];
}

function environmentOf(exec: JsonObject): Record<string, string> {
  const variables = exec['env'];
  if (!isArray(variables)) return {};
  return Object.fromEntries(variables.map((item) => [stringField(item, 'name') ?? '', stringField(item, 'value') ?? '']));
}

/** What it prints on standard output. What it says on standard error is for a person at a terminal, else for the message. */
async function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv, interactive: boolean): Promise<string> {
  const timeout = interactive ? patience.interactive : patience.alone;
  const child = spawn(command, args, {
    env,
    timeout,
    stdio: [interactive ? 'inherit' : 'ignore', 'pipe', interactive ? 'inherit' : 'pipe'],
  });
  const ended = new Promise<number | string>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? signal ?? ''));
  });
  const [end, output, said] = await Promise.all([ended, child.stdout ? text(child.stdout) : '', child.stderr ? text(child.stderr) : '']);
  if (end === 'SIGTERM') throw new Error(`it did not end within ${timeout / 1000} seconds`);
  const lastLine = said.trim().split('\n').at(-1) ?? '';
  if (end !== 0) throw new Error(lastLine === '' ? `it ended with ${end}` : lastLine);
  return output;
}
