// SPDX-License-Identifier: Apache-2.0
// Reads matchPolicy of validating webhooks and policies: Equivalent (the default) is expected, unless a rule takes every version.
import { stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { judgesOf, validatingKinds } from '../facts/admission.ts';
import { replaced } from '../facts/advice.ts';

export const admissionExactMatch = defineCheck({
  id: 'admission-exact-match',
  title: 'Policy is passed by through another version of the API',
  why: 'The same object can be written by every version and group that serves it. With Exact the policy sees only the versions it lists, and whoever writes by another goes past it, as will everybody once a new version comes.',
  remedy: 'Leave matchPolicy out, or set Equivalent.',
  severity: 'low',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#matching-requests-matchpolicy'],
  aliases: [],
  appliesTo: { kinds: validatingKinds },
  evaluate: (object) =>
    judgesOf(object).flatMap(({ label, match, matchPointer, rules }) => {
      if (stringField(match, 'matchPolicy') !== 'Exact' || rules.every(({ versions }) => versions.includes('*'))) return [];
      const detail = `${label} sees only ${[...new Set(rules.flatMap(({ versions }) => versions))].join(', ')}`;
      const note = 'Objects then reach it converted to a version that it lists.';
      return [replaced(`${matchPointer}/matchPolicy`, 'only the versions listed are judged', detail, 'Equivalent', note)];
    }),
});
