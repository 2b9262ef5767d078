// SPDX-License-Identifier: Apache-2.0
// What webhook-invalid says of a webhook is what the API server says: refused where it finds something, stored where it does not.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import { webhookInvalid } from '../../src/posture/cluster/webhook-invalid.ts';
import { evaluateOn, objectOf } from '../../src/posture/testing.ts';
import { type Cluster, startCluster } from '../../testbed/cluster.ts';
import { describeWith } from '../../testbed/require.ts';

const rule = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] };
const valid = {
  name: 'policy.shop.example.com',
  admissionReviewVersions: ['v1'],
  sideEffects: 'None',
  clientConfig: { url: 'https://127.0.0.1:9/admit' },
  rules: [rule],
};

/** What is changed of a valid webhook; undefined takes a field away. */
const variants: readonly Readonly<Record<string, unknown>>[] = [
  {},
  { name: 'policy' },
  { name: 'policy.example' },
  { sideEffects: undefined },
  { sideEffects: 'NoneOnDryRun' },
  { sideEffects: 'Some' },
  { sideEffects: 'none' },
  { admissionReviewVersions: undefined },
  { admissionReviewVersions: ['v2'] },
  { admissionReviewVersions: ['v2', 'v1beta1'] },
  { timeoutSeconds: 0 },
  { timeoutSeconds: 1 },
  { timeoutSeconds: 30 },
  { timeoutSeconds: 31 },
  { failurePolicy: 'fail' },
  { failurePolicy: 'Ignore' },
  { matchPolicy: 'Exact' },
  { matchPolicy: 'Any' },
  { rules: [{ ...rule, operations: ['create'] }] },
  { rules: [{ ...rule, operations: ['*'] }] },
  { rules: [] },
  { rules: undefined },
  { clientConfig: {} },
  { clientConfig: { url: 'http://127.0.0.1:9' } },
  { clientConfig: { url: 'https://127.0.0.1:9', service: { name: 'a', namespace: 'b' } } },
  { clientConfig: { service: { name: 'a', namespace: 'b' } } },
  { clientConfig: { service: { name: 'a' } } },
  { clientConfig: { service: { namespace: 'b' } } },
];

describeWith(['kube-apiserver', 'etcd'], 'webhook-invalid', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster.stop());

  it.each(variants.map((variant) => [JSON.stringify(variant, (_, value: unknown) => value ?? 'absent'), variant] as const))(
    '%s',
    async (_, variant) => {
      const webhook: unknown = JSON.parse(JSON.stringify({ ...valid, ...variant }));
      const body = {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingWebhookConfiguration',
        metadata: { name: 'tried' },
        webhooks: [webhook],
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made of JSON
      } as JsonObject;
      const path = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations?dryRun=All';
      const { status, body: answer } = await cluster.request('POST', path, body);
      const { findings } = evaluateOn(webhookInvalid, [objectOf(body)]);
      expect({ refused: status !== 201, answer }).toMatchObject({ refused: findings.length > 0 });
    },
  );
});
