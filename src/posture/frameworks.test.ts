// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';
import { frameworks, frameworksOf } from './frameworks.ts';

test.each<[readonly string[], readonly string[]]>([
  [['CIS-5.2.2'], ['cis']],
  [['pss:privileged'], ['pss']],
  [
    ['PSS-restricted', 'T1611', 'C-0057'],
    ['nsa-cisa', 'mitre', 'pss'],
  ],
  [['T1552.001'], ['mitre']],
  [['KSV017', 'C-0189', 'polaris:tagNotSpecified', 'Txx'], []],
])('%j is of %j', (aliases, expected) => {
  expect(frameworksOf({ aliases })).toEqual(expected);
});

test('no framework is empty', () => {
  for (const framework of frameworks)
    expect(
      catalogue.some((check) => frameworksOf(check).includes(framework)),
      framework,
    ).toBe(true);
});
