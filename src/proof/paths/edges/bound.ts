// SPDX-License-Identifier: Apache-2.0
import { pointer } from '../../../model/pointer.ts';
import { defineEdge, type Step } from '../edge.ts';
import { footholdOf } from '../world.ts';

export const bound = defineEdge({
  id: 'bound',
  title: 'Use the role that a binding grants',
  reason: 'A RoleBinding gives its subjects the rights of its role in its namespace, a ClusterRoleBinding everywhere.',
  condition: 'A binding to a role that does not exist grants nothing until somebody makes the role.',
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding'],
  length: 0,
  *stepsOf({ bindings, footholds, holdingOf }, leads): Generator<Step> {
    for (const { binding, object, foothold, removable, assumes } of bindings) {
      const holding = holdingOf(binding.roleRef.kind, binding.roleRef.name, binding.namespace);
      if (holding === undefined || !leads(holding.foothold)) continue;
      const where = binding.namespace === '' ? 'everywhere' : `in ${binding.namespace}`;
      const at = object === undefined ? {} : { object };
      // All subjects go through one foothold, so that one removal takes the binding from each of them.
      yield {
        from: foothold,
        to: holding.foothold,
        how: `grants ${binding.roleRef.kind} ${binding.roleRef.name} ${where}`,
        assumes,
        removables: removable === undefined ? [] : [removable],
        ...at,
        pointer: '/roleRef/name',
      };
      for (const [index, subject] of binding.subjects.entries()) {
        const from = footholdOf(subject, binding.namespace, footholds);
        if (from !== undefined)
          yield { from, to: foothold, how: `is a subject of ${foothold.name}`, ...at, pointer: pointer('subjects', index) };
      }
    }
  },
});
