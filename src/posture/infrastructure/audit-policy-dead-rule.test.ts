// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Json } from '../../model/json.ts';
import { evaluateOn, objectOf } from '../testing.ts';
import { auditPolicyDeadRule } from './audit-policy-dead-rule.ts';

const found = (...rules: Json[]) =>
  evaluateOn(auditPolicyDeadRule, [objectOf({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules })]).findings.map(({ path }) => path);

test.each<[Json, string[]]>([
  [{ verbs: ['*'] }, ['/rules/0/verbs']],
  [{ verbs: ['GET'] }, ['/rules/0/verbs']],
  [{ verbs: ['get', '*'] }, []],
  [{ namespaces: ['*'] }, ['/rules/0/namespaces']],
  [{ namespaces: [''] }, []],
  [{ resources: [{ group: '', resources: ['Pods'] }] }, ['/rules/0/resources/0/resources']],
  [{ resources: [{ group: '', resources: ['*'] }] }, []],
  [{ resources: [{ group: '', resources: ['*/status'] }] }, []],
  [{ resources: [{ group: '' }] }, []],
  [{ users: ['system:serviceaccount:kube-system:*'] }, ['/rules/0/users']],
  [{ verbs: [] }, []],
])('%j', (rule, paths) => {
  expect(found({ level: 'Metadata', ...(rule as object) })).toEqual(paths);
});

test('a rule behind one that takes more', () => {
  expect(found({ level: 'Metadata' }, { level: 'Request', verbs: ['create'] })).toEqual(['/rules/1']);
  expect(found({ level: 'Metadata', verbs: ['get'] }, { level: 'Request', verbs: ['get', 'create'] })).toEqual([]);
});

test('a rule behind several that together take more, and one whose selectors never meet', () => {
  const pods = [{ group: '', resources: ['pods'] }];
  const [system, others] = [{ userGroups: ['system:authenticated'] }, { userGroups: ['system:unauthenticated'] }];
  const byUser = { level: 'Request', users: ['jane', 'system:anonymous'], resources: pods };
  expect(found({ level: 'None', ...system }, { level: 'None', ...others }, byUser)).toEqual(['/rules/2']);
  expect(found({ level: 'None', ...system }, byUser)).toEqual([]);
  expect(found({ level: 'Metadata', verbs: ['create'], resources: [{ group: '', resources: ['pods'], resourceNames: ['a'] }] })).toEqual([
    '/rules/0',
  ]);
});
