// SPDX-License-Identifier: Apache-2.0
// The CRD of exceptions in a real API server: it takes what the scan takes, and refuses what nobody may accept.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import { readException } from '../../src/posture/read-exceptions.ts';
import { objectOf } from '../../src/posture/testing.ts';
import { type Cluster, startCluster } from '../../testbed/cluster.ts';
import { describeWith } from '../../testbed/require.ts';

const definition = load(readFileSync(path.join(import.meta.dirname, '../../deploy/crd/exception.yaml'), 'utf8')) as JsonObject;
const resource = '/apis/rampart.dev/v1alpha1/exceptions';
const spec = {
  checks: ['host-*'],
  objects: [{ kind: 'DaemonSet', namespace: 'platform', selector: { matchLabels: { app: 'agent' } } }],
  owner: 'platform',
  approver: 'security',
  reason: 'It watches processes.',
  ticket: 'SEC-1',
  expires: '2030-06-30',
};

describeWith(['kube-apiserver', 'etcd'], 'the CRD of exceptions', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
    const { status, body } = await cluster.request('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', definition);
    if (status !== 201) throw new Error(JSON.stringify(body));
    for (let tries = 0; tries < 100 && (await cluster.request('GET', resource)).status !== 200; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
  afterAll(() => cluster.stop());

  it.each<[string, JsonObject, boolean]>([
    ['a whole one', {}, true],
    ['an instant', { expires: '2030-06-30T12:00:00Z' }, true],
    ['the owner approves', { approver: ' @Platform' }, false],
    ['no object', { objects: [] }, false],
    ['an empty pattern', { objects: [{}] }, false],
    ['no check', { checks: [] }, false],
    ['no end', { expires: 'never' }, false],
    ['no reason', { reason: '' }, false],
  ])('%s', async (_, change, expected) => {
    const body = { apiVersion: 'rampart.dev/v1alpha1', kind: 'Exception', metadata: { name: 'agent' }, spec: { ...spec, ...change } };
    const { status, body: answer } = await cluster.request('POST', `${resource}?dryRun=All`, body);
    expect(status === 201, JSON.stringify(answer)).toBe(expected);
    expect('faults' in readException(objectOf(body), ['host-port'])).toBe(!expected);
  });
});
