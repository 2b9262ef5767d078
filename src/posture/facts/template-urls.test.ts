// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { printsCredential, withEncodedCredentials } from './template-urls.ts';

test.each([
  ['postgres://{{ .user }}:{{- .pass -}}@{{ .host }}/x', 'postgres://{{ .user | urlquery }}:{{- .pass | urlquery -}}@{{ .host }}/x'],
  ['a://b:{{ .p | toString }}@c d://{{ .e }}@f', 'a://b:{{ .p | toString | urlquery }}@c d://{{ .e | urlquery }}@f'],
  ['amqp://{{ get . "user" }}@mq', 'amqp://{{ get . "user" | urlquery }}@mq'],
  ['jdbc:x://db/y?user={{ .u }}&password={{ .p | urlquery }}', 'jdbc:x://db/y?user={{ .u | urlquery }}&password={{ .p | urlquery }}'],
])('%s', (text, expected) => {
  expect(withEncodedCredentials(text)).toBe(expected);
});

test.each([
  'postgres://app@{{ .host }}/x',
  'https://{{ .host }}/{{ .path }}?a=b@c',
  'mail {{ .user }}@example.com',
  'a://{{ if .u }}b@{{ end }}c',
  'user={{ .u }}&password={{ .p }}',
  'a://{{ .never',
])('nothing to encode: %s', (text) => {
  expect(withEncodedCredentials(text)).toBe(text);
});

test.each([
  ['{{ printf "postgres://%s:%s@%s/x" .user .password .host }}', true],
  ['{{ printf "postgres://%s:%s@%s/x" (.user | urlquery) (urlquery .password) .host }}', false],
  ['{{ printf "%s://%s@%s" .scheme (.user | urlquery) .host }}', false],
  ['{{ printf "https://%s/%s" .host .path }}', false],
])('%s', (text, expected) => {
  expect(printsCredential(text)).toBe(expected);
});

test('a long text costs no more than its length', () => {
  expect(withEncodedCredentials(`${'a://{{'.repeat(200_000)}}}`)).toHaveLength(1_200_002);
});
