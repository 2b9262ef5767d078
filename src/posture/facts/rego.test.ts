// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { KubernetesObject } from '../../model/object.ts';
import { objectOf } from '../testing.ts';
import {
  callsWithImages,
  celSources,
  containersRead,
  readParameters,
  type RegoSource,
  regoSources,
  securityContextFields,
  silentViolations,
} from './rego.ts';

function templateOf(targets: readonly Record<string, unknown>[]): KubernetesObject {
  const body = { apiVersion: 'templates.gatekeeper.sh/v1', kind: 'ConstraintTemplate', metadata: { name: 'a' }, spec: { targets } };
  return objectOf(JSON.parse(JSON.stringify(body)));
}

function source(rego: string): RegoSource {
  const [first] = regoSources(templateOf([{ rego }]));
  if (first === undefined) throw new Error('no Rego');
  return first;
}

test('Rego stands at the target or in its code, CEL in its code', () => {
  const code = [
    { engine: 'K8sNativeValidation', source: { validations: [{ expression: 'a', messageExpression: 'b' }] } },
    { engine: 'Rego', source: { rego: 'b := 1 # c', libs: ['d := 2'] } },
  ];
  const template = templateOf([{ rego: 'x := "# no comment" # one' }, { code }]);
  expect(regoSources(template).map(({ pointer, tokens }) => [pointer, tokens.map(({ text }) => text).join(' ')])).toEqual([
    ['/spec/targets/0/rego', 'x := # no comment'],
    ['/spec/targets/1/code/1/source/rego', 'b := 1 d := 2'],
  ]);
  expect(celSources(template)).toEqual([{ pointer: '/spec/targets/1/code/0/source', text: 'a\nb' }]);
});

test.each([
  ['a { input.parameters.a == input.parameters["b"] }', ['a', 'b']],
  ['p := input.parameters\na { p.a[_].x }', ['a']],
  ['a { object.get(input.parameters, "a", 1) }', ['a']],
  ['a { f(input.parameters) }\nf(p) { p.a }', ['a']],
  ['a { json.filter(input.parameters, ["a"]) }', undefined],
  ['a { input.parameters[name] }', undefined],
])('parameters: %s', (rego, names) => {
  expect(readParameters(source(rego))).toEqual(names === undefined ? undefined : new Set(names));
});

test.each([
  ['a { c := input.review.object.spec.containers[_]; c.securityContext.runAsUser }', { pod: [], container: ['runAsUser'] }],
  ['pod := input.review.object.spec\na { pod.securityContext.fsGroup }', { pod: ['fsGroup'], container: [] }],
  ['a { msg := "set securityContext please" }', { pod: [], container: [] }],
  ['a { object.get(input.review.object.spec.containers[i], ["securityContext", "runAsUser"], 0) }', { pod: [], container: ['runAsUser'] }],
  ['a { some c in input.review.object.spec.containers; c.securityContext[name] }', undefined],
  ['a { json.patch(input.review.object.spec.securityContext, []) }', undefined],
  ['a { thing.securityContext.runAsUser }', { pod: [], container: [] }],
])('security contexts: %s', (rego, fields) => {
  const expected = fields === undefined ? undefined : { pod: new Set(fields.pod), container: new Set(fields.container) };
  expect(securityContextFields(source(rego))).toEqual(expected);
});

test.each([
  ['cs[c] { c := input.review.object.spec.containers[_] }\na { cs[x]; x.image }', ['containers'], ['image']],
  ['cs contains c if some c in input.review.object.spec.initContainers\na if { some x in cs; x.env }', ['initContainers'], ['env']],
  ['a { f := ["containers", "initContainers"][_]; input.review.object.spec[f][_].image }', ['containers', 'initContainers'], ['image']],
  ['a { input.review.object.spec[f][_].image }', ['*'], ['image']],
  ['a { every c in input.review.object.spec.template.spec.containers { c.image } }', ['containers'], ['image']],
  ['a { {c.image | input.review.object.spec.containers[_] = c} }', ['containers'], ['image']],
])('containers: %s', (rego, lists, fields) => {
  const read = containersRead(source(rego));
  expect({ lists: [...read.lists], fields: [...read.fields] }).toEqual({ lists, fields });
});

test('calls are told that get an image as it is written', () => {
  const rego = `a { c := input.review.object.spec.containers[_]; startswith(c.image, "x"); startswith(lower(c.image), "y"); f(c.image) }
f(image) { endswith(image, ":latest") }`;
  expect(callsWithImages(source(rego)).map(({ of, place }) => [of, place])).toEqual([
    ['startswith', 0],
    ['lower', 0],
    ['f', 0],
    ['endswith', 0],
  ]);
});

test.each([
  ['msg := "fixed"', 1],
  ['msg := sprintf("%v", [c.name])', 0],
  ['msg := sprintf("%v", [input.review.object.metadata.name])', 1],
  ['name := c.name\n  msg := concat(" ", ["container", name])', 0],
])('messages: %s', (message, count) => {
  const rego = `violation[{"msg": msg}] {\n  c := input.review.object.spec.containers[_]\n  ${message}\n}`;
  expect(silentViolations(source(rego))).toHaveLength(count);
});

test('brackets without end are nothing to read', () => {
  expect(containersRead(source(`a { ${'['.repeat(50_000)}`)).lists).toEqual(new Set());
  expect(containersRead(source(`a { f(${'f('.repeat(30)}input.review.object.spec.containers[_]`)).lists).toEqual(new Set(['containers']));
});
