// SPDX-License-Identifier: Apache-2.0
// The finitely many kinds of requests that a policy can tell apart: for each attribute the values that its rules name, and one that
// none names. Which boxes take a value is a bit each.
import { type Box, boxesOf, type Target } from './boxes.ts';
import type { AuditPolicy } from './policy.ts';
import { beginOf, namedResource, pathMatches, resourceMatcher } from './specs.ts';
import {
  accountNamespace,
  anonymous,
  isApiGroup,
  isNamespaceName,
  isOtherPath,
  isPathVerb,
  isResourceName,
  isUserName,
  namespaceOfGroup,
  resourceVerbs,
} from './universe.ts';

export interface Choice<Value> {
  readonly value: Value;
  /** The boxes that take it. */
  readonly boxes: bigint;
}

export interface Space {
  readonly boxes: readonly Box[];
  /** The boxes of each rule. */
  readonly ofRule: readonly bigint[];
  readonly ofTarget: Readonly<Record<Target, bigint>>;
  /** undefined is nobody: a failed login. */
  readonly users: readonly Choice<string | undefined>[];
  /** The boxes that name a group; those that name none are in `ofAnyGroup`. */
  readonly ofGroup: ReadonlyMap<string, bigint>;
  readonly ofAnyGroup: bigint;
  readonly verbs: Readonly<Record<Target, readonly Choice<string>[]>>;
  readonly namespaces: readonly Choice<string>[];
  readonly apiGroups: readonly Choice<string>[];
  readonly resources: readonly Choice<{ readonly resource: string; readonly subresource: string }>[];
  readonly names: readonly Choice<string>[];
  readonly paths: readonly Choice<string>[];
}

export function createSpace(policy: AuditPolicy): Space {
  const boxes = boxesOf(policy);
  const bits = (holds: (box: Box, index: number) => boolean) =>
    boxes.reduce((mask, box, index) => (holds(box, index) ? mask | (1n << BigInt(index)) : mask), 0n);
  const choices = <Value>(values: readonly Value[], takes: (box: Box, value: Value) => boolean): Choice<Value>[] => {
    const byBoxes = new Map<bigint, Value>();
    for (const value of values) {
      const taken = bits((box) => takes(box, value));
      // Of values that no rule tells apart the first stands for all.
      if (!byBoxes.has(taken)) byBoxes.set(taken, value);
    }
    return Array.from(byBoxes, ([taken, value]) => ({ value, boxes: taken }));
  };
  const groups = named(boxes, ({ groups: items }) => items);
  const verbs = named(boxes, ({ verbs: items }) => items);
  // Nobody may stand for somebody else: what groups a user is in depends on the name.
  const users = [...usersOf(boxes, groups), undefined].map((value) => ({
    value,
    boxes: bits((box) => box.users === undefined || (value !== undefined && box.users.has(value))),
  }));
  const takesName = (box: Box, name: string) => box.names?.has(name) ?? true;
  const takesVerb = (box: Box, verb: string) => box.verbs?.has(verb) ?? true;
  return {
    boxes,
    ofRule: (policy.rules ?? []).map((_, rule) => bits((box) => box.rule === rule)),
    ofTarget: { resource: bits(({ target }) => target === 'resource'), path: bits(({ target }) => target === 'path') },
    users,
    ofGroup: new Map(groups.map((group) => [group, bits((box) => box.groups?.has(group) ?? false)])),
    ofAnyGroup: bits((box) => box.groups === undefined),
    verbs: {
      // Requests differ by their verb in more than what rules say of it.
      resource: resourceVerbs.map((value) => ({ value, boxes: bits((box) => takesVerb(box, value)) })),
      path: choices(['get', 'post', ...verbs.filter(isPathVerb), other(['trace', 'other'], verbs)], takesVerb),
    },
    namespaces: choices(namespacesOf(boxes), (box, value) => box.namespaces?.has(value) ?? true),
    apiGroups: choices(apiGroupsOf(boxes), (box, value) => box.apiGroup === undefined || box.apiGroup === value),
    resources: resourceChoices(boxes, bits),
    // Whether there is a name matters to the verb.
    names: [...choices(namesOf(boxes), takesName), { value: '', boxes: bits((box) => takesName(box, '')) }],
    paths: choices(pathsOf(boxes), (box, value) => box.paths === undefined || box.paths.some((spec) => pathMatches(value, spec))),
  };
}

function named(boxes: readonly Box[], items: (box: Box) => Iterable<string> | undefined): string[] {
  return [...new Set(boxes.flatMap((box) => [...(items(box) ?? [])]))];
}

/** The first of these words that is not named, or one made of the last. */
function other(words: readonly string[], isNamed: Iterable<string>): string {
  const taken = new Set(isNamed);
  const free = words.find((word) => !taken.has(word));
  if (free !== undefined) return free;
  for (let number = 1; ; number++) {
    const made = `${words.at(-1)}${number}`;
    if (!taken.has(made)) return made;
  }
}

function usersOf(boxes: readonly Box[], groups: readonly string[]): string[] {
  const names = named(boxes, ({ users }) => users);
  const spaces = groups.flatMap((group) => namespaceOfGroup(group) ?? []);
  const elsewhere = other(['default', 'shop', 'example'], [...spaces, ...names.flatMap((name) => accountNamespace(name) ?? [])]);
  const account = (namespace: string) => `system:serviceaccount:${namespace}:`;
  const accounts = [elsewhere, ...spaces].map((namespace) => other([`${account(namespace)}app`, `${account(namespace)}other`], names));
  const node = groups.includes('system:nodes') ? [other(['system:node:worker', 'system:node:other'], names)] : [];
  return [...new Set([other(['jane', 'somebody'], names), ...node, ...accounts, ...names.filter(isUserName), anonymous])];
}

function namespacesOf(boxes: readonly Box[]): string[] {
  const names = named(boxes, ({ namespaces }) => namespaces);
  return [other(['default', 'shop', 'example'], names), ...names.filter(isNamespaceName), ''];
}

function apiGroupsOf(boxes: readonly Box[]): string[] {
  const groups = named(boxes, ({ apiGroup }) => (apiGroup === undefined ? undefined : [apiGroup]));
  return [...new Set(['', ...groups.filter(isApiGroup), other(['apps', 'batch', 'example.com', 'group.example.com'], groups)])];
}

function namesOf(boxes: readonly Box[]): string[] {
  const names = named(boxes, (box) => box.names);
  return [other(['web', 'example'], names), ...names.filter((name) => name !== '')];
}

function resourceChoices(boxes: readonly Box[], bits: (holds: (box: Box, index: number) => boolean) => bigint): Space['resources'] {
  const specs = named(boxes, ({ resources }) => resources).map((spec) => spec.split('/'));
  const resources = specs.flatMap(([resource = '']) => (isResourceName(resource) ? resource : []));
  const subresources = specs.flatMap(([, subresource = '']) => (isResourceName(subresource) ? subresource : []));
  const takes = boxes.map((box) => (box.resources === undefined ? () => true : resourceMatcher(box.resources)));
  const byBoxes = new Map<string, Choice<{ readonly resource: string; readonly subresource: string }>>();
  for (const subresource of new Set(['', ...subresources, other(['status', 'log', 'example'], subresources)])) {
    for (const resource of new Set([...resources, other(['pods', 'deployments', 'widgets'], resources)])) {
      const value = { resource, subresource };
      const named = namedResource(value);
      const taken = bits((_, index) => takes[index]?.(named, value) ?? false);
      // Whether there is a subresource matters to verb and name.
      const key = `${subresource === ''} ${taken}`;
      if (!byBoxes.has(key)) byBoxes.set(key, { value, boxes: taken });
    }
  }
  return [...byBoxes.values()];
}

/** For each text in which a path may begin the text itself, and one that goes on as no rule says. */
function pathsOf(boxes: readonly Box[]): string[] {
  const specs = named(boxes, ({ paths }) => paths);
  const begins = [...new Set(['/', ...specs.map(beginOf)])];
  return [...new Set([...begins, ...begins.map((begin) => continued(begin === '' ? '/' : begin, begins))])].filter(isOtherPath);
}

function continued(begin: string, begins: readonly string[]): string {
  for (let code = 0x4e00; ; code++) {
    const path = begin + (letters[code - 0x4e00] ?? String.fromCodePoint(code));
    if (!begins.some((longer) => longer.startsWith(path))) return path;
  }
}

const letters = 'xyzabcdefghijklmnopqrstuvw0123456789';
