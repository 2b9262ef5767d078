// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { bindingOf } from '../facts/rbac-testing.ts';
import { apiServer, asked, pod, told } from './questions-testing.ts';

const rbac = 'rbac.authorization.k8s.io/v1';
const user = (name: string) => ({ kind: 'User', name });
const role = (name: string, rules: readonly JsonObject[], namespace?: string): JsonObject => ({
  apiVersion: rbac,
  kind: namespace === undefined ? 'ClusterRole' : 'Role',
  metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
  rules,
});
const secret = (name: string, type: string, more: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace: 'kube-system', ...more },
  type,
  data: { token: 'c2VjcmV0' },
});

test('1.2.20: the limit that is given, or the default', () => {
  expect(told('CIS-1.2.20', [apiServer('--request-timeout=5m')])).toEqual([
    'the limit of each API server',
    '  Pod/kube-apiserver /spec/containers/0/command/1: --request-timeout=5m',
  ]);
  expect(told('CIS-1.2.20', [apiServer()])[1]).toMatch(/not given: 60s, the default$/);
  expect(asked('CIS-1.2.20', [])).toMatchObject({ status: 'no data', missing: ['the flags of kube-apiserver'] });
});

test('3.1.1: ways to log in, and users that only a certificate or a provider can stand for', () => {
  const facts = told('CIS-3.1.1', [apiServer('--client-ca-file=/ca.crt'), bindingOf([user('jane'), user('system:x')], 'view')]);
  expect(facts).toContain('  Pod/kube-apiserver /spec/containers/0/command/1: --client-ca-file=/ca.crt');
  expect(facts.filter((line) => line.includes('User '))).toEqual(['  ClusterRoleBinding/example /subjects/0: User jane']);
  expect(facts.some((line) => line.includes('--oidc-issuer-url is not given'))).toBe(true);
});

test('3.1.1: a provider in place of OpenID Connect flags is told alone', () => {
  const facts = told('CIS-3.1.1', [apiServer('--authentication-config=/a.yaml')]);
  expect(facts.filter((line) => line.includes('--'))).toEqual([
    expect.stringContaining('--client-ca-file is not given'),
    expect.stringContaining('--authentication-config=/a.yaml'),
  ]);
});

test('3.1.1: kubeconfigs with certificates and requests for them', () => {
  const kubeconfig = { apiVersion: 'v1', kind: 'Config', users: [{ name: 'admin', user: { 'client-certificate-data': 'x' } }] };
  const request = {
    apiVersion: 'certificates.k8s.io/v1',
    kind: 'CertificateSigningRequest',
    metadata: { name: 'jane' },
    spec: { signerName: 'kubernetes.io/kube-apiserver-client', username: 'joe' },
  };
  const kubelet = { ...request, metadata: { name: 'node' }, spec: { signerName: 'kubernetes.io/kubelet-serving' } };
  expect(told('CIS-3.1.1', [kubeconfig, request, kubelet])).toEqual([
    'certificates for users were asked for',
    '  CertificateSigningRequest/jane /spec/signerName: asked for by joe',
    'kubeconfigs that log in with a certificate',
    '  Config/ /users/0/name: user admin',
  ]);
});

test('3.1.2: Secrets with tokens by their names alone, and accounts that no workload uses', () => {
  const token = secret('ci-token', 'kubernetes.io/service-account-token', { annotations: { 'kubernetes.io/service-account.name': 'ci' } });
  const account = (name: string) => ({ kind: 'ServiceAccount', name, namespace: 'shop' });
  const used = pod('api', {}, 'shop', { serviceAccountName: 'api' });
  const facts = told('CIS-3.1.2', [token, secret('a', 'Opaque'), used, bindingOf([account('api'), account('ci')], 'view')]);
  expect(facts).toEqual([
    '1 of 2 Secrets hold a token without an end',
    '  Secret/ci-token : of ServiceAccount ci',
    'ServiceAccounts that hold a role and that no workload of the input runs as',
    '  ClusterRoleBinding/example /subjects/1: ServiceAccount shop/ci',
  ]);
  expect(JSON.stringify(asked('CIS-3.1.2', [token]))).not.toContain('c2VjcmV0');
});

test('3.1.3: the flag, the tokens and what their group may do', () => {
  const facts = told('CIS-3.1.3', [
    apiServer('--enable-bootstrap-token-auth=true'),
    secret('bootstrap-token-abcdef', 'bootstrap.kubernetes.io/token'),
    bindingOf([{ kind: 'Group', name: 'system:bootstrappers' }], 'system:node-bootstrapper'),
  ]);
  expect(facts).toContain('1 bootstrap token in kube-system');
  expect(facts.at(-1)).toBe(
    '  ClusterRoleBinding/example /subjects/0: Group system:bootstrappers has ClusterRole system:node-bootstrapper',
  );
});

test('3.2.2: the level of each matter, by the rule that decides the least', () => {
  const policy = {
    apiVersion: 'audit.k8s.io/v1',
    kind: 'Policy',
    rules: [
      { level: 'Metadata', resources: [{ group: '', resources: ['secrets', 'configmaps', 'serviceaccounts/token'] }] },
      { level: 'Request' },
    ],
  };
  const facts = told('CIS-3.2.2', [policy]);
  expect(facts[1]).toBe('  Policy/ /rules/0: access to Secrets, ConfigMaps and tokens: Metadata');
  expect(facts[2]).toBe('  Policy/ /rules/1: changes of Pods and workloads: Request');
  expect(asked('CIS-3.2.2', [apiServer('--audit-policy-file=/a.yaml')]).missing).toEqual(['the audit policy that the API server reads']);
});

test('5.1.7: bindings of the group, and that none names it', () => {
  expect(told('CIS-5.1.7', [bindingOf([user('jane')], 'view')])).toEqual(['no binding here names the group']);
  expect(told('CIS-5.1.7', [bindingOf([{ kind: 'Group', name: 'system:masters' }], 'cluster-admin')])[1]).toContain('/subjects/0');
  expect(asked('CIS-5.1.7', []).status).toBe('no data');
});

test('5.1.7: kubeconfigs of administrators on nodes', () => {
  const node = {
    apiVersion: 'rampart.dev/v1alpha1',
    kind: 'NodeEvidence',
    metadata: { name: 'n' },
    files: [{ path: '/etc/kubernetes/kubelet.conf' }, { path: '/etc/kubernetes/super-admin.conf' }],
  };
  expect(told('CIS-5.1.7', [node])[1]).toBe('  NodeEvidence/n /files/1/path: /etc/kubernetes/super-admin.conf');
});

test('5.1.7: certificates of the group', () => {
  const certificate = (organizations: readonly string[], text: string) => ({ certificate: { subject: { organizations, text } } });
  const file = {
    apiVersion: 'rampart.dev/v1alpha1',
    kind: 'PemFile',
    metadata: { name: 'admin.crt' },
    blocks: [certificate(['system:nodes'], 'CN=node'), certificate(['system:masters'], 'CN=admin,O=system:masters')],
  };
  expect(told('CIS-5.1.7', [file])).toEqual([
    'certificates of the group',
    '  PemFile/admin.crt /blocks/1/certificate/subject: CN=admin,O=system:masters',
  ]);
});

test('5.1.13: holders by name and by wildcard, through built-in roles too', () => {
  const mint = role('mint', [{ apiGroups: [''], resources: ['serviceaccounts/token'], verbs: ['create'] }]);
  const facts = told('CIS-5.1.13', [
    mint,
    { ...bindingOf([user('ann')], 'mint', 'shop'), metadata: { name: 'by-name', namespace: 'shop' } },
    { ...bindingOf([user('bob')], 'cluster-admin'), metadata: { name: 'by-wildcard' } },
    { ...bindingOf([user('eve')], 'view'), metadata: { name: 'no-holder' } },
  ]);
  expect(facts).toEqual([
    '2 of those bound here may make tokens of ServiceAccounts',
    '  RoleBinding/by-name /subjects/0: User ann, by ClusterRole mint in namespace shop',
    '  ClusterRoleBinding/by-wildcard /subjects/0: User bob, by ClusterRole cluster-admin in the whole cluster',
  ]);
});

test('5.1.9: a RoleBinding grants nothing of what has no namespace, and no Role does', () => {
  const every = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };
  const facts = told('CIS-5.1.9', [role('all', [every], 'shop'), bindingOf([user('ann')], 'cluster-admin', 'shop')]);
  expect(facts).toEqual(['nobody of those bound here may create PersistentVolumes']);
});

test('5.1.8: roles that nothing binds are told apart, and those of Kubernetes are not', () => {
  const binder = role('binder', [{ apiGroups: ['rbac.authorization.k8s.io'], resources: ['clusterroles'], verbs: ['bind'] }]);
  expect(told('CIS-5.1.8', [binder])).toEqual(['roles that allow it', '  ClusterRole/binder /rules/0: bound by nothing in the input']);
  expect(asked('CIS-5.1.8', [binder]).missing).toEqual(['the bindings: who has these roles']);
});

test('5.1.8: a role that is bound and not in the input is missing', () => {
  expect(asked('CIS-5.1.8', [bindingOf([user('ann')], 'unheard-of')]).missing).toEqual([
    'the roles that are bound and not in the input: ClusterRole unheard-of',
  ]);
});

test('5.1.11: what the API server binds for itself is nobody', () => {
  const own = {
    ...bindingOf(
      [{ kind: 'ServiceAccount', name: 'certificate-controller', namespace: 'kube-system' }],
      'system:controller:certificate-controller',
    ),
    metadata: { name: 'system:controller:certificate-controller' },
  };
  const other = { ...bindingOf([user('ann')], 'system:controller:certificate-controller'), metadata: { name: 'mine' } };
  expect(told('CIS-5.1.11', [own])).toEqual(['nobody of those bound here may approve or sign certificate requests']);
  expect(told('CIS-5.1.11', [own, other])[0]).toBe('1 of those bound here may approve or sign certificate requests');
});
