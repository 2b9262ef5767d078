// SPDX-License-Identifier: Apache-2.0
// Reads --service-account-lookup of kube-apiserver.
import { defineComponentCheck } from '../facts/component-check.ts';
import { likelySafely, mustBe } from '../facts/component-demands.ts';

export const apiServerServiceAccountLookup = defineComponentCheck({
  id: 'api-server-service-account-lookup',
  title: 'API server accepts tokens of deleted service accounts',
  why: 'A token that was stolen goes on working after its service account or Secret is deleted.',
  remedy: 'Remove --service-account-lookup=false.',
  severity: 'high',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  aliases: ['CIS-1.2.21'],
  component: 'kube-apiserver',
  judge: likelySafely(
    mustBe(
      { flag: 'service-account-lookup', default: 'true' },
      true,
      'Tokens of ServiceAccounts that were deleted are refused from then on.',
    ),
  ),
});
