// SPDX-License-Identifier: Apache-2.0
// Reads every selector of Calico's policies, of the policy and of its rules: each must follow the grammar.
import { defineCheck } from '../check.ts';
import { selectorTexts } from '../facts/calico-policies.ts';
import { compileCalicoSelector } from '../../model/calico-selector.ts';
import { calicoPolicyKinds } from '../facts/flow-rules.ts';

export const calicoSelectorInvalid = defineCheck({
  id: 'calico-selector-invalid',
  title: 'Calico refuses the policy because of a selector',
  why: 'A selector that cannot be read makes Calico refuse the whole policy, or, where it came past the API server, ignore it: what it was to deny stays open.',
  remedy: 'Correct the selector: labels are compared with strings in quotes, and joined by && and ||.',
  severity: 'high',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#selectors'],
  aliases: [],
  appliesTo: { kinds: calicoPolicyKinds },
  evaluate: (object) =>
    selectorTexts(object).flatMap(({ pointer, text }) => {
      const compiled = compileCalicoSelector(text);
      return 'invalid' in compiled
        ? {
            kind: 'fault' as const,
            path: pointer,
            reason: 'the selector cannot be read',
            detail: `${compiled.invalid}${/global\(\)/.test(text) ? '; global() stands for host endpoints and global network sets, not for a namespace' : ''}`,
            evidence: text,
            remedy: {
              kind: 'advice' as const,
              advice:
                'Write label == "value", has(label) or label in { "a", "b" }. "The same namespace" is a NetworkPolicy without namespaceSelector.',
            },
          }
        : [];
    }),
});
