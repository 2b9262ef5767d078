// SPDX-License-Identifier: Apache-2.0
// Reads rules: create, update and patch of apiservices are allowed only by resourceNames.
import { defineCheck } from '../check.ts';
import { roleKinds } from '../facts/rbac.ts';
import { onPower, powers } from '../facts/rbac-powers.ts';

export const rbacChangeApiServices = defineCheck({
  id: 'rbac-change-api-services',
  title: 'Role may take over API groups',
  why: 'An APIService sends the requests for a whole API group to a server of its author, with the identity of every caller. Requests and answers of that group are then theirs.',
  remedy: 'Leave APIServices to administrators; limit controllers by resourceNames to their own.',
  severity: 'high',
  layer: 'cluster',
  threats: ['privilege-escalation', 'data-exposure'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/apiserver-aggregation/',
  ],
  aliases: [],
  appliesTo: { kinds: roleKinds },
  evaluate: onPower(powers.changeApiServices, {
    at: 'verbs',
    reason: 'may change APIServices',
    advice: 'Limit the rule by resourceNames to the APIServices that belong to the holder.',
  }),
});
