// SPDX-License-Identifier: Apache-2.0
// The API server's configuration files: YAML or JSON text as it is, or the object.
import { randomBytes } from 'node:crypto';

export type Configuration = string | Readonly<Record<string, unknown>>;

export function configurationText(configuration: Configuration): string {
  return typeof configuration === 'string' ? configuration : JSON.stringify(configuration);
}

export const auditEverything: Configuration = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  rules: [{ level: 'Metadata' }],
};

/** Secrets through secretbox with a new key; what was stored plainly can still be read. */
export function encryptSecrets(): Configuration {
  const keys = [{ name: 'testbed', secret: randomBytes(32).toString('base64') }];
  return {
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'EncryptionConfiguration',
    resources: [{ resources: ['secrets'], providers: [{ secretbox: { keys } }, { identity: {} }] }],
  };
}
