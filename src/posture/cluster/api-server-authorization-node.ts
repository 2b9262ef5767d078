// SPDX-License-Identifier: Apache-2.0
// Reads --authorization-config, --authorization-mode of kube-apiserver.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustInclude } from '../facts/component-demands.ts';
import { authorizerTypes, judgedByFile } from '../facts/component-files.ts';

export const apiServerAuthorizationNode = defineComponentCheck({
  id: 'api-server-authorization-node',
  title: 'API server does not limit kubelets to their own nodes',
  why: 'Without the Node authorizer kubelets need broad grants, so one node that is taken over reads the Secrets of all others.',
  remedy: 'Put Node first in --authorization-mode, and enable the admission plugin NodeRestriction.',
  severity: 'high',
  layer: 'cluster',
  threats: ['privilege-escalation'],
  aliases: ['CIS-1.2.7'],
  component: 'kube-apiserver',
  judge: judgedByFile(
    { flag: 'authorization-config', kind: 'AuthorizationConfiguration' },
    (body) => (authorizerTypes(body).includes('Node') ? undefined : 'has no authorizer of type Node'),
    mustInclude(
      { flag: 'authorization-mode', default: 'AlwaysAllow' },
      'Node',
      'Where another mode allowed everything, what no role grants is refused from then on.',
    ),
  ),
});
