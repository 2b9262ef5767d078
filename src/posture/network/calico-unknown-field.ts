// SPDX-License-Identifier: Apache-2.0
// Reads the names of all fields below spec of Calico's policies, tiers, network sets and host endpoints: only those that their kind has.
import { field } from '../../model/json.ts';
import { tokens } from '../../model/pointer.ts';
import { type Shape, unknownFields } from '../../model/unknown-fields.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { calicoShapes, shapeAt } from '../facts/calico-shapes.ts';
import { isMisspelt } from '../facts/misspelt.ts';

const kinds = ['projectcalico.org', 'crd.projectcalico.org'].flatMap((group) => [...calicoShapes.keys()].map((kind) => `${kind}.${group}`));

export const calicoUnknownField = defineCheck({
  id: 'calico-unknown-field',
  title: 'Calico drops a field that it does not know',
  why: 'What is dropped is not in force: a rule without its misspelt selector holds for everybody, and a policy without its order comes last.',
  remedy: 'Correct the name of the field, or move it to where Calico reads it.',
  severity: 'high',
  layer: 'network',
  threats: ['network-attack'],
  references: [
    'https://docs.tigera.io/calico/latest/reference/resources/globalnetworkpolicy#spec',
    'https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#spec',
  ],
  aliases: [],
  appliesTo: { kinds },
  evaluate: ({ kind, body }) => {
    const shape = calicoShapes.get(kind);
    if (shape === undefined) return [];
    return unknownFields(field(body, 'spec') ?? null, shape, '/spec').map((path) => {
      const [name = '', ...parents] = tokens(path).toReversed();
      const meant = nearest(name, shapeAt(shape, parents.toReversed().slice(1)));
      const advice = meant === undefined ? `Remove it${place(name, kind)}.` : `Write ${meant}.`;
      return advised(path, 'unknown field', `${kind} has no field ${name.slice(0, 60)} there`, advice);
    });
  },
});

function nearest(name: string, shape: Shape | undefined): string | undefined {
  const known = Object.keys(shape ?? {});
  return (
    known.find((candidate) => candidate.toLowerCase() === name.toLowerCase()) ?? known.find((candidate) => isMisspelt(name, candidate))
  );
}

/** Where a field that is right elsewhere belongs. */
function place(name: string, kind: string): string {
  if (['nets', 'notNets', 'selector', 'notSelector', 'ports', 'notPorts', 'services', 'serviceAccounts', 'domains'].includes(name))
    return ', or move it below source or destination of the rule';
  if (['podSelector', 'matchLabels', 'from', 'to', 'ipBlock', 'policyTypes'].includes(name))
    return ': it is a field of Kubernetes’ NetworkPolicy, not of Calico’s';
  if (['doNotTrack', 'preDNAT', 'applyOnForward', 'namespaceSelector'].includes(name) && !kind.includes('Global'))
    return ', or use a GlobalNetworkPolicy';
  return '';
}
