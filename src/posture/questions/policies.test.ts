// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { networkPluginOf, networkPluginOfFile } from '../facts/network-plugins.ts';
import { apiServer, asked, namespace, pod, told } from './questions-testing.ts';

const enforce = (level: string) => ({ 'pod-security.kubernetes.io/enforce': level });
const policyBinding: JsonObject = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicyBinding',
  metadata: { name: 'b' },
  spec: { policyName: 'no-root', validationActions: ['Deny'] },
};
const defaults = (level: string, exempt: readonly string[] = []): JsonObject => ({
  apiVersion: 'apiserver.config.k8s.io/v1',
  kind: 'AdmissionConfiguration',
  plugins: [
    {
      name: 'PodSecurity',
      configuration: {
        apiVersion: 'pod-security.admission.config.k8s.io/v1',
        kind: 'PodSecurityConfiguration',
        defaults: { enforce: level },
        exemptions: { namespaces: exempt },
      },
    },
  ],
});

describe('5.2.1', () => {
  test('levels, namespaces without one, and other engines', () => {
    expect(told('CIS-5.2.1', [namespace('a', enforce('baseline')), namespace('b'), pod('p', {}, 'b'), policyBinding])).toEqual([
      '1 of 2 namespaces enforce a level',
      '  Namespace/a /metadata/labels/pod-security.kubernetes.io~1enforce: baseline, 0 workloads',
      'namespaces that enforce none',
      '  Namespace/b /metadata/labels: not labelled, so privileged, 1 workload',
      'policies of other engines that refuse Pods',
      '  ValidatingAdmissionPolicyBinding/b /spec/validationActions: ValidatingAdmissionPolicy no-root, Deny',
    ]);
  });

  test('policies that only warn are none', () => {
    const warns = { ...policyBinding, spec: { policyName: 'x', validationActions: ['Warn'] } };
    const audits = {
      apiVersion: 'kyverno.io/v1',
      kind: 'ClusterPolicy',
      metadata: { name: 'k' },
      spec: { validationFailureAction: 'Audit' },
    };
    expect(told('CIS-5.2.1', [warns, audits])).toEqual([]);
    expect(told('CIS-5.2.1', [{ ...audits, spec: { rules: [{ validate: { failureAction: 'Enforce' } }] } }])).toHaveLength(2);
  });

  test('Pod Security that is switched off', () => {
    const facts = told('CIS-5.2.1', [apiServer('--disable-admission-plugins=PodSecurity')]);
    expect(facts).toContain('API servers with Pod Security admission switched off');
  });

  test('the labels of a namespace that is not in the input are missing', () => {
    expect(asked('CIS-5.2.1', [pod('p', {})])).toMatchObject({ status: 'no data', missing: ['the Namespace objects of shop'] });
  });
});

describe('5.2.7 to 5.2.12', () => {
  test('from its level on, a namespace refuses it', () => {
    const namespaces = [namespace('a', enforce('restricted')), namespace('b', enforce('baseline')), namespace('c', enforce('privileged'))];
    expect(told('CIS-5.2.7', namespaces)[0]).toBe('1 of 3 namespaces refuse it by Pod Security (restricted)');
    expect(told('CIS-5.2.11', namespaces)[0]).toBe('2 of 3 namespaces refuse it by Pod Security (baseline)');
    expect(told('CIS-5.2.12', namespaces).slice(1)).toEqual([
      'namespaces that let it in, as far as Pod Security goes',
      '  Namespace/c /metadata/labels/pod-security.kubernetes.io~1enforce: privileged, 0 workloads',
    ]);
  });

  test('the defaults of the cluster hold where a namespace has no label, except where it is exempt', () => {
    const facts = told('CIS-5.2.11', [defaults('baseline', ['b']), namespace('a'), namespace('b')]);
    expect(facts[0]).toBe('1 of 2 namespaces refuse it by Pod Security (baseline)');
    expect(facts).toContain('  Namespace/b /metadata/labels: exempt from Pod Security, 0 workloads');
    expect(facts).toContain('  AdmissionConfiguration/ : enforces baseline where a namespace has no label');
  });
});

describe('5.3.1', () => {
  test.each([
    ['quay.io/calico/node:v3.30.0', 'Calico enforces'],
    ['docker.io/rancher/mirrored-calico-node:v3.29', 'Calico enforces'],
    ['quay.io/cilium/cilium:v1.17.0', 'Cilium enforces'],
    ['ghcr.io/flannel-io/flannel:v0.26', 'Flannel alone enforces no'],
    ['602401143452.dkr.ecr.us-west-2.amazonaws.com/amazon-k8s-cni:v1.19', 'Amazon VPC CNI'],
  ])('%s', (image, told) => {
    expect(networkPluginOf(image)).toContain(told);
  });

  test.each(['node:22', 'registry.example.com/shop/node:1', 'nginx', 'flannel-exporter:1', ''])('%j is no network plugin', (image) => {
    expect(networkPluginOf(image)).toBeUndefined();
  });

  test.each([
    ['/etc/cni/net.d/10-calico.conflist', 'Calico'],
    ['/etc/cni/net.d/05-cilium.conflist', 'Cilium'],
    ['/etc/cni/net.d/10-flannel.conflist', 'no NetworkPolicies'],
    ['/etc/cni/net.d/10-kindnet.conflist', 'kindnet'],
  ])('%s', (file, name) => {
    expect(networkPluginOfFile(file)).toContain(name);
  });

  test('on nodes and in workloads; without either it is missing', () => {
    const node = {
      apiVersion: 'rampart.dev/v1alpha1',
      kind: 'NodeEvidence',
      metadata: { name: 'n' },
      files: [{ path: '/etc/cni/net.d/10-flannel.conflist' }, { path: '/etc/cni/net.d/constructor.conf' }],
    };
    expect(told('CIS-5.3.1', [node, pod('c', { image: 'quay.io/calico/node:v3' })])).toHaveLength(3);
    expect(asked('CIS-5.3.1', []).missing).toHaveLength(1);
  });
});

test('5.3.2: namespaces with and without policies, and what theirs isolate', () => {
  const policy: JsonObject = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'deny', namespace: 'a' },
    spec: { podSelector: {}, policyTypes: ['Ingress'] },
  };
  expect(told('CIS-5.3.2', [policy, namespace('a'), namespace('b'), namespace('kube-public')])).toEqual([
    '1 of 2 namespaces have NetworkPolicies',
    '  Namespace/a : 1 policy, every Pod is isolated for ingress',
    'namespaces without one',
    '  Namespace/b : 0 workloads',
  ]);
});

test('5.4.1: Secrets by environment and as files, by name and never by content', () => {
  const env = pod('a', {
    env: [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'p' } } }],
    envFrom: [{ secretRef: { name: 'all' } }],
  });
  const file = pod('b', {}, 'shop', { volumes: [{ name: 'v', secret: { secretName: 'tls' } }] });
  expect(told('CIS-5.4.1', [env, file])).toEqual([
    '1 of 2 workloads take Secrets from their environment',
    '  Pod/a /spec/containers/0/envFrom/0: container "a", all of Secret all',
    '  Pod/a /spec/containers/0/env/0: container "a", PASSWORD from Secret db',
    '1 of 2 workloads mount Secrets as files',
    '  Pod/b /spec/volumes/0: Secret tls',
  ]);
});

test('5.4.2: Secrets that a store made are told from those that none did', () => {
  const secret = (name: string, metadata: JsonObject = {}): JsonObject => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace: 'shop', ...metadata },
    type: 'Opaque',
    stringData: { a: 'hunter2' },
  });
  const external: JsonObject = {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name: 'db', namespace: 'shop' },
    spec: { secretStoreRef: { name: 'vault' } },
  };
  const objects = [
    secret('db'),
    secret('own'),
    secret('owned', { ownerReferences: [{ kind: 'SealedSecret' }] }),
    secret('sh.helm.release.v1.a'),
    external,
  ];
  expect(told('CIS-5.4.2', objects)).toEqual([
    'what fetches secrets from a store',
    '  ExternalSecret/db : from store vault',
    '1 of 3 Secrets come from no store that is seen here',
    '  Secret/own : written in a manifest',
  ]);
  expect(JSON.stringify(asked('CIS-5.4.2', objects))).not.toContain('hunter2');
});

test('5.5.1: the plugin, its settings, and images by digest', () => {
  const settings = {
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'AdmissionConfiguration',
    plugins: [{ name: 'ImagePolicyWebhook', configuration: { imagePolicy: { defaultAllow: true } } }],
  };
  const facts = told('CIS-5.5.1', [apiServer('--enable-admission-plugins=NodeRestriction,ImagePolicyWebhook'), settings]);
  expect(facts[1]).toMatch(/ImagePolicyWebhook is on$/);
  expect(facts[3]).toMatch(/defaultAllow true: admits while the webhook is away$/);
  expect(facts.at(-1)).toBe('0 of 1 containers name their image by digest');
  expect(told('CIS-5.5.1', [apiServer()])[1]).toMatch(/ImagePolicyWebhook is off$/);
});

test('5.6.1: the fullest namespaces first, and accounts that reach into others', () => {
  const binding = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'ci', namespace: 'shop' },
    roleRef: { kind: 'ClusterRole', name: 'edit' },
    subjects: [
      { kind: 'ServiceAccount', name: 'ci', namespace: 'build' },
      { kind: 'ServiceAccount', name: 'own', namespace: 'shop' },
    ],
  };
  expect(told('CIS-5.6.1', [namespace('empty'), pod('a', {}), binding])).toEqual([
    '2 namespaces',
    '  Pod/a /metadata/namespace: namespace shop: 1 workload',
    '  Namespace/empty : 0 workloads',
    'ServiceAccounts with a role outside of their own namespace',
    '  RoleBinding/ci /subjects/0: ServiceAccount build/ci has edit in namespace shop',
  ]);
});

test('5.6.2: what is open comes first, and the pod speaks for its containers', () => {
  const unconfined = pod('a', { securityContext: { seccompProfile: { type: 'Unconfined' } } }, 'shop', {
    securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
  });
  const set = pod('b', {}, 'shop', { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } });
  expect(told('CIS-5.6.2', [set, pod('c', {}), unconfined])).toEqual([
    '1 container with Unconfined',
    '  Pod/a /spec/containers/0/securityContext/seccompProfile: container "a"',
    '1 container without a profile',
    '  Pod/c /spec/containers/0: container "a"',
    '1 container with RuntimeDefault',
    '  Pod/b /spec/securityContext/seccompProfile: container "a"',
  ]);
});

test('5.6.2: kubelets that apply the default', () => {
  const kubelet = { apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration', seccompDefault: true };
  expect(told('CIS-5.6.2', [kubelet])[1]).toMatch(/KubeletConfiguration\/ \/seccompDefault: /);
});

test('5.6.3: how many containers have what matters, and who has nothing', () => {
  const hardened = pod('a', { securityContext: { runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } });
  expect(told('CIS-5.6.3', [hardened, pod('b', { securityContext: {} })])).toEqual([
    'of 2 containers: 1 cannot run as root, 1 cannot gain privileges, 0 cannot write to their image, 1 give up all capabilities',
    'workloads without any security context',
    '  Pod/b /spec: ',
  ]);
});

test('5.6.4: what Kubernetes keeps in default is its own', () => {
  const service = (name: string) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'default' } });
  expect(told('CIS-5.6.4', [service('kubernetes'), service('shop')])).toEqual([
    '1 of 2 objects with a namespace are in default',
    '  Service/shop /metadata/namespace: ',
  ]);
  const unnamed = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'a', image: 'a' }] } };
  expect(asked('CIS-5.6.4', [unnamed]).missing).toEqual(['the namespace that these are applied to']);
});
