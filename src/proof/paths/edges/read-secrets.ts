// SPDX-License-Identifier: Apache-2.0
import { powers } from '../../../posture/facts/rbac-powers.ts';
import { rightEdge } from '../right-edge.ts';
import { tokenSecrets } from '../token-secrets.ts';

export const readSecrets = rightEdge({
  id: 'read-secrets',
  title: 'Read Secrets',
  reason: 'list and watch return the content of Secrets as get does.',
  condition: 'None.',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/#listing-secrets'],
  permission: powers.readSecrets.permissions[0],
  may: 'read Secrets',
  to: (scope, { footholds }) => footholds.secrets(scope),
  toNamed: (name, scope, world) =>
    tokenSecrets(world).flatMap((secret) =>
      secret.object.name === name && (scope === '' || scope === secret.namespace) ? [secret.foothold] : [],
    ),
});
