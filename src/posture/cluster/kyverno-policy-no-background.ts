// SPDX-License-Identifier: Apache-2.0
// Reads spec.background of Kyverno's policies that validate; true (the default) is expected, unless a rule looks at who asks.
import { field } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { kyvernoPolicyKinds, kyvernoRules } from '../facts/kyverno.ts';

export const kyvernoPolicyNoBackground = defineCheck({
  id: 'kyverno-policy-no-background',
  title: 'Kyverno does not look at what is there already',
  why: 'What was made before the policy, or while Kyverno was away, is in no report: it stays as it is, and the reports look clean.',
  remedy: 'Leave background scans on.',
  severity: 'info',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://kyverno.io/docs/policy-reports/background/'],
  aliases: [],
  appliesTo: { kinds: kyvernoPolicyKinds },
  applicable: (object) =>
    kyvernoRules(object).some(({ rule }) => field(rule, 'validate') !== undefined) && !looksAtWhoAsks(field(object.body, 'spec') ?? null),
  evaluate: ({ body }) => {
    const path = '/spec/background';
    if (field(field(body, 'spec'), 'background') !== false) return [];
    const remedy = patchRemedy(
      [{ op: 'replace', path, value: true }],
      'Scans cost Kyverno and the API server time, by the number of objects.',
    );
    return [{ kind: 'fault', path, reason: 'existing objects are not judged', detail: 'background is false', remedy }];
  },
});

/** Such rules can only be judged at admission, and Kyverno demands background: false of them. */
function looksAtWhoAsks(spec: Parameters<typeof JSON.stringify>[0]): boolean {
  const text = JSON.stringify(spec, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  return /"(?:subjects|roles|clusterRoles)":|\{\{[^{}]{0,200}(?:request\.(?:userInfo|operation)|serviceAccountName)|request\.userInfo/.test(
    text,
  );
}
