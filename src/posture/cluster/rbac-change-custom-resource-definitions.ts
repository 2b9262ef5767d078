// SPDX-License-Identifier: Apache-2.0
// Reads rules: create, update and patch of customresourcedefinitions are allowed only by resourceNames.
import { defineCheck } from '../check.ts';
import { roleKinds } from '../facts/rbac.ts';
import { onPower, powers } from '../facts/rbac-powers.ts';

export const rbacChangeCustomResourceDefinitions = defineCheck({
  id: 'rbac-change-custom-resource-definitions',
  title: 'Role may change CustomResourceDefinitions',
  why: 'A CustomResourceDefinition names the webhook that converts its objects: whoever writes one sees and changes every object of the kind, and may break the controllers that depend on it.',
  remedy: 'Install definitions by reviewed deployment; limit controllers by resourceNames to their own.',
  severity: 'low',
  layer: 'cluster',
  threats: ['data-exposure'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/',
  ],
  aliases: [],
  appliesTo: { kinds: roleKinds },
  evaluate: onPower(powers.changeDefinitions, {
    at: 'verbs',
    reason: 'may change CustomResourceDefinitions',
    advice: 'Limit the rule by resourceNames to the definitions that belong to the holder, or install them by deployment.',
  }),
});
