// SPDX-License-Identifier: Apache-2.0
// Reads --enable-bootstrap-token-auth of kube-apiserver, the Secrets of bootstrap tokens by name, and what their group is bound to.
import { objectsOfKind } from '../../model/inventory.ts';
import { componentsNamed, settingPlace } from '../facts/components-in.ts';
import { bindingKinds, placedBindings } from '../facts/rbac.ts';
import { fact, factAt, type Question } from '../question.ts';

export const userBootstrapTokens: Question = {
  id: 'CIS-3.1.3',
  question: 'Are bootstrap tokens used for anything but letting new nodes join?',
  good: 'A token is there only while nodes join, is short-lived, and its group may do nothing but ask for a certificate of a node.',
  layer: 'cluster',
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/'],
  kinds: ['Secret', 'Pod', ...bindingKinds],
  gather: (inventory) => {
    const servers = componentsNamed(inventory, 'kube-apiserver');
    const secrets = objectsOfKind(inventory, 'Secret', '');
    const tokens = secrets
      .filter(({ namespace, name }) => namespace === 'kube-system' && name.startsWith('bootstrap-token-'))
      .map((object) => ({ object, path: '', detail: 'a bootstrap token' }));
    const bound = placedBindings(inventory).flatMap(({ object, binding }) =>
      binding.subjects.flatMap(({ kind, name }, index) =>
        kind === 'Group' && name.startsWith('system:bootstrappers')
          ? { object, path: `/subjects/${index}`, detail: `Group ${name} has ${binding.roleRef.kind} ${binding.roleRef.name}` }
          : [],
      ),
    );
    const flag = { flag: 'enable-bootstrap-token-auth' } as const;
    return {
      facts: [
        ...factAt(
          'whether bootstrap tokens are accepted',
          servers.map((server) => settingPlace(server, flag, 'they are not accepted')),
        ),
        ...(secrets.some(({ namespace }) => namespace === 'kube-system')
          ? [fact(`${tokens.length} bootstrap token${tokens.length === 1 ? '' : 's'} in kube-system`, tokens)]
          : []),
        ...factAt('what their groups are bound to', bound),
      ],
      missing: [
        ...(servers.length === 0 ? ['the flags of kube-apiserver'] : []),
        ...(secrets.length === 0 ? ['the names of the Secrets in kube-system'] : []),
      ],
    };
  },
};
