// SPDX-License-Identifier: Apache-2.0
// Reads --anonymous-auth, --authentication-config of kube-apiserver.
import { field, isArray, type Json } from '../../model/json.ts';
import { defineComponentCheck } from '../facts/component-check.ts';
import { advised, mustBe } from '../facts/component-demands.ts';
import { judgedByFile } from '../facts/component-files.ts';

export const apiServerAnonymousAuth = defineComponentCheck({
  id: 'api-server-anonymous-auth',
  title: 'API server accepts requests without credentials',
  why: 'Whoever reaches the API server may ask as system:anonymous. One careless binding to that user or to system:unauthenticated opens the cluster to the network, and flaws in code before authorization are open to everybody.',
  remedy:
    'Restrict anonymous requests to the health endpoints with an AuthenticationConfiguration, or set --anonymous-auth=false where no probe and no kubeadm join needs them.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  aliases: ['CIS-1.2.1', 'T1133'],
  component: 'kube-apiserver',
  judge: judgedByFile(
    { flag: 'authentication-config', kind: 'AuthenticationConfiguration', unlessFlag: 'anonymous-auth' },
    (body) => (isAnonymousLimited(field(body, 'anonymous')) ? undefined : 'accepts anonymous requests to every path'),
    // Probes of the API server and kubeadm join ask without credentials, so switching it off is no patch for every cluster.
    advised(
      mustBe({ flag: 'anonymous-auth', default: 'true' }, false),
      'Allow anonymous requests to /livez, /readyz and /healthz alone, in an AuthenticationConfiguration; or give --anonymous-auth=false where nothing asks without credentials.',
    ),
  ),
});

/** Off, or on for some paths alone. Without a say, the flag's default is in force. */
function isAnonymousLimited(anonymous: Json | undefined): boolean {
  const conditions = field(anonymous, 'conditions');
  return field(anonymous, 'enabled') === false || (isArray(conditions) && conditions.length > 0);
}
