// SPDX-License-Identifier: Apache-2.0
import { compareVersions } from '../../../model/version.ts';
import { rightEdge } from '../right-edge.ts';
import type { Permission } from '../rights.ts';
import { podsNamed } from '../pods-named.ts';

const byCreate: Permission = { groups: [''], resources: ['pods/exec'], verbs: ['create'] };
const byGet: Permission = { groups: [''], resources: ['pods/exec'], verbs: ['get', 'create'] };

export const enterPods = rightEdge({
  id: 'enter-pods',
  title: 'Run commands in a running Pod',
  reason:
    'pods/exec starts any program in a container, with its files, its Secrets and its token. Before Kubernetes 1.35 a WebSocket needs no more than the verb get.',
  condition: 'The container has a program to start; attach, which starts none, is not counted.',
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/authorization/'],
  permission: ({ inventory }) => (compareVersions(inventory.version, { major: 1, minor: 35 }) < 0 ? byGet : byCreate),
  may: 'run commands in Pods',
  to: (scope, { footholds }) => footholds.pods(scope),
  toNamed: podsNamed,
});
