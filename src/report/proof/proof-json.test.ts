// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { applying, labelling } from '../../proof/testing.ts';
import { joined, noChange } from '../../proof/change/change.ts';
import { stringify } from '../stringify.ts';
import { proofData } from './proof-json.ts';
import type { ProofReport } from './proof-report.ts';
import { proofReport, shopProof, shopState, textOfShop } from './testing.ts';

const schema = JSON.parse(readFileSync(new URL('../../../docs/schema/proof.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, strictRequired: false }).compile(schema);
const written = (report: ProofReport) => JSON.parse(stringify(proofData(report, textOfShop())));
const shop = written(shopProof());

/** An Ingress to web, which a policy shuts. */
const withIngress = `${shopState()}---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { type: LoadBalancer, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
`;
const shut = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress] }
`;

test('the document is of its schema, with and without breaks, problems and what is not known', () => {
  const base = shopProof();
  const documents = [
    shop,
    written(proofReport(shopState(), noChange)),
    written(proofReport(withIngress, joined([applying(shut), labelling('shop', 'pod-security.kubernetes.io/enforce', 'baseline')]))),
    written({
      ...base,
      unknown: [{ what: 'a', missing: 'b' }],
      problems: [{ code: 'syntax', source: 'x.yaml', line: 1, column: 2, reason: 'is no YAML' }],
    }),
  ];
  for (const document of documents) {
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
  }
  expect(documents[2].breaks.filter((one: object) => 'way' in one)).toHaveLength(1);
});

test('the schema refuses what no reader could expect', () => {
  expect(validate({ ...shop, surprise: 1 })).toBe(false);
  expect(validate({ ...shop, breaks: [{ ...shop.breaks[0], refusal: undefined }] })).toBe(false);
});

test('what stands behind each sentence is data', () => {
  const of = (kind: string) => shop.breaks.find((one: { kind: string }) => one.kind === kind);
  expect(of('workload refused').refusal).toMatchObject({
    law: 'Pod Security',
    restart: { kind: 'later' },
    workload: { kind: 'Deployment' },
  });
  expect(of('observed flow cut').flow).toEqual({
    source: { workload: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' } },
    destination: { workload: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'db' } },
    protocol: 'TCP',
    port: 5432,
    refusedBy: [{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', namespace: 'shop', name: 'deny' }],
  });
  expect(of('declared flow cut').flow.namedBy.why).toBe('env ORDERS_URL names Service shop/orders');
  expect(of('API call denied').denied).toMatchObject({
    user: 'alice',
    different: 2,
    grantedBy: { binding: { kind: 'RoleBinding', name: 'readers' }, role: { kind: 'Role', name: 'reader' } },
    calls: [{ verb: 'get', apiGroup: '', resource: 'pods', namespace: 'shop', name: 'web', count: 1 }, { name: 'db' }],
  });
  expect(of('reference broken').reference).toMatchObject({ needs: { kind: 'ConfigMap', name: 'shared' } });
});
