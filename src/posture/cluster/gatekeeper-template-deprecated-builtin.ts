// SPDX-License-Identifier: Apache-2.0
// Reads the Rego of a ConstraintTemplate for calls of any, all, re_match, set_diff, net.cidr_overlap and cast_*, which Rego v1
// does not have. A function of the same name that the template defines is not told.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { templateKinds } from '../facts/gatekeeper.ts';
import { regoSources } from '../facts/rego.ts';

export const gatekeeperTemplateDeprecatedBuiltin = defineCheck({
  id: 'gatekeeper-template-deprecated-builtin',
  title: 'Constraint template calls a function that Rego v1 dropped',
  why: 'Compiled as Rego v1 the template is refused, and the cluster goes without the rule from that upgrade on.',
  remedy: 'Use every, some, regex.match, net.cidr_intersects or a set difference.',
  severity: 'low',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://www.openpolicyagent.org/docs/v0-upgrade', 'https://www.openpolicyagent.org/docs/policy-reference'],
  aliases: [],
  appliesTo: { kinds: templateKinds },
  evaluate: (template) =>
    regoSources(template).flatMap(({ pointer, all }) => {
      const text = all.replace(/"(?:[^"\\\n]|\\.)*"/g, '""');
      const called = [...text.matchAll(/(?<![\w.])(any|all|re_match|set_diff|net\.cidr_overlap|cast_[a-z]+)\s*\(/g)].map(
        ([, name = '']) => name,
      );
      const dropped = [...new Set(called)].filter((name) => !new RegExp(`^${name.replace('.', '\\.')}\\s*\\(`, 'm').test(text));
      const advice = `Replace ${dropped.join(', ')}: ${dropped.includes('any') ? 'strings.any_prefix_match or some … in' : 'see the upgrade guide of OPA'}.`;
      return dropped.length === 0 ? [] : [advised(pointer, 'function of Rego v0', `calls ${dropped.join(', ')}`, advice)];
    }),
});
