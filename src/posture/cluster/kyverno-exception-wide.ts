// SPDX-License-Identifier: Apache-2.0
// Reads match of Kyverno's PolicyExceptions: it must name namespaces or names, or select by labels, and not leave everything out.
import { field, isObject, type Json } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { listField, strings } from '../facts/flow-rules.ts';

export const kyvernoExceptionWide = defineCheck({
  id: 'kyverno-exception-wide',
  title: 'Exception from a Kyverno policy holds for everything',
  why: 'The policy is in force in name only: whatever it refuses is admitted by the exception, in every namespace.',
  remedy: 'Name the namespaces and the objects that the exception is for.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access', 'privilege-escalation'],
  references: ['https://kyverno.io/docs/exceptions/'],
  aliases: [],
  appliesTo: { kinds: ['PolicyException.kyverno.io'] },
  evaluate: ({ body }) => {
    const spec = field(body, 'spec');
    // Conditions on the object limit it as well.
    if (isObject(field(spec, 'conditions')) || listField(spec, 'podSecurity').length > 0) return [];
    return (['any', 'all'] as const).flatMap((key) => {
      const clauses = listField(field(spec, 'match'), key);
      const open = clauses.flatMap((clause, index) => (isOpen(clause) ? [index] : []));
      // All clauses must hold of "all", one of "any".
      if (open.length === 0 || (key === 'all' && open.length < clauses.length)) return [];
      const path = `/spec/match/${key}/${open[0]}/resources`;
      return [
        advised(
          path,
          'everything is excepted',
          'neither a name nor a namespace limits the exception',
          'Add names and namespaces to resources.',
        ),
      ];
    });
  },
});

function isOpen(clause: Json): boolean {
  const resources = field(clause, 'resources');
  const limits = ['names', 'namespaces'].some((key) => {
    const values = strings(field(resources, key));
    return values.length > 0 && !values.includes('*');
  });
  const selects = ['selector', 'namespaceSelector', 'annotations'].some((key) => {
    const value = field(resources, key);
    return isObject(value) && Object.keys(value).length > 0;
  });
  const whom = ['subjects', 'roles', 'clusterRoles'].some((key) => listField(clause, key).length > 0);
  return !limits && !selects && !whom;
}
