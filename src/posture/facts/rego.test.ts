// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { objectOf } from '../testing.ts';
import { readParameters, regoSources, securityContextFields, violations } from './rego.ts';

test('Rego stands at the target or in its code, and comments are no part of it', () => {
  const code = [
    { engine: 'K8sNativeValidation', source: { validations: [] } },
    { engine: 'Rego', source: { rego: 'b # c', libs: ['d'] } },
  ];
  const template = objectOf({
    apiVersion: 'templates.gatekeeper.sh/v1',
    kind: 'ConstraintTemplate',
    metadata: { name: 'a' },
    spec: { targets: [{ rego: 'x := "# no comment" # one' }, { code }] },
  });
  expect(regoSources(template)).toEqual([
    { pointer: '/spec/targets/0/rego', rego: 'x := "# no comment" ', all: 'x := "# no comment" ' },
    { pointer: '/spec/targets/1/code/1/source/rego', rego: 'b ', all: 'b \nd' },
  ]);
});

test.each([
  ['input.parameters.a == input.parameters["b"]', ['a', 'b']],
  ['p := input.parameters', undefined],
  ['object.get(input.parameters, "a", 1)', undefined],
])('parameters: %s', (rego, names) => {
  expect(readParameters(rego)).toEqual(names === undefined ? undefined : new Set(names));
});

test.each([
  ['c := input.review.object.spec.containers[_]\nc.securityContext.runAsUser', { pod: [], container: ['runAsUser'] }],
  ['pod := input.review.object.spec\npod.securityContext.fsGroup', { pod: ['fsGroup'], container: [] }],
  ['msg := "set securityContext please"', { pod: [], container: [] }],
  ['c.securityContext[name]', undefined],
  ['thing.securityContext.runAsUser', undefined],
])('security contexts: %s', (rego, fields) => {
  const expected = fields === undefined ? undefined : { pod: new Set(fields.pod), container: new Set(fields.container) };
  expect(securityContextFields(rego)).toEqual(expected);
});

test('a rule ends where the next begins', () => {
  expect(violations('violation[x] {\n  a\n}\nhelper {\n  b\n}\nviolation[y] { c }\n')).toEqual([
    'violation[x] {\n  a\n}\n',
    'violation[y] { c }\n',
  ]);
});
