// SPDX-License-Identifier: Apache-2.0
import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { credentialIn, credentialInSetting } from './credentials.ts';

// Put together here, so that scanners of this repository find no token in it.
const letters = (length: number) => 'aB3dE5gH'.repeat(20).slice(0, length);
const pem = (kind: string) => `-----BEGIN ${kind}PRIVATE KEY-----\nMIIE\n-----END ${kind}PRIVATE KEY-----`;

describe('by its form, whatever the name', () => {
  test.each([
    ['a private key', pem('')],
    ['a private key', pem('ENCRYPTED ')],
    ['a private key', `{"key": "${pem('').replaceAll('\n', '\\n')}"}`],
    ['a private key', btoa(pem(''))],
    ['a private key', btoa(pem('RSA '))],
    ['a private key', btoa(pem('EC '))],
    ['a private key', btoa(pem('OPENSSH '))],
    ['an AWS access key', `AKIA${'Q7'.repeat(8)}`],
    ['a GitHub token', `ghp_${letters(36)}`],
    ['a GitLab token', `glpat-${letters(20)}`],
    ['a Slack token', `xoxb-${letters(24)}`],
    ['a Google API key', `AIza${letters(35)}`],
    ['an OpenAI or Anthropic key', `sk-ant-${letters(60)}`],
    ['a Vault token', `hvs.${letters(24)}`],
    ['a bearer token', `authorization=bearer ${letters(30)}`],
    ['a JSON Web Token', `eyJ${letters(20)}.eyJ${letters(40)}.${letters(43)}`],
    ['a password in a URL', 'postgres://shop:hunter2@db:5432/shop'],
    ['a password in a URL', 'redis://:hunter2@cache'],
    ['a password in a URL', 'amqp://a:$(PASSWORD)@one,amqp://a:hunter2@two'],
    ['a password in a connection string', 'Server=db;User Id=sa;Password=hunter2;'],
    ['a password in a connection string', 'jdbc:mysql://db/shop?user=shop&password=123456'],
    ['a password in a connection string', 'DefaultEndpointsProtocol=https;AccountKey=c2VjcmV0c2VjcmV0;'],
  ])('%s', (credential, value) => {
    expect(credentialIn('SETTING', value)).toBe(credential);
  });

  test.each([
    'https://shop.example.com:8080/a@b',
    'postgres://shop:$(DB_PASSWORD)@db/shop',
    'postgres://shop:${DB_PASSWORD}@db/shop',
    'postgres://<user>:<password>@db/shop',
    'host=db password=${DB_PASSWORD}',
    'mask-password=true; password=%s',
    's/password=.*/password=***/',
    'AKIAIOSFODNN7EXAMPLE',
    'sk-a-name-of-a-service-that-is-longer-than-most',
    'registry.example.com/api@sha256:0123456789abcdef',
  ])('%s is none', (value) => {
    expect(credentialIn('SETTING', value)).toBeUndefined();
  });
});

const words = (text: string) => text.trim().split(/\s+/);

describe('by the name', () => {
  test.each(
    words(`
    DB_PASSWORD PGPASSWORD dbPassword spring.datasource.password DB_PASS DB_PWD SSH_KEY_PASSPHRASE PASSWORD_2 PASSWORD_BASE64
    GITHUB_TOKEN authToken TOKEN_VALUE CLIENT_SECRET JWT_SECRET SECRET_KEY_BASE API_KEY STRIPE_APIKEY AWS_SECRET_ACCESS_KEY
    MINIO_ACCESS_KEY PRIVATE_KEY ENCRYPTION_KEY
  `),
  )('%s', (name) => {
    expect(credentialIn(name, 'hunter2')).toBe('a literal credential');
  });

  test.each(
    words(`
    DB_PASSWORD_FILE PASSWORD_MIN_LENGTH TOKEN_URL SECRET_NAME TOKEN_TTL MAX_TOKENS IMAGE_PULL_SECRETS CACHE_KEY PUBLIC_KEY
    RECAPTCHA_SITE_KEY NEXT_PUBLIC_API_KEY ETCD_INITIAL_CLUSTER_TOKEN AWS_ACCESS_KEY_ID COMPASS AUTH
  `),
  )('%s is none', (name) => {
    expect(credentialIn(name, 'hunter2')).toBeUndefined();
  });

  test('a vague name needs a value that looks random', () => {
    expect(credentialIn('REDIS_AUTH', '0f84aec9-24e9-492f-a7df-ae4883bf17c3')).toBe('a literal credential');
    expect(credentialIn('AZURE_BATCH_KEY', `${letters(86)}==`)).toBe('a literal credential');
    expect(credentialIn('CACHE_KEY', 'backups/2024-01-01/a-rather-long-name-of-an-object')).toBeUndefined();
  });

  test.each(
    words(`
    $(OTHER) \${OTHER} $OTHER {{.Values.password}} <password> *** xxxx YOUR_PASSWORD replace-me true no None 0 12 /run/secrets/db
    ./password ~/.pgpass C:\\secrets password.txt vault:secret/data/db#password op://vault/db/password
    https://sso.example.com/token arn:aws:secretsmanager:eu:1:secret:db
  `),
  )('a value such as %s is none', (value) => {
    expect(credentialIn('DB_PASSWORD', value)).toBeUndefined();
    expect(credentialIn('API_TOKEN', ` ${value} `)).toBeUndefined();
  });

  test('nothing is none', () => {
    expect(credentialIn('DB_PASSWORD', '')).toBeUndefined();
    expect(credentialIn('DB_PASSWORD', ' ')).toBeUndefined();
  });

  test('digits are a password, but no token', () => {
    expect(credentialIn('DB_PASSWORD', '123456')).toBe('a literal credential');
    expect(credentialIn('REFRESH_TOKEN', '86400')).toBeUndefined();
  });

  test('TLS_SECRET and CREDENTIALS may name a Secret', () => {
    expect(credentialIn('TLS_SECRET', 'web-tls')).toBeUndefined();
    expect(credentialIn('GIT_CREDENTIALS', 'git-credentials')).toBeUndefined();
    expect(credentialIn('GIT_CREDENTIALS', 'git:Hunter2')).toBe('a literal credential');
  });
});

describe('files that hold logins', () => {
  const kubeconfig = (login: string) => `apiVersion: v1\nkind: Config\nclusters:\n- name: a\nusers:\n- name: a\n  user:\n    ${login}\n`;
  const docker = (entry: object) => JSON.stringify({ auths: { 'registry.example.com': entry } });

  test.each([
    ['a login of a kubeconfig', kubeconfig(`token: ${letters(40)}`)],
    ['a login of a kubeconfig', kubeconfig('password: hunter2hunter2')],
    ['a login of an image registry', docker({ auth: btoa('shop:hunter2Hunter2') })],
    ['a login of an image registry', docker({ username: 'shop', password: 'hunter2' })],
    ['an AWS secret key', `[default]\naws_secret_access_key = ${letters(40)}`],
    ['a private key', JSON.stringify({ type: 'service_account', private_key: pem('') })],
    ['a private key', '-----BEGIN PGP PRIVATE KEY BLOCK-----'],
    ['a password for basic authentication', `Authorization: Basic ${btoa('shop:hunter2')}`],
    ['an Azure signature', `https://shop.blob.core.windows.net/a?sv=2024&sig=${letters(43)}%3D`],
    ['a Grafana token', `glsa_${letters(32)}_1a2b3c4d`],
    ['a GitLab token', `glrt-${letters(20)}`],
  ])('%s', (credential, value) => {
    expect(credentialIn('', value)).toBe(credential);
  });

  test.each([
    kubeconfig('token: ${TOKEN}'),
    kubeconfig('tokenFile: /var/run/secrets/kubernetes.io/serviceaccount/token'),
    kubeconfig('client-certificate: /etc/kubernetes/pki/client.crt'),
    docker({}),
    docker({ auth: '<auth>', password: '<password>' }),
    'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    'aws_secret_access_key = ${AWS_SECRET_ACCESS_KEY}',
    'proxy_set_header Authorization "Basic $credentials";',
  ])('%s holds none', (value) => {
    expect(credentialIn('', value)).toBeUndefined();
  });
});

describe('harmless look-alikes, whatever the name', () => {
  const publicKey = '-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----';
  test.each([
    ['a UUID', '0f84aec9-24e9-492f-a7df-ae4883bf17c3'],
    ['a digest', `sha256:${'0f84aec9'.repeat(8)}`],
    ['a commit', '0f84aec924e9492fa7dfae4883bf17c30f84aec9'],
    ['a base64 image', `data:image/png;base64,iVBORw0KGgo${letters(120)}`],
    ['a public key', publicKey],
    ['a certificate', publicKey.replaceAll('PUBLIC KEY', 'CERTIFICATE')],
    ['a public SSH key', `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA${letters(40)} shop@example.com`],
    ['an image', `registry.example.com/shop/api:1.0.0@sha256:${'0f84aec9'.repeat(8)}`],
    ['an ARN', 'arn:aws:iam::111122223333:role/shop'],
  ])('%s', (_, value) => {
    for (const name of ['', 'VALUE', 'image', 'checksum', 'config.hash']) expect(credentialIn(name, value)).toBeUndefined();
  });

  test.each([
    'changeme',
    'change-me',
    'CHANGE_ME',
    '${VAR}',
    '${VAR:-default}',
    '<password>',
    '<your-token>',
    'example',
    'REPLACE_ME',
    'xxxxx',
  ])('%s', (value) => {
    for (const name of ['DB_PASSWORD', 'api-token', 'CLIENT_SECRET', 'apiKey']) expect(credentialIn(name, value)).toBeUndefined();
  });
});

test('in a flag or annotation, what ends in secret mostly names one', () => {
  expect(credentialInSetting('client-secret', 'web-oauth')).toBeUndefined();
  expect(credentialInSetting('auth-secret', 'shop/basic-auth')).toBeUndefined();
  expect(credentialInSetting('client-secret', 'Hunter2!')).toBe('a literal credential');
  expect(credentialInSetting('password', 'hunter2')).toBe('a literal credential');
});

test('what is said never holds the value', () => {
  assert(
    property(string(), string({ minLength: 6 }), (name, value) => {
      const secret = `${value}:9Q!`;
      expect(credentialIn(`${name}_PASSWORD`, secret) ?? '').not.toContain(secret);
      expect(credentialIn(name, `https://user:${secret}@host`) ?? '').not.toContain(secret);
    }),
  );
});

test('time is linear in what an attacker may write', () => {
  const start = performance.now();
  for (const part of [
    'eyJ-',
    'a.',
    'x://',
    'password=',
    'Bearer ',
    '-BEGIN A ',
    'sk-',
    '1_',
    'kind: Config clusters: ',
    'token: ',
    '"auths":{',
    '"auth":"',
    'aws_secret_access_key=',
    '?sig=',
  ]) {
    credentialIn('DB_PASSWORD', part.repeat(300_000));
  }
  expect(performance.now() - start).toBeLessThan(5000);
});
