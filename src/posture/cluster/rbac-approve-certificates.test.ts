// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { foundInRules } from '../facts/rbac-testing.ts';
import { rbacApproveCertificates } from './rbac-approve-certificates.ts';

test('every signer, and every one of Kubernetes', () => {
  const signers = { apiGroups: ['certificates.k8s.io'], resources: ['signers'], verbs: ['sign'] };
  expect(foundInRules(rbacApproveCertificates, [signers])).toEqual(['/rules/0/resources/0']);
  expect(foundInRules(rbacApproveCertificates, [{ ...signers, resourceNames: ['kubernetes.io/*'] }])).toEqual(['/rules/0/resources/0']);
  expect(foundInRules(rbacApproveCertificates, [{ ...signers, resourceNames: ['kubernetes.io/kubelet-serving'] }])).toEqual([]);
});
