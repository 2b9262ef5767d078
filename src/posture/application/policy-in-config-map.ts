// SPDX-License-Identifier: Apache-2.0
// Reads the YAML files of a ConfigMap for objects that admission controllers would have to be given: image policies, constraint
// templates and constraints, Kyverno policies.
import { field, stringField } from '../../model/json.ts';
import { groupOf } from '../../model/object.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { embeddedFiles, mappings } from '../facts/embedded-yaml.ts';

const kinds: ReadonlySet<string> = new Set(['ClusterImagePolicy', 'ConstraintTemplate']);
const groups: ReadonlySet<string> = new Set([
  'policy.sigstore.dev',
  'constraints.gatekeeper.sh',
  'templates.gatekeeper.sh',
  'kyverno.io',
  'policies.kyverno.io',
]);

export const policyInConfigMap = defineCheck({
  id: 'policy-in-config-map',
  title: 'Policy lies in a ConfigMap, where nobody reads it',
  why: 'The cluster looks protected and is not: a controller acts on objects of its own kinds, and a ConfigMap is only text.',
  remedy: 'Apply the policy itself.',
  severity: 'high',
  layer: 'application',
  threats: ['supply-chain', 'unauthorized-access'],
  references: ['https://docs.sigstore.dev/policy-controller/overview/'],
  aliases: [],
  appliesTo: { kinds: ['ConfigMap'] },
  evaluate: (object) =>
    embeddedFiles(object).flatMap((file) => {
      const policies = mappings(file).filter((document) => {
        const kind = stringField(document, 'kind') ?? '';
        return kinds.has(kind) || groups.has(groupOf(stringField(document, 'apiVersion') ?? ''));
      });
      const named = policies
        .filter((document) => field(document, 'spec') !== undefined)
        .map((document) => stringField(document, 'kind') ?? '');
      if (named.length === 0) return [];
      const advice = 'Take the document out of the ConfigMap and apply it to the cluster.';
      return [advised(file.pointer, 'policy is only text', `${file.key} holds a ${[...new Set(named)].join(' and a ')}`, advice)];
    }),
});
