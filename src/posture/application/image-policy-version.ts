// SPDX-License-Identifier: Apache-2.0
// Reads apiVersion of a ClusterImagePolicy, in a ConfigMap too: policy.sigstore.dev/v1beta1 or v1alpha1.
import { stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised, replaced } from '../facts/advice.ts';
import { imagePolicies, imagePolicyKinds } from '../facts/image-policy.ts';

export const imagePolicyVersion = defineCheck({
  id: 'image-policy-version',
  title: 'Image policy is of a version that does not exist',
  why: 'The API server refuses the object, so no signature is asked for.',
  remedy: 'Use policy.sigstore.dev/v1beta1.',
  severity: 'high',
  layer: 'application',
  threats: ['supply-chain'],
  references: ['https://docs.sigstore.dev/policy-controller/overview/'],
  aliases: [],
  appliesTo: { kinds: imagePolicyKinds },
  evaluate: (object) =>
    imagePolicies(object).flatMap((imagePolicy) => {
      const { policy, name } = imagePolicy;
      const version = stringField(policy, 'apiVersion') ?? '';
      if (/^policy\.sigstore\.dev\/v1(?:alpha1|beta1)$/.test(version)) return [];
      const detail = `policy "${name}" is of ${version === '' ? 'no version' : version}`;
      const path = imagePolicy.at('/apiVersion');
      if (path !== '/apiVersion') return [advised(path, 'unknown version', detail, 'Write apiVersion: policy.sigstore.dev/v1beta1.')];
      return [replaced(path, 'unknown version', detail, 'policy.sigstore.dev/v1beta1')];
    }),
});
