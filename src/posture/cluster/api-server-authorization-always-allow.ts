// SPDX-License-Identifier: Apache-2.0
// Reads --authorization-config, --authorization-mode of kube-apiserver.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustNotInclude } from '../facts/component-demands.ts';
import { authorizerTypes, judgedByFile } from '../facts/component-files.ts';

export const apiServerAuthorizationAlwaysAllow = defineComponentCheck({
  id: 'api-server-authorization-always-allow',
  title: 'API server allows every request',
  why: 'With AlwaysAllow every user, service account and pod is cluster-admin: whoever authenticates at all reads all Secrets and runs anything anywhere.',
  remedy: 'Set --authorization-mode=Node,RBAC.',
  severity: 'critical',
  layer: 'cluster',
  threats: ['unauthorized-access', 'privilege-escalation'],
  aliases: ['CIS-1.2.6'],
  component: 'kube-apiserver',
  judge: judgedByFile(
    { flag: 'authorization-config', kind: 'AuthorizationConfiguration' },
    (body) => (authorizerTypes(body).includes('AlwaysAllow') ? 'allows every request' : undefined),
    mustNotInclude(
      { flag: 'authorization-mode', default: 'AlwaysAllow' },
      'AlwaysAllow',
      'Node,RBAC',
      'Clients that were never granted anything lose access.',
    ),
  ),
});
