// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, podOf } from '../testing.ts';
import { imageNotPinned } from '../workload/image-not-pinned.ts';
import { imagePullPolicy } from '../workload/image-pull-policy.ts';
import { imageRegistryImplicit } from '../workload/image-registry-implicit.ts';
import { imageTagLatest } from '../workload/image-tag-latest.ts';

test.each([imageNotPinned, imagePullPolicy, imageRegistryImplicit, imageTagLatest])('what cannot be read never passes', (check) => {
  for (const image of ['ko://example.com/cmd/webhook', '{{ .Values.image }}', 'api:', ' api:1', 'api@sha256:12', '', 'auto', null]) {
    const { findings } = evaluateOn(check, [podOf({ containers: [{ name: 'a', image }] })]);
    expect(findings.map(({ verdict, reason }) => [verdict, reason])).toEqual([['unknown', 'the image reference cannot be read']]);
  }
});
