// SPDX-License-Identifier: Apache-2.0
// Reads bindings that name the group, and the kubeconfigs on nodes that come with it.
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { field, isArray, stringField } from '../../model/json.ts';
import { pointer } from '../../model/pointer.ts';
import { bindingKinds, placedBindings } from '../facts/rbac.ts';
import { fact, factAt, type FactPlace, type Question } from '../question.ts';

export const systemMasters: Question = {
  id: 'CIS-5.1.7',
  question: 'Who is in the group system:masters, which no authorizer is ever asked about?',
  good: 'Nobody in daily work: one sealed certificate for emergencies, and administrators by a binding that can be taken back.',
  layer: 'cluster',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  kinds: bindingKinds,
  gather: (inventory) => {
    const bindings = placedBindings(inventory);
    const named = bindings.flatMap(({ object, binding }) =>
      binding.subjects.flatMap(({ kind, name }, index) =>
        kind === 'Group' && name === 'system:masters'
          ? { object, path: `/subjects/${index}`, detail: `has ${binding.roleRef.kind} ${binding.roleRef.name}, and needs no binding` }
          : [],
      ),
    );
    return {
      facts: [
        ...(bindings.length === 0
          ? []
          : [fact(named.length === 0 ? 'no binding here names the group' : 'bindings that name the group', named)]),
        ...factAt('certificates of the group', certificates(inventory)),
        ...factAt('kubeconfigs on nodes that kubeadm makes with the group, admin.conf before 1.29', adminFiles(inventory)),
      ],
      missing: ['which client certificates have O=system:masters: their files on nodes and in kubeconfigs'],
    };
  },
};

/** Kubernetes takes the organizations of a client certificate for groups. */
function certificates(inventory: Inventory): FactPlace[] {
  return objectsOfKind(inventory, 'PemFile', 'rampart.dev').flatMap((object) => {
    const blocks = field(object.body, 'blocks');
    return (isArray(blocks) ? blocks : []).flatMap((block, index) => {
      const subject = field(field(block, 'certificate'), 'subject');
      const organizations = field(subject, 'organizations');
      if (!isArray(organizations) || !organizations.includes('system:masters')) return [];
      const path = pointer('blocks', index, 'certificate', 'subject');
      return { object, path, detail: stringField(subject, 'text') ?? '' };
    });
  });
}

function adminFiles(inventory: Inventory): FactPlace[] {
  return objectsOfKind(inventory, 'NodeEvidence', 'rampart.dev').flatMap((object) => {
    const files = field(object.body, 'files');
    return (isArray(files) ? files : []).flatMap((file, index) => {
      const path = stringField(file, 'path') ?? '';
      if (!/^\/etc\/kubernetes\/(?:super-)?admin\.conf$/.test(path)) return [];
      return { object, path: pointer('files', index, 'path'), detail: path };
    });
  });
}
