// SPDX-License-Identifier: Apache-2.0
// Reads --authorization-config, --authorization-mode of kube-apiserver.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustInclude } from '../facts/component-demands.ts';
import { authorizerTypes, judgedByFile } from '../facts/component-files.ts';

export const apiServerAuthorizationRbac = defineComponentCheck({
  id: 'api-server-authorization-rbac',
  title: 'API server does not use RBAC',
  why: 'Without RBAC no role takes effect: what the manifests grant and withhold means nothing, and other modes are coarser or allow everything.',
  remedy: 'Add RBAC to --authorization-mode.',
  severity: 'high',
  layer: 'cluster',
  threats: ['unauthorized-access', 'privilege-escalation'],
  aliases: ['CIS-1.2.8'],
  component: 'kube-apiserver',
  judge: judgedByFile(
    { flag: 'authorization-config', kind: 'AuthorizationConfiguration' },
    (body) => (authorizerTypes(body).includes('RBAC') ? undefined : 'has no authorizer of type RBAC'),
    mustInclude(
      { flag: 'authorization-mode', default: 'AlwaysAllow' },
      'RBAC',
      'Where another mode allowed everything, what no role grants is refused from then on.',
    ),
  ),
});
