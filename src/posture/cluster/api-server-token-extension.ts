// SPDX-License-Identifier: Apache-2.0
// Reads --service-account-extend-token-expiration of kube-apiserver.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustBe } from '../facts/component-demands.ts';

export const apiServerTokenExtension = defineComponentCheck({
  id: 'api-server-token-extension',
  title: 'Service account tokens live for a year instead of an hour',
  why: 'The API server extends the tokens that pods ask for from an hour to a year, for clients that do not read them again; a token that was stolen works for as long.',
  remedy: 'Set --service-account-extend-token-expiration=false once serviceaccount_stale_tokens_total stays at 0.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  aliases: ['CIS-1.2.30', 'T1528'],
  component: 'kube-apiserver',
  judge: mustBe(
    { flag: 'service-account-extend-token-expiration', default: 'true' },
    false,
    'Clients that read their token only once stop working after an hour: look at serviceaccount_stale_tokens_total first.',
  ),
});
