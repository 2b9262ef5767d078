// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { objectOf } from '../testing.ts';
import { calicoPoliciesSelecting, calicoPolicySelects } from './calico-policies.ts';

const selectors = [
  "app == 'api'",
  "app == 'web'",
  "tier == 'back' && app in {'api', 'db'}",
  "has(app) && app != 'api'",
  "app == 'web' || tier == 'back'",
  "projectcalico.org/namespace == 'shop'",
  'all()',
  '',
  'app ==',
];
const policies = selectors.map((selector, index) =>
  objectOf({
    apiVersion: 'projectcalico.org/v3',
    kind: index % 2 === 0 ? 'GlobalNetworkPolicy' : 'NetworkPolicy',
    metadata: { name: `p${index}`, namespace: 'shop' },
    spec: { selector },
  }),
);

test.each([{ app: 'api', tier: 'back' }, { app: 'web' }, { tier: 'back' }, {}])(
  'the index leaves out no policy that selects %j',
  (labels) => {
    for (const namespace of ['shop', 'other']) {
      const pod = { labels, namespace, namespaceLabels: {} };
      expect(calicoPoliciesSelecting(policies, pod)).toEqual(policies.filter((policy) => calicoPolicySelects(policy, pod)));
    }
  },
);
