// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { credentialsInCommand } from './credential-commands.ts';

const names = (...words: string[]) => credentialsInCommand(words).map(({ index, name, credential }) => [index, name, credential]);
const literal = 'a literal credential';

test.each([
  [['--db-password=hunter2'], [[0, 'db-password', literal]]],
  [['--db-password', 'hunter2'], [[1, 'db-password', literal]]],
  [['-u', 'admin:hunter2'], [[1, 'user password', literal]]],
  [['postgres://shop:hunter2@db/shop'], [[0, '', 'a password in a URL']]],
  [['sh', '-c', 'export DB_PASSWORD="hunter2"\nexec server'], [[2, 'DB_PASSWORD', literal]]],
  [['sh', '-c', 'server --api-token hunter2x7 --port 80'], [[2, 'api-token', literal]]],
  [['sh', '-c', 'curl -u admin:hunter2 https://example.com'], [[2, 'user password', literal]]],
  [['MYSQL_PWD=hunter2'], [[0, 'MYSQL_PWD', literal]]],
])('%j', (words, expected) => {
  expect(names(...words)).toEqual(expected);
});

test.each([
  [['--db-password=$(DB_PASSWORD)']],
  [['--db-password', '$DB_PASSWORD']],
  [['--db-password-file=/run/secrets/db']],
  [['--token-ttl', '3600']],
  [['--tls-private-key-file', '/certs/tls.key']],
  [['--client-secret', 'web-oauth']],
  [['--secret=webhook-tls']],
  [['--default-ssl-certificate', 'shop/tls-secret']],
  [['sh', '-c', 'mysql --password=$MYSQL_PASSWORD -u "$USER:$PASSWORD"']],
  [['sh', '-c', 'PASSWORD=$(cat /run/secrets/db) exec server']],
  [['sh', '-c', 'until pg_isready; do sleep 1; done']],
  [['--password', '--verbose']],
  [['--password=<password>']],
  [['--password=changeme']],
])('%j holds none', (words) => {
  expect(names(...words)).toEqual([]);
});

test('time is linear in what an attacker may write', () => {
  const script = ['A= ', '--a ', '-u a:', "'", '"', 'export '].map((part) => part.repeat(100_000)).join('\n');
  expect(names('sh', '-c', script)).toEqual([]);
});
