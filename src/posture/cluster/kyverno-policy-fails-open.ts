// SPDX-License-Identifier: Apache-2.0
// Reads failurePolicy of Kyverno's policies, which may stand in webhookConfiguration; Fail (the default) is expected of those that refuse.
import { field } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { replaced } from '../facts/advice.ts';
import { kyvernoCelKinds, kyvernoPolicyKinds, kyvernoRules } from '../facts/kyverno.ts';

const places = ['failurePolicy', 'webhookConfiguration/failurePolicy'] as const;

export const kyvernoPolicyFailsOpen = defineCheck({
  id: 'kyverno-policy-fails-open',
  title: 'Policy of Kyverno is passed over while Kyverno is away',
  why: 'An attacker who keeps Kyverno from answering, by load, eviction or a network rule, gets every object admitted that the policy would refuse.',
  remedy: 'Set failurePolicy: Fail, run Kyverno in several replicas, and leave the system’s namespaces out.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access', 'privilege-escalation'],
  references: [
    'https://kyverno.io/docs/policy-types/cluster-policy/policy-settings/',
    'https://kyverno.io/docs/installation/customization/',
  ],
  aliases: [],
  appliesTo: { kinds: [...kyvernoPolicyKinds, ...kyvernoCelKinds] },
  applicable: (object) =>
    !object.apiVersion.startsWith('kyverno.io/') ||
    kyvernoRules(object).some(({ rule }) => field(rule, 'validate') !== undefined || field(rule, 'verifyImages') !== undefined),
  evaluate: ({ body }) =>
    places.flatMap((place) => {
      const value = place.split('/').reduce<ReturnType<typeof field>>(field, field(body, 'spec'));
      if (value !== 'Ignore') return [];
      const note = 'Objects are refused while Kyverno is away: run at least two replicas, and exclude kube-system and its own namespace.';
      return [replaced(`/spec/${place}`, 'fails open', 'the policy is passed over when Kyverno does not answer', 'Fail', note)];
    }),
});
