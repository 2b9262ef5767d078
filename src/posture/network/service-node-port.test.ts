// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { applyPatch } from '../../model/patch.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { serviceNodePort } from './service-node-port.ts';

test('the remedy leaves nothing that a ClusterIP may not have', () => {
  const service = objectOf({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'a' },
    spec: {
      type: 'NodePort',
      ports: [
        { port: 1, nodePort: 30001 },
        { port: 2, nodePort: 30002 },
      ],
    },
  });
  const [finding] = evaluateOn(serviceNodePort, [service]).findings;
  if (finding?.remedy?.kind !== 'patch') throw new Error('no patch');
  expect(applyPatch(service.body, finding.remedy.patch)).toMatchObject({ spec: { type: 'ClusterIP', ports: [{ port: 1 }, { port: 2 }] } });
});
