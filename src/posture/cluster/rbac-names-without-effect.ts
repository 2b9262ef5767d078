// SPDX-License-Identifier: Apache-2.0
// Reads rules: with resourceNames neither list, watch and deletecollection nor, but for subresources, create.
import { defineCheck } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { onRule, roleKinds } from '../facts/rbac.ts';
import { indicesOf, placeIn } from '../facts/rbac-powers.ts';

const needsSelector: ReadonlySet<string> = new Set(['list', 'watch', 'deletecollection']);

export const rbacNamesWithoutEffect = defineCheck({
  id: 'rbac-names-without-effect',
  title: 'Limit by name does not fit the verb',
  why: 'A request to list or watch has a name only with a field selector metadata.name, and one to create never: clients that ask plainly are refused, and somebody then widens the rule. Where it works, list gives the whole object.',
  remedy: 'Grant get by name; grant list, watch and create in a rule without names if they are needed.',
  severity: 'low',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources',
  ],
  aliases: [],
  appliesTo: { kinds: roleKinds },
  evaluate: onRule(({ rule, path }) => {
    const { verbs, resources, resourceNames } = rule;
    if (resourceNames.length === 0 || resources.length === 0) return undefined;
    const places = indicesOf(
      verbs,
      (verb) => needsSelector.has(verb) || (verb === 'create' && resources.some((resource) => !resource.includes('/'))),
    );
    if (places.length === 0) return undefined;
    const found = verbs.filter((_, index) => places.includes(index));
    return {
      kind: 'fault',
      path: placeIn(path, 'verbs', places),
      reason: 'verbs whose requests have no name',
      detail: `${found.join(', ')} on ${resources.join(', ')} is limited to ${resourceNames.join(', ')}`,
      remedy:
        places.length === verbs.length
          ? { kind: 'advice', advice: 'Use get, or leave out resourceNames if the whole kind may be read.' }
          : patchRemedy(
              places.toReversed().map((index) => ({ op: 'remove' as const, path: `${path}/verbs/${index}` })),
              'Clients that use the field selector metadata.name for these objects do need the verb.',
            ),
    };
  }),
});
