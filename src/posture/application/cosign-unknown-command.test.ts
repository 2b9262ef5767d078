// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { cosignUnknownCommand } from './cosign-unknown-command.ts';

test('the entry point of the image', () => {
  const spec = { containers: [{ name: 'a', image: 'ghcr.io/sigstore/cosign/cosign:v2.6.0', args: ['serve'] }] };
  const found = evaluateOn(cosignUnknownCommand, [objectOf({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec })]).findings;
  expect(found.map(({ path }) => path)).toEqual(['/spec/containers/0/args']);
});
