// SPDX-License-Identifier: Apache-2.0
// Reads rules: create, update and patch of storageclasses are allowed only by resourceNames.
import { defineCheck } from '../check.ts';
import { roleKinds } from '../facts/rbac.ts';
import { onPower, powers } from '../facts/rbac-powers.ts';

export const rbacChangeStorageClasses = defineCheck({
  id: 'rbac-change-storage-classes',
  title: 'Role may change StorageClasses',
  why: 'A StorageClass decides who provisions volumes, with which parameters, and what becomes of the data afterwards. A default class of an attacker receives every new claim.',
  remedy: 'Leave StorageClasses to administrators.',
  severity: 'low',
  layer: 'cluster',
  threats: ['data-exposure'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/concepts/storage/storage-classes/',
  ],
  aliases: [],
  appliesTo: { kinds: roleKinds },
  evaluate: onPower(powers.changeStorage, {
    at: 'verbs',
    reason: 'may change StorageClasses',
    advice: 'Remove the verbs that write, or limit the rule by resourceNames.',
  }),
});
