// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { evaluateOn, objectOf } from '../testing.ts';
import { falcoUnknownFlag } from './falco-unknown-flag.ts';

test('a shell around Falco has flags of its own, and hands on others', () => {
  const args = ['-c', '/usr/bin/falco --cri x'];
  const spec = { containers: [{ name: 'a', image: 'falcosecurity/falco:0.42.0', command: ['/bin/sh'], args }] };
  expect(
    evaluateOn(falcoUnknownFlag, [objectOf({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec })]).findings.map(
      ({ path }) => path,
    ),
  ).toEqual(['/spec/containers/0/args/1']);
});
