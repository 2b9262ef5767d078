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
    regoSources(template).flatMap(({ pointer, rules, tokens }) => {
      const own = new Set(rules.map(({ name }) => name));
      const called = tokens.flatMap(({ kind, text }, index) => {
        if (kind !== 'name' || tokens[index + 1]?.text !== '(') return [];
        const name = tokens[index - 1]?.text === '.' ? `${tokens[index - 2]?.text ?? ''}.${text}` : text;
        return dropped.test(name) && !own.has(name) ? [name] : [];
      });
      const names = [...new Set(called)];
      const advice = `Replace ${names.join(', ')}: ${names.includes('any') ? 'strings.any_prefix_match or some … in' : 'see the upgrade guide of OPA'}.`;
      return names.length === 0 ? [] : [advised(pointer, 'function of Rego v0', `calls ${names.join(', ')}`, advice)];
    }),
});

const dropped = /^(?:any|all|re_match|set_diff|net\.cidr_overlap|cast_[a-z]+)$/;
