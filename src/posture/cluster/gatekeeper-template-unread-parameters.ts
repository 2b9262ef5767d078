// SPDX-License-Identifier: Apache-2.0
// Reads the parameters that a ConstraintTemplate declares, and those that its Rego reads. Rego that hands the parameters on
// whole is not judged.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { templateKinds } from '../facts/gatekeeper.ts';
import { celSources, declaredParameters, readParameters, regoSources } from '../facts/rego.ts';

export const gatekeeperTemplateUnreadParameters = defineCheck({
  id: 'gatekeeper-template-unread-parameters',
  title: 'Constraint template ignores its parameters',
  why: 'A constraint sets a value, and the rule decides as if it had not: what people believe to be enforced is not.',
  remedy: 'Read input.parameters, or take the parameter out of the schema.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://open-policy-agent.github.io/gatekeeper/website/docs/constrainttemplates'],
  aliases: [],
  appliesTo: { kinds: templateKinds },
  evaluate: (template) => {
    const declared = declaredParameters(template);
    if (declared.length === 0) return [];
    const sources = [
      ...regoSources(template).map((source) => ({ pointer: source.pointer, read: readParameters(source) })),
      ...celSources(template).map(({ pointer, text }) => ({ pointer, read: readByCel(text) })),
    ];
    return sources.flatMap(({ pointer }) => {
      // Of two engines, one may do what the other cannot.
      const unread = declared.filter((name) => sources.every(({ read }) => read !== undefined && !read.has(name)));
      if (unread.length === 0) return [];
      const advice = `Use the parameter ${unread[0] ?? ''} in the rules, or remove it from the schema.`;
      return [advised(pointer, 'parameters are never read', `the rules never read ${unread.join(', ')}`, advice)];
    });
  },
});

/** The parameters that CEL reads by name; undefined where it takes them by another way. */
function readByCel(text: string): ReadonlySet<string> | undefined {
  const uses = [...text.matchAll(/\bparams\b(?:\.\??(\w+)|\[\s*['"](\w+)['"]\s*\])?/g)].map(([, dotted, quoted]) => dotted ?? quoted);
  return uses.includes(undefined) ? undefined : new Set(uses.filter((name) => name !== undefined));
}
