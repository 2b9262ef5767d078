// SPDX-License-Identifier: Apache-2.0
// Reads --token-auth-file of kube-apiserver.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustNotBeGiven } from '../facts/component-demands.ts';

export const apiServerTokenAuthFile = defineComponentCheck({
  id: 'api-server-token-auth-file',
  title: 'API server accepts static tokens from a file',
  why: 'The tokens stand in clear text on the node, never expire and are revoked only by a restart. A copy of the file is a lasting login.',
  remedy: 'Remove --token-auth-file and let users log in by OIDC or short-lived certificates.',
  severity: 'high',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  aliases: ['CIS-1.2.2', 'T1552.001'],
  component: 'kube-apiserver',
  judge: mustNotBeGiven({ flag: 'token-auth-file' }, 'Holders of these tokens need another way to log in first.'),
});
