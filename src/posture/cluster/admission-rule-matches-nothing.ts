// SPDX-License-Identifier: Apache-2.0
// Reads the rules of webhooks and admission policies: there must be some, each built-in resource must stand beside its own group, in
// plural, and in a scope that it has. Of files that is asked of webhooks with rules only. Resources of other projects are not known, and let pass.
import type { KubernetesObject } from '../../model/object.ts';
import { defineCheck, type Fault } from '../check.ts';
import { admissionKinds, type AdmissionRule, judgesOf } from '../facts/admission.ts';
import { advised, replaced } from '../facts/advice.ts';
import { builtInResource, isBuiltInGroup, resourceOfKind } from '../facts/built-in-resources.ts';

export const admissionRuleMatchesNothing = defineCheck({
  id: 'admission-rule-matches-nothing',
  title: 'Admission rule matches no request',
  why: 'What the webhook or policy was to refuse is admitted: the API server asks it only where a rule fits. In a list of policies it looks like protection.',
  remedy: 'Name resources as the API has them, each with its own group: pods in "", deployments in apps.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access', 'privilege-escalation'],
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#matching-requests-rules'],
  aliases: [],
  appliesTo: { kinds: admissionKinds },
  evaluate: (object) =>
    judgesOf(object).flatMap(({ label, rules, rulesPointer }) =>
      rules.length === 0 && !isFilledLater(object)
        ? [
            advised(
              rulesPointer,
              'there are no rules',
              `${label} is asked about nothing`,
              'Add the groups, versions, operations and resources to judge.',
            ),
          ]
        : rules.flatMap(ruleFaults),
    ),
});

/** Some controllers write the rules of their webhooks when they start: files then have none. */
function isFilledLater({ kind, origin }: KubernetesObject): boolean {
  return origin.kind === 'file' && kind.endsWith('WebhookConfiguration');
}

function ruleFaults(rule: AdmissionRule): Fault[] {
  const isKnown = rule.groups.length > 0 && rule.groups.every(isBuiltInGroup);
  return isKnown
    ? rule.resources.flatMap((resource, index) => resourceFault(rule, resource, `${rule.pointer}/resources/${index}`) ?? [])
    : [];
}

const note = 'The rule is then in force, and refuses what it is there to refuse.';

function resourceFault({ groups, scope, pointer }: AdmissionRule, resource: string, path: string): Fault | undefined {
  const [base = '', ...sub] = resource.split('/');
  const known = builtInResource(base);
  if (known === undefined) {
    const meant = resourceOfKind(base);
    if (meant === undefined) return undefined;
    return replaced(path, 'no resource of that name', `${base} is no resource, and ${meant} is`, [meant, ...sub].join('/'), note);
  }
  const own = known.groups.map((group) => (group === '' ? '"" (the core group)' : group)).join(' or ');
  if (!known.groups.some((group) => groups.includes(group))) {
    const advice = `Move ${base} into a rule of its own with the group ${own}.`;
    return advised(path, 'the resource is of another group', `${base} is of ${own}, which the rule does not name`, advice);
  }
  if (scope === '*' || (scope === 'Namespaced') === known.namespaced) return undefined;
  const detail = `${base} ${known.namespaced ? 'belongs' : 'does not belong'} to a namespace, and scope is ${scope}`;
  return replaced(`${pointer}/scope`, 'the scope excludes the resource', detail, '*', note);
}
