// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { buildInventory } from '../model/inventory.ts';
import type { JsonObject } from '../model/json.ts';
import { objectOf } from '../posture/testing.ts';
import { isUndecided, pssReport, refusedAt } from './pss-report.ts';
import { renderPss } from './pss-table.ts';
import { page } from './style.ts';

const container = { name: 'a', image: 'a' };
const restricted = {
  ...container,
  securityContext: {
    allowPrivilegeEscalation: false,
    runAsNonRoot: true,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  },
};
const namespace = (name: string, labels: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
});
const deployment = (namespaceName: string, name: string, spec: JsonObject): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: namespaceName },
  spec: { template: { spec } },
});
const enforce = (level: string, version = 'latest') => ({
  'pod-security.kubernetes.io/enforce': level,
  'pod-security.kubernetes.io/enforce-version': version,
});
const configuration = (exemptions: JsonObject, defaults: JsonObject = {}): JsonObject => ({
  apiVersion: 'apiserver.config.k8s.io/v1',
  kind: 'AdmissionConfiguration',
  plugins: [{ name: 'PodSecurity', configuration: { kind: 'PodSecurityConfiguration', defaults, exemptions } }],
});
const reportOf = (...bodies: readonly JsonObject[]) =>
  pssReport(buildInventory({ objects: bodies.map(objectOf), problems: [], passedOver: 0 }, { major: 1, minor: 36 }), []);
const refused = (report: ReturnType<typeof reportOf>) =>
  report.namespaces.flatMap(({ workloads }) => workloads.map(({ refusedToday }) => refusedToday !== undefined));

test('each namespace, its strictest level and what stands in the way', () => {
  const report = reportOf(
    namespace('shop'),
    deployment('shop', 'good', { containers: [restricted] }),
    deployment('shop', 'plain', { containers: [container] }),
    deployment('agents', 'agent', { hostPID: true, containers: [container] }),
    namespace('empty'),
  );
  expect(report.namespaces.map(({ namespace: name, couldTake }) => [name, couldTake])).toEqual([
    ['agents', 'privileged'],
    ['empty', 'restricted'],
    ['shop', 'baseline'],
  ]);
  expect(refusedAt(report, 'restricted').map(({ object }) => object.name)).toEqual(['agent', 'plain']);
  expect(refusedAt(report, 'baseline').map(({ object }) => object.name)).toEqual(['agent']);
  expect(report.namespaces[0]?.workloads[0]?.baseline.map(({ control }) => control)).toEqual(['hostNamespaces']);
});

describe('what is refused today', () => {
  const pod = { containers: [{ ...container, livenessProbe: { httpGet: { host: '10.0.0.1', port: 80 } } }] };
  test.each<[string, readonly JsonObject[], boolean]>([
    ['without labels nothing', [namespace('a')], false],
    ['by the labels', [namespace('a', enforce('baseline'))], true],
    ['by the version the label names: probes to a host are refused since 1.34', [namespace('a', enforce('baseline', 'v1.33'))], false],
    ['by the defaults of the cluster', [namespace('a'), configuration({}, { enforce: 'baseline' })], true],
    ['not in an exempt namespace', [namespace('a', enforce('baseline')), configuration({ namespaces: ['a'] })], false],
    [
      'not where the controller that makes the pods is exempt',
      [namespace('a', enforce('baseline')), configuration({ usernames: ['system:serviceaccount:kube-system:replicaset-controller'] })],
      false,
    ],
    ['unknown labels refuse nothing', [], false],
  ])('%s', (_, around, expected) => {
    expect(refused(reportOf(...around, deployment('a', 'web', pod)))).toEqual([expected]);
  });
});

test('a template that cannot be decoded is unknown, and so is its namespace', () => {
  const report = reportOf(deployment('a', 'web', { hostPID: 'yes', containers: [restricted] }));
  expect(isUndecided(report)).toBe(true);
  expect(report.namespaces[0]).not.toHaveProperty('couldTake');
  expect(renderPss(report, page(80, false))).toMatchInlineSnapshot(`
    "Pod Security Standards v1.36

    a  not in the input: its labels are unknown
      could take today: unknown
        Deployment/web  baseline ?  restricted ?
          the pod template has fields of a wrong type: see standard error

    1 workload: 0 restricted · 0 baseline · 0 privileged · 1 unknown
    "
  `);
});
