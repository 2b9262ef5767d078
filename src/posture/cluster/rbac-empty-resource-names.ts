// SPDX-License-Identifier: Apache-2.0
// Reads rules: resourceNames is absent or names something.
import { defineCheck } from '../check.ts';
import { isArray } from '../../model/json.ts';
import { valueAt } from '../../model/pointer.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { onRole, roleKinds } from '../facts/rbac.ts';
import { safe } from '../facts/remedy-class.ts';

export const rbacEmptyResourceNames = defineCheck({
  id: 'rbac-empty-resource-names',
  title: 'Empty list of names limits nothing',
  why: 'An author who writes resourceNames: [] may mean that nothing is allowed, or that names are added later. To Kubernetes it is no limit at all: every object of the kind.',
  remedy: 'Name the objects that are meant, or remove the field to say that all are.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['privilege-escalation'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources',
  ],
  aliases: [],
  appliesTo: { kinds: roleKinds },
  evaluate: onRole(({ rules }, _, { body }) =>
    rules.flatMap(({ rule, path }) => {
      const place = `${path}/resourceNames`;
      const names = valueAt(body, place);
      if (!isArray(names) || names.length > 0) return [];
      return {
        kind: 'fault',
        path: place,
        reason: 'no name is no limit',
        detail: `${rule.verbs.join(', ')} on every object of ${rule.resources.join(', ')}`,
        remedy: safe(
          patchRemedy(
            [{ op: 'remove', path: place }],
            'This changes nothing in what is granted, only says it: name the objects instead if not all are meant.',
          ),
        ),
      };
    }),
  ),
});
