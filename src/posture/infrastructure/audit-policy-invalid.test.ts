// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { auditPolicyInvalid } from './audit-policy-invalid.ts';

const found = (policy: JsonObject) =>
  evaluateOn(auditPolicyInvalid, [objectOf({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', ...policy })]).findings.map(({ path }) => path);
const inRule = (rule: JsonObject) => found({ rules: [{ level: 'Metadata', ...rule }] });

test.each<[JsonObject, string[]]>([
  [{}, []],
  [{ level: 'metadata' }, ['/rules/0/level']],
  [{ level: 3 }, ['/rules/0/level']],
  [{ omitStages: ['Received'] }, ['/rules/0/omitStages/0']],
  [{ nonResourceURLs: ['healthz'] }, ['/rules/0/nonResourceURLs/0']],
  [{ nonResourceURLs: ['/a*b'] }, ['/rules/0/nonResourceURLs/0']],
  [{ nonResourceURLs: ['/a*'], namespaces: ['a'] }, ['/rules/0/nonResourceURLs']],
  [{ resources: [{ group: 'rbac.authorization.k8s.io/v1' }] }, ['/rules/0/resources/0/group']],
  [{ resources: [{ resourceNames: ['a'] }] }, ['/rules/0/resources/0/resourceNames']],
  [{ resources: [{ groups: [''] }] }, ['/rules/0/resources/0/groups']],
  [{ groups: ['a'] }, ['/rules/0/groups']],
])('%j', (rule, paths) => {
  expect(inRule(rule)).toEqual(paths);
});

test('a policy without rules', () => {
  expect(found({})).toEqual(['']);
  expect(found({ rules: [] })).toEqual(['/rules']);
  expect(found({ rules: [{}] })).toEqual(['/rules/0']);
});
