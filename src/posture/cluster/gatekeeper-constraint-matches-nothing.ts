// SPDX-License-Identifier: Apache-2.0
// Reads spec.match of a constraint: each built-in kind must stand beside its own group and have the scope asked for, and some namespace that
// is named must not be excluded. Kinds of other projects are not known, and let pass.
import { field, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { defineCheck, type Fault } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { builtInResource, isBuiltInGroup, resourceOfKind } from '../facts/built-in-resources.ts';
import { listField } from '../facts/flow-rules.ts';
import { constraintKinds, matchedKinds, matchOf, namesNamespace, strings } from '../facts/gatekeeper.ts';

export const gatekeeperConstraintMatchesNothing = defineCheck({
  id: 'gatekeeper-constraint-matches-nothing',
  title: 'Constraint matches no object',
  why: 'What the rule describes is admitted: Gatekeeper asks it only about objects that match. In a list of constraints it looks like protection, and it has no violations.',
  remedy: 'Name kinds as the API has them, each with its own group: Pod in "", Deployment in apps.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://open-policy-agent.github.io/gatekeeper/website/docs/howto#the-match-field'],
  aliases: [],
  appliesTo: { kinds: constraintKinds },
  evaluate: (constraint) => [...kindFaults(constraint), ...scopeFault(constraint), ...namespaceFault(constraint)],
});

function kindFaults(constraint: KubernetesObject): Fault[] {
  return listField(matchOf(constraint), 'kinds').flatMap((item, index) => {
    const groups = strings(field(item, 'apiGroups'));
    if (groups.length === 0 || !groups.every(isBuiltInGroup)) return [];
    return strings(field(item, 'kinds')).flatMap((kind, place) => {
      const resource = builtInResource(resourceOfKind(kind) ?? kind);
      const path = `/spec/match/kinds/${index}/kinds/${place}`;
      if (resource === undefined) return [];
      if (!/^[A-Z]/.test(kind) || builtInResource(kind.toLowerCase()) !== undefined)
        return [
          advised(path, 'no kind of that name', `${kind} is no kind`, 'Write the kind as an object has it, in singular: Pod, Deployment.'),
        ];
      if (resource.groups.some((group) => groups.includes(group))) return [];
      const own = resource.groups.map((group) => (group === '' ? '"" (the core group)' : group)).join(' or ');
      const advice = `Move ${kind} into an entry of its own with apiGroups: ${own}.`;
      return [advised(path, 'the kind is of another group', `${kind} is of ${own}, which the entry does not name`, advice)];
    });
  });
}

function scopeFault(constraint: KubernetesObject): Fault[] {
  const scope = stringField(matchOf(constraint), 'scope') ?? '*';
  const kinds = matchedKinds(constraint);
  if ((scope !== 'Cluster' && scope !== 'Namespaced') || kinds.length === 0) return [];
  const resources = kinds.map((kind) => builtInResource(resourceOfKind(kind) ?? ''));
  if (!resources.every((resource) => resource !== undefined && resource.namespaced === (scope === 'Cluster'))) return [];
  const advice = 'Take scope away, or choose the one that the kinds have.';
  return [advised('/spec/match/scope', 'the scope excludes the kinds', `no ${kinds.join(' or ')} is of scope ${scope}`, advice)];
}

function namespaceFault(constraint: KubernetesObject): Fault[] {
  const match = matchOf(constraint);
  const namespaces = strings(field(match, 'namespaces'));
  const excluded = strings(field(match, 'excludedNamespaces'));
  if (
    namespaces.length === 0 ||
    !namespaces.every((name) => excluded.includes(name) || (!name.includes('*') && namesNamespace(excluded, name)))
  )
    return [];
  const detail = `every namespace of ${namespaces.join(', ')} is excluded again`;
  return [
    advised('/spec/match/excludedNamespaces', 'all namespaces are excluded', detail, 'Take from excludedNamespaces what is to be matched.'),
  ];
}
