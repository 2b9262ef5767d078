// SPDX-License-Identifier: Apache-2.0
import { powers } from '../../../posture/facts/rbac-powers.ts';
import { jointEdge } from '../right-edge.ts';

const create = powers.createSecrets.permissions[0];
const read = powers.readSecrets.permissions[0];

export const tokenSecret = jointEdge({
  id: 'token-secret',
  title: 'Create a Secret for a token, and read it',
  reason:
    'A new Secret of type kubernetes.io/service-account-token that names a ServiceAccount is filled with a token of it that does not expire.',
  condition: 'The token controller runs, as it does by default.',
  references: ['https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets'],
  permissions: [create, read],
  targetsOf: (rights, scope, { footholds }) => {
    if (rights.names(create, scope) === undefined || rights.names(read, scope) === undefined) return [];
    const where = scope === '' ? '' : ` in ${scope}`;
    return [
      {
        to: footholds.serviceAccounts(scope),
        how: `may create Secrets and read them${where}`,
        uses: [
          { permission: create, scope },
          { permission: read, scope },
        ],
      },
    ];
  },
});
