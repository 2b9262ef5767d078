// SPDX-License-Identifier: Apache-2.0
// Reads namespaceSelector of the peers: a namespace is to be named by kubernetes.io/metadata.name, which Kubernetes sets and keeps,
// and not by a label `name` and its like.
import { objectsOfKind } from '../../model/inventory.ts';
import { pointer as pointerOf } from '../../model/pointer.ts';
import { defineCheck } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { isNameLabel, namespaceRequirements } from '../facts/namespace-peers.ts';

export const networkPolicyNamespaceNameLabel = defineCheck({
  id: 'network-policy-namespace-name-label',
  title: 'Policy names a namespace by a label that nobody sets or guards',
  why: 'Kubernetes does not set this label, so the rule matches nothing until somebody does; and whoever may edit some namespace can give it the label and is let in.',
  remedy: 'Select by kubernetes.io/metadata.name, which Kubernetes sets on every namespace and lets nobody change.',
  severity: 'medium',
  layer: 'network',
  threats: ['network-attack', 'unauthorized-access'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#targeting-a-namespace-by-its-name'],
  aliases: [],
  appliesTo: { kinds: ['NetworkPolicy.networking.k8s.io'] },
  evaluate: (object, { inventory }) =>
    namespaceRequirements(object)
      .filter(({ key }) => isNameLabel(key))
      .map(({ key, values, pointer, field, index }) => {
        const [value = ''] = values;
        const isCarried = objectsOfKind(inventory, 'Namespace', '').some(({ labels }) => labels[key] === value);
        const path = `${pointer}/${field}`;
        return {
          kind: 'fault' as const,
          path,
          reason: 'the namespace is named by a label of its own',
          detail: `${key}${value === '' ? '' : `=${value}`} is set by hand${isCarried ? '' : ', and no namespace seen here carries it'}: Kubernetes sets kubernetes.io/metadata.name`,
          remedy:
            field === 'matchExpressions'
              ? patchRemedy([{ op: 'replace', path: `${path}/${index}/key`, value: 'kubernetes.io/metadata.name' }], note)
              : patchRemedy(
                  [
                    { op: 'remove', path: `${path}${pointerOf(key)}` },
                    { op: 'add', path: `${path}/kubernetes.io~1metadata.name`, value },
                  ],
                  note,
                ),
        };
      }),
});

const note = 'Make sure that the label’s value is the name of the namespace.';
