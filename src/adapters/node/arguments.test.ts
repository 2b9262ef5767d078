// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { withoutCredentials } from './arguments.ts';

test('credentials are taken out, in either spelling', () => {
  const words = [
    'k3s',
    'server',
    '--token=a',
    '--agent-token',
    'b',
    '-t',
    'c',
    '--etcd-s3-secret-key=d',
    '--datastore-endpoint',
    'postgres://u:e@db/x',
  ];
  expect(withoutCredentials(words).join(' ')).toBe(
    'k3s server --token=<redacted> --agent-token <redacted> -t <redacted> --etcd-s3-secret-key=<redacted> --datastore-endpoint <redacted>',
  );
});

test('a user in an address is taken out, whatever the flag', () => {
  expect(withoutCredentials(['--etcd-servers=https://user:pass@10.0.0.1:2379,https://b:c@10.0.0.2'])).toEqual([
    '--etcd-servers=https://<redacted>@10.0.0.1:2379,https://<redacted>@10.0.0.2',
  ]);
});

test('what only sounds like a credential stays', () => {
  const words = [
    'etcd',
    '--initial-cluster-token=prod',
    '--auth-token=jwt',
    '--token-file',
    '/var/lib/token',
    '--enable-bootstrap-token-auth=true',
    '--token',
    '--x',
  ];
  expect(withoutCredentials(words)).toEqual(words);
});
