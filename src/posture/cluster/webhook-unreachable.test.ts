// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { evaluateOn, objectOf, podOf } from '../testing.ts';
import { webhookUnreachable } from './webhook-unreachable.ts';

const webhook = objectOf({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingWebhookConfiguration',
  metadata: { name: 'gate' },
  webhooks: [{ name: 'gate', clientConfig: { service: { namespace: 'gate', name: 'gate', port: 8443 } } }],
});
const service = objectOf({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'gate', namespace: 'gate' },
  spec: { selector: { app: 'gate' }, ports: [{ port: 8443, targetPort: 'https' }] },
});
const pod = podOf(
  { containers: [{ name: 'a', image: 'a', ports: [{ name: 'https', containerPort: 9443 }] }] },
  { name: 'gate', namespace: 'gate', labels: { app: 'gate' } },
);
const policy = (rule: JsonObject) =>
  objectOf({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'gate', namespace: 'gate' },
    spec: { podSelector: {}, ingress: [rule] },
  });
const found = (rule: JsonObject) =>
  evaluateOn(webhookUnreachable, [webhook, service, pod, policy(rule)]).findings.map(({ detail }) => detail);
const namespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });

test('who may be the API server', () => {
  expect(found({ from: [namespace('shop')] })).toEqual([
    'the pods of Service gate/gate are isolated by NetworkPolicy gate, and no policy lets in addresses or kube-system on their port',
  ]);
  expect(found({ from: [namespace('kube-system')] })).toEqual([]);
  expect(found({ from: [{ namespaceSelector: { matchLabels: { team: 'a' } } }] })).toEqual([]);
  expect(found({ ports: [{ port: 9443 }] })).toEqual([]);
  expect(found({ ports: [{ port: 8443 }] })).toHaveLength(1);
});
