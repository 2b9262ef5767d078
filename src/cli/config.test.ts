// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { findConfig, readConfig } from './config.ts';

const whole = `checks:
  skip: [image-not-pinned, KSV014]
  severity:
    memory-limit: low
severityThreshold: high
include: [.conf]
kubernetesVersion: '1.30'
exceptions: [security/exceptions.yaml]
`;
const schema = new Ajv2020({ strict: true }).compile(
  JSON.parse(readFileSync(path.join(import.meta.dirname, '../../docs/schema/config.json'), 'utf8')),
);

test('every field', () => {
  const config = readConfig(whole, 'up/rampart.yaml');
  expect([...config.skip]).toEqual(['image-not-pinned', 'read-only-root-filesystem']);
  expect([...config.severity]).toEqual([['memory-limit', 'low']]);
  expect(config).toMatchObject({
    severityThreshold: 'high',
    include: ['.conf'],
    kubernetesVersion: { major: 1, minor: 30 },
    exceptions: [path.join('up', 'security/exceptions.yaml')],
  });
  expect(schema(load(whole))).toBe(true);
});

test('an empty file asks nothing', () => {
  expect(readConfig('# nothing\n', 'rampart.yaml')).toMatchObject({ include: [], exceptions: [] });
});

test.each<[string, string, RegExp]>([
  ['an unknown field', 'include: []\nchecks:\n  skp: []\n', /^rampart\.yaml:3:3: checks\.skp is no field/],
  ['an unknown check', 'checks:\n  skip:\n    - memory-limt\n', /^rampart\.yaml:3:7: .*no check memory-limt; did you mean memory-limit\?/],
  ['an unknown severity', 'checks: {severity: {memory-limit: huge}}\n', /^rampart\.yaml:1:21: .*must be one of critical/],
  ['an unknown threshold', 'severityThreshold: all\n', /^rampart\.yaml:1:1: severityThreshold must be one of/],
  ['a version that is a number', 'kubernetesVersion: 1.30\n', /^rampart\.yaml:1:1: kubernetesVersion must be text/],
  ['a version that is none', 'kubernetesVersion: new\n', /^rampart\.yaml:1:1: kubernetesVersion looks like/],
  ['a wrong type', 'include: .conf\n', /^rampart\.yaml:1:1: include must be array, not string/],
  ['a list', '- a\n', /a configuration is a mapping/],
  ['a key given twice', 'include: []\ninclude: []\n', /^rampart\.yaml:2:1: include is given twice/],
  ['broken YAML', 'include: [\n', /^rampart\.yaml:\d+:\d+: /],
])('%s is refused with its line', (_, text, expected) => {
  expect(() => readConfig(text, 'rampart.yaml')).toThrow(expected);
});

test('the nearest one upwards, no farther than the repository', () => {
  const temporary = temporaryFolder({ 'rampart.yaml': whole, 'a/b/file': '' });
  const { folder } = temporary;
  try {
    expect(findConfig(undefined, path.join(folder, 'a/b'))?.file).toBe(path.join('..', '..', 'rampart.yaml'));
    expect(findConfig('../rampart.yaml', path.join(folder, 'a'))?.include).toEqual(['.conf']);
    writeFileSync(path.join(folder, 'a/rampart.yaml'), 'include: [.txt]\n');
    expect(findConfig(undefined, path.join(folder, 'a/b'))?.include).toEqual(['.txt']);
    mkdirSync(path.join(folder, 'a/b/.git'));
    expect(findConfig(undefined, path.join(folder, 'a/b'))).toBeUndefined();
    expect(() => findConfig('nowhere.yaml', folder)).toThrow(/nowhere\.yaml cannot be read/);
  } finally {
    temporary.remove();
  }
});
