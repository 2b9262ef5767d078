// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { type AdmissionRequest, defaultConfiguration, evaluateAdmission } from './admission.ts';
import { hardened, podOf } from './testing.ts';

const labels = (entries: Record<string, string>) =>
  Object.fromEntries(Object.entries(entries).map(([key, value]) => [`pod-security.kubernetes.io/${key}`, value]));
const on = (entries: Record<string, string>, request: Partial<AdmissionRequest> = {}): AdmissionRequest => ({
  operation: 'CREATE',
  resource: 'pods',
  name: 'web',
  username: 'alice',
  namespace: { name: 'shop', labels: labels(entries) },
  pod: podOf({ hostPID: true }),
  ...request,
});
const exempting = (exemptions: Partial<typeof defaultConfiguration.exemptions>) => ({
  ...defaultConfiguration,
  exemptions: { ...defaultConfiguration.exemptions, ...exemptions },
});
const allowed = { allowed: true, warnings: [], auditAnnotations: {} };

test('enforce refuses Pods, in the words of the API server', () => {
  expect(evaluateAdmission(on({ enforce: 'baseline', 'enforce-version': 'v1.33', audit: 'baseline' }))).toEqual({
    allowed: false,
    message: 'pods "web" is forbidden: violates PodSecurity "baseline:v1.33": host namespaces (hostPID=true)',
    warnings: [],
    auditAnnotations: {
      'pod-security.kubernetes.io/enforce-policy': 'baseline:v1.33',
      'pod-security.kubernetes.io/audit-violations': 'would violate PodSecurity "baseline:latest": host namespaces (hostPID=true)',
    },
  });
  expect(evaluateAdmission(on({ enforce: 'baseline' }, { name: '' })).message).toMatch(/^pods is forbidden: violates/);
});

test('warn speaks of Pods that enforce admits', () => {
  expect(evaluateAdmission(on({ warn: 'baseline', 'warn-version': 'v1.2' }))).toEqual({
    allowed: true,
    warnings: ['would violate PodSecurity "baseline:v1.2": host namespaces (hostPID=true)'],
    auditAnnotations: { 'pod-security.kubernetes.io/enforce-policy': 'privileged:latest' },
  });
});

test('of workloads only warn and audit speak', () => {
  expect(evaluateAdmission(on({ enforce: 'baseline', audit: 'baseline' }, { resource: 'deployments' }))).toEqual({
    allowed: true,
    warnings: ['would violate PodSecurity "baseline:latest": host namespaces (hostPID=true)'],
    auditAnnotations: {
      'pod-security.kubernetes.io/audit-violations': 'would violate PodSecurity "baseline:latest": host namespaces (hostPID=true)',
    },
  });
  expect(evaluateAdmission(on({ warn: 'baseline' }, { resource: 'replicationcontrollers', pod: undefined }))).toEqual(allowed);
});

test('a Pod is judged as it will be stored, a template as it stands', () => {
  const pod = podOf({ hostNetwork: true, containers: [{ name: 'a', ports: [{ containerPort: 80 }] }] });
  const reasons = (resource: string) => evaluateAdmission(on({ warn: 'baseline' }, { resource, pod })).warnings.join();
  expect(reasons('pods')).toContain('hostPort (container "a" uses hostPort 80)');
  expect(reasons('deployments')).not.toContain('hostPort');
});

test('the server decides what latest is', () => {
  const pod = podOf({ securityContext: { sysctls: [{ name: 'net.ipv4.tcp_notsent_lowat', value: '1' }] } });
  const at = (minor: number) =>
    evaluateAdmission(on({ enforce: 'baseline' }, { pod }), { ...defaultConfiguration, server: { major: 1, minor } });
  expect([at(36).allowed, at(37).allowed]).toEqual([false, true]);
});

describe('exemptions', () => {
  const request = on({ enforce: 'restricted' }, { pod: podOf({ runtimeClassName: 'gvisor' }) });

  test.each([
    ['user', { usernames: ['alice'] }],
    ['namespace', { namespaces: ['shop'], usernames: ['alice'] }],
    ['runtimeClass', { runtimeClasses: ['gvisor'] }],
  ])('by %s', (reason, exemptions) => {
    expect(evaluateAdmission(request, exempting(exemptions))).toEqual({
      ...allowed,
      auditAnnotations: { 'pod-security.kubernetes.io/exempt': reason },
    });
  });

  test('of others do not help', () => {
    const others = { usernames: ['bob', ''], namespaces: ['prod'], runtimeClasses: ['kata', ''] };
    expect(evaluateAdmission(request, exempting(others)).allowed).toBe(false);
    expect(evaluateAdmission({ ...request, username: '', pod: podOf() }, exempting(others)).allowed).toBe(false);
  });
});

describe('updates', () => {
  const spec = { containers: [{ name: 'a', image: 'x:1' }], initContainers: [{ name: 'i' }], ephemeralContainers: [{ name: 'e' }] };
  const oldPod = podOf(spec);
  const update = (pod: Parameters<typeof podOf>[0]) =>
    evaluateAdmission(on({ enforce: 'restricted' }, { operation: 'UPDATE', pod: podOf({ ...spec, ...pod }), oldPod })).allowed;

  test.each([
    ['nothing that matters', { hostPID: true }],
    ['fewer ephemeral containers', { ephemeralContainers: [] }],
  ])('that change %s are allowed', (_, pod) => {
    expect(update(pod)).toBe(true);
  });

  test.each([
    ['an image', { containers: [{ name: 'a', image: 'x:2' }] }],
    ['the number of containers', { initContainers: [] }],
    ['an ephemeral container', { ephemeralContainers: [{ name: 'e' }, { name: 'debug' }] }],
    ['the image of one', { ephemeralContainers: [{ name: 'e', image: 'y' }] }],
  ])('that change %s are judged', (_, pod) => {
    expect(update(pod)).toBe(false);
  });

  test('of a workload are always judged', () => {
    const request = on({ warn: 'restricted' }, { operation: 'UPDATE', resource: 'jobs', pod: oldPod, oldPod });
    expect(evaluateAdmission(request).warnings).toHaveLength(1);
  });
});

test.each([
  ['pods', 'exec', true],
  ['pods', 'status', true],
  ['pods', 'ephemeralcontainers', false],
  ['deployments', 'scale', true],
])('%s/%s is passed over: %s', (resource, subresource, isPassedOver) => {
  const response = evaluateAdmission(on({ enforce: 'restricted', warn: 'restricted' }, { resource, subresource }));
  expect(response.allowed && response.warnings.length === 0).toBe(isPassedOver);
});

test('labels that cannot be read are told to the audit log, and enforce is restricted', () => {
  const response = evaluateAdmission(on({ enforce: 'strict', warn: 'x' }, { pod: podOf(hardened) }));
  expect(response).toEqual({
    ...allowed,
    auditAnnotations: {
      'pod-security.kubernetes.io/enforce-policy': 'restricted:latest',
      'pod-security.kubernetes.io/error':
        'Failed to parse policy: [metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "strict": must be one of privileged, baseline, restricted, ' +
        'metadata.labels[pod-security.kubernetes.io/warn]: Invalid value: "x": must be one of privileged, baseline, restricted]',
    },
  });
});
