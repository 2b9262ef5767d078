// SPDX-License-Identifier: Apache-2.0
// Reads objects of kind Exception (group rampart.dev), from a file or from the cluster: the form of deploy/crd/exception.yaml.
import { any, type Decoder, list, object, type Refusal, string } from '../model/decode.ts';
import { field, isObject, type Json } from '../model/json.ts';
import { groupOf, type KubernetesObject } from '../model/object.ts';
import { compileSelector } from '../model/selector.ts';
import { unknownFields } from '../model/unknown-fields.ts';
import { endOf, type Exception, type InvalidException, matchesPattern, type ObjectPattern, samePerson } from './exceptions.ts';

const exceptionGroup = 'rampart.dev';
const apiVersion = `${exceptionGroup}/v1alpha1`;

interface PatternSpec {
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly selector?: Json;
}

interface Spec {
  readonly checks?: readonly string[];
  readonly objects?: readonly PatternSpec[];
  readonly owner?: string;
  readonly approver?: string;
  readonly reason?: string;
  readonly ticket?: string;
  readonly expires?: string;
}

const patternSpec = object<PatternSpec>({ kind: string, namespace: string, name: string, selector: any });
const decodeSpec: Decoder<Spec> = object<Spec>({
  checks: list(string, ''),
  objects: list(patternSpec, {}),
  owner: string,
  approver: string,
  reason: string,
  ticket: string,
  expires: string,
});
const shape = {
  apiVersion: true,
  kind: true,
  metadata: true,
  status: true,
  spec: {
    checks: true,
    objects: { kind: true, namespace: true, name: true, selector: { matchLabels: true, matchExpressions: true } },
    owner: true,
    approver: true,
    reason: true,
    ticket: true,
    expires: true,
  },
} as const;

type Faults = { readonly path: string; readonly reason: string }[];

export function isException({ apiVersion: version, kind }: KubernetesObject): boolean {
  return kind === 'Exception' && groupOf(version) === exceptionGroup;
}

/** `checkIds` are the ids of all checks that exist. */
export function readException(source: KubernetesObject, checkIds: readonly string[]): Exception | InvalidException {
  const { name, origin, body } = source;
  const faults: Faults = unknownFields(body, shape).map((path) => ({ path, reason: 'unknown field' }));
  const given = field(body, 'spec');
  const refusals: Refusal[] = [];
  const spec = (isObject(given) ? decodeSpec(given, refusals) : undefined) ?? {};
  for (const { path, expected, found } of refusals) faults.push({ path: `/spec${path}`, reason: `must be ${expected}, not ${found}` });
  const { checks = [], objects = [], expires = '', ticket } = spec;
  if (source.apiVersion !== apiVersion) faults.push({ path: '/apiVersion', reason: `must be ${apiVersion}` });
  if (name === '') faults.push({ path: '/metadata/name', reason: 'is missing' });
  const text = (key: 'owner' | 'approver' | 'reason') => {
    const value = spec[key]?.trim() ?? '';
    if (value === '' && !refusals.some(({ path }) => path === `/${key}`)) faults.push({ path: `/spec/${key}`, reason: 'is missing' });
    return value;
  };
  const [owner, approver, reason] = [text('owner'), text('approver'), text('reason')];
  if (owner !== '' && samePerson(owner, approver))
    faults.push({ path: '/spec/approver', reason: 'is the owner: somebody else has to approve' });
  faults.push(...checkFaults(checks, checkIds));
  const patterns = objectPatterns(objects, faults);
  const expiresAt = endOf(expires);
  if (expiresAt === undefined)
    faults.push({ path: '/spec/expires', reason: expires === '' ? 'is missing' : 'must be a day such as 2026-12-31, or an RFC 3339 time' });
  if (faults.length > 0 || expiresAt === undefined) return { name, origin, faults };
  return {
    name,
    origin,
    checks,
    objects: patterns,
    owner,
    approver,
    reason,
    ...(ticket === undefined ? {} : { ticket }),
    expires,
    expiresAt,
  };
}

function checkFaults(checks: readonly string[], known: readonly string[]): Faults {
  if (checks.length === 0) return [{ path: '/spec/checks', reason: 'names no check' }];
  return checks.flatMap((pattern, index) =>
    known.some((id) => matchesPattern(pattern, id)) ? [] : [{ path: `/spec/checks/${index}`, reason: 'fits no check' }],
  );
}

/** An exception says whom it is for: a pattern that is empty, or nothing but `*`, would switch checks off. */
function objectPatterns(specs: readonly PatternSpec[], faults: Faults): ObjectPattern[] {
  if (specs.length === 0) faults.push({ path: '/spec/objects', reason: 'names no object' });
  return specs.map(({ kind, namespace, name, selector }, index) => {
    const path = `/spec/objects/${index}`;
    const narrow = [namespace, name].some((value) => value !== undefined && /[^*]/.test(value)) || kind !== undefined;
    const compiled = selector === undefined ? undefined : compileSelector(selector);
    if (compiled !== undefined && 'invalid' in compiled) faults.push({ path: `${path}/selector`, reason: compiled.invalid });
    const chosen = compiled === undefined || 'invalid' in compiled ? undefined : compiled;
    if (!narrow && (chosen === undefined || chosen.length === 0))
      faults.push({ path, reason: 'selects everything: name a kind, namespace, name or label' });
    return {
      ...(kind === undefined ? {} : { kind }),
      ...(namespace === undefined ? {} : { namespace }),
      ...(name === undefined ? {} : { name }),
      ...(chosen === undefined ? {} : { selector: chosen }),
    };
  });
}
