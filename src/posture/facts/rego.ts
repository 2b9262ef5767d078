// SPDX-License-Identifier: Apache-2.0
// What can be told of a constraint template's rules by reading them: which fields they name, not what they decide.
import { field, isArray, type Json, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import { type Argument, readRego, type Reference, type Rule } from './rego-references.ts';
import type { Token } from './rego-tokens.ts';
import { perObject } from './per-object.ts';

export interface RegoSource {
  /** Pointer from the template to the text. */
  readonly pointer: Pointer;
  /** The rules of the template itself, as their text. */
  readonly rego: string;
  /** The rules, those of the libraries behind them. */
  readonly rules: readonly Rule[];
  /** The words of rules and libraries. */
  readonly tokens: readonly Token[];
}

/** The Rego of a constraint template: targets[*].rego, or code[*] of the engine Rego. */
export const regoSources = perObject(({ body }): readonly RegoSource[] =>
  codeOf(body).flatMap(({ pointer, engine, holder }) => (engine === 'Rego' ? sourceOf(holder, pointer) : [])),
);

/** The expressions of a template for the engine K8sNativeValidation, in CEL, as one text a source. */
export function celSources({ body }: KubernetesObject): { readonly pointer: Pointer; readonly text: string }[] {
  return codeOf(body).flatMap(({ pointer, engine, holder }) => {
    if (engine !== 'K8sNativeValidation') return [];
    const texts = ['variables', 'matchConditions', 'validations'].flatMap((key) =>
      listOf(field(holder, key)).flatMap((item) => [stringField(item, 'expression') ?? '', stringField(item, 'messageExpression') ?? '']),
    );
    return [{ pointer, text: texts.join('\n') }];
  });
}

/** Each code of a template with its engine; `rego` beside the target is that of Rego. */
function codeOf(body: Json): { readonly pointer: Pointer; readonly engine: string; readonly holder: Json | undefined }[] {
  return listOf(field(field(body, 'spec'), 'targets')).flatMap((target, index) => [
    { pointer: `/spec/targets/${index}`, engine: 'Rego', holder: target },
    ...listOf(field(target, 'code')).map((code, at) => ({
      pointer: `/spec/targets/${index}/code/${at}/source`,
      engine: stringField(code, 'engine') ?? '',
      holder: field(code, 'source'),
    })),
  ]);
}

function sourceOf(holder: Json | undefined, pointer: Pointer): RegoSource[] {
  const rego = stringField(holder, 'rego');
  if (rego === undefined) return [];
  const libraries = listOf(field(holder, 'libs')).filter((item) => typeof item === 'string');
  const all = [rego, ...libraries].join('\n');
  return [{ pointer: `${pointer}/rego`, rego, ...readRego(all) }];
}

function listOf(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}

/** The names of the parameters that a template declares. */
export function declaredParameters({ body }: KubernetesObject): string[] {
  const validation = field(field(field(field(body, 'spec'), 'crd'), 'spec'), 'validation');
  const properties = field(field(validation, 'openAPIV3Schema') ?? validation, 'properties');
  return typeof properties === 'object' && properties !== null && !Array.isArray(properties) ? Object.keys(properties) : [];
}

function pathsOf({ rules }: RegoSource): string[] {
  return rules.flatMap(({ references }) => references.flatMap(({ paths }) => paths));
}

/** What does not look at a value by itself, but hands it on, so that following goes on. */
const followed: ReadonlySet<string> = new Set(['object.get', 'object.union', 'array.concat', 'count', 'is_object', 'is_array']);

/** Whether a path is given whole to a function that is not of the module, so that nobody can say by reading what is read of it. */
function isHandedOn({ rules }: RegoSource, isMeant: (path: string) => boolean): boolean {
  const own = new Set(rules.map(({ name }) => name));
  return rules.some(({ references }) =>
    references.some(
      ({ paths, argument }) =>
        argument !== undefined &&
        !followed.has(argument.of) &&
        !own.has(argument.of.slice(argument.of.lastIndexOf('.') + 1)) &&
        paths.some(isMeant),
    ),
  );
}

/** The parameters that Rego reads by name; undefined where nobody can say by reading. */
export function readParameters(source: RegoSource): ReadonlySet<string> | undefined {
  const whole = 'input.parameters';
  if (isHandedOn(source, (path) => path === whole)) return undefined;
  const names = pathsOf(source).flatMap((path) => (path.startsWith(`${whole}.`) ? [path.split('.')[2] ?? ''] : []));
  return names.includes('*') ? undefined : new Set(names);
}

const containerPath = /(?:^|\.)spec\.(containers|initContainers|ephemeralContainers|\*)\.\*(?:\.(.*))?$/;

/** A path within a container: the list it is of, `*` for each, and the field below. */
function inContainer(path: string): { readonly list: string; readonly below: string } | undefined {
  const [, list, below = ''] = containerPath.exec(path) ?? [];
  return list === undefined ? undefined : { list, below };
}

/** The lists of containers that a module goes through, and the fields that it reads of them. */
export function containersRead(source: RegoSource): { readonly lists: ReadonlySet<string>; readonly fields: ReadonlySet<string> } {
  const found = pathsOf(source).flatMap((path) => inContainer(path) ?? []);
  return {
    lists: new Set(found.map(({ list }) => list)),
    fields: new Set(found.map(({ below }) => below.split('.')[0] ?? '').filter((name) => name !== '')),
  };
}

export interface SecurityContextFields {
  readonly pod: ReadonlySet<string>;
  readonly container: ReadonlySet<string>;
}

/** The fields of security contexts that CEL names, by what they are read of; undefined where it takes a context whole. */
export function securityContextFieldsOfCel(text: string): SecurityContextFields | undefined {
  const found = { pod: new Set<string>(), container: new Set<string>() };
  // What is only asked for is read behind the question.
  const code = text.replaceAll('.?', '.').replace(/\bhas\([\w.]*\.securityContext\)/g, '');
  if (/\.securityContext\b(?!\.\w)/.test(code)) return undefined;
  for (const [, holder = '', name = ''] of code.matchAll(/(\w+)\.securityContext\.(\w+)/g)) {
    (/spec$|^pod$/i.test(holder) ? found.pod : found.container).add(name);
  }
  return found;
}

/** The fields of security contexts that Rego names, of the pod and of containers; undefined where it takes a context whole. */
export function securityContextFields(source: RegoSource): SecurityContextFields | undefined {
  const found = { pod: new Set<string>(), container: new Set<string>() };
  if (isHandedOn(source, (path) => path.endsWith('.securityContext'))) return undefined;
  for (const path of pathsOf(source)) {
    const [, holder = '', name = ''] = /^(.*)\.securityContext\.([^.]+)/.exec(path) ?? [];
    if (name === '') continue;
    if (name === '*') return undefined;
    if (inContainer(holder) !== undefined) found.container.add(name);
    else if (holder.endsWith('.spec')) found.pod.add(name);
  }
  return found;
}

/** The calls that are given the image of a container as it is written. */
export function callsWithImages({ rules }: RegoSource): readonly Argument[] {
  return rules.flatMap(({ references }) =>
    references.flatMap(({ paths, argument }) =>
      argument !== undefined && paths.some((path) => inContainer(path)?.below === 'image') ? [argument] : [],
    ),
  );
}

/** The rules named `violation` that go through containers and whose head and message name nothing of them. */
export function silentViolations({ rules }: RegoSource): readonly Rule[] {
  return rules.filter((rule) => rule.name === 'violation' && isAboutContainers(rule.references) && !tellsContainer(rule));
}

function isAboutContainers(references: readonly Reference[]): boolean {
  return references.some(({ paths }) => paths.some((path) => inContainer(path) !== undefined));
}

/** Follows the variables of the head back to what they are made of. */
function tellsContainer({ tokens, references }: Rule): boolean {
  const indices = new Set<number>();
  const wanted = tokens.slice(0, bodyOf(tokens)).map(({ text }) => text);
  const seen = new Set<string>();
  addRange(indices, 0, bodyOf(tokens));
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    for (const { start, end } of assignmentsOf(tokens, name)) {
      addRange(indices, start, end);
      wanted.push(...tokens.slice(start, end).flatMap(({ kind, text }) => (kind === 'name' ? [text] : [])));
    }
  }
  const positions = tokens.flatMap((token, index) =>
    tokens[index - 1]?.text === '[' && tokens[index + 1]?.text === ']' && token.kind === 'name' ? [token.text] : [],
  );
  const namesPosition = positions.some((name) => name !== '_' && seen.has(name));
  return (
    namesPosition || references.some(({ index, paths }) => indices.has(index) && paths.some((path) => inContainer(path) !== undefined))
  );
}

/** Where the body of a rule begins: at the brace behind its head. */
function bodyOf(tokens: readonly Token[]): number {
  let depth = 0;
  for (const [index, { kind, text }] of tokens.entries()) {
    if (depth === 0 && (text === 'if' || (text === '{' && tokens[index - 1]?.text !== 'contains'))) return index;
    if (kind === 'sign' && /^[([{]$/.test(text)) depth++;
    if (kind === 'sign' && /^[)\]}]$/.test(text)) depth--;
  }
  return tokens.length;
}

/** The expressions that a rule assigns to a name, each to the end of its statement. */
function assignmentsOf(tokens: readonly Token[], name: string): { readonly start: number; readonly end: number }[] {
  return tokens.flatMap((token, index) => {
    if (token.kind !== 'name' || token.text !== name || !/^:?=$/.test(tokens[index + 1]?.text ?? '')) return [];
    let depth = 0;
    for (let end = index + 2; end < tokens.length; end++) {
      const { kind, text, startsLine } = tokens[end] ?? token;
      if (depth === 0 && end > index + 2 && (startsLine || text === ';')) return [{ start: index + 2, end }];
      if (kind === 'sign' && /^[([{]$/.test(text)) depth++;
      if (kind === 'sign' && /^[)\]}]$/.test(text) && --depth < 0) return [{ start: index + 2, end }];
    }
    return [{ start: index + 2, end: tokens.length }];
  });
}

function addRange(indices: Set<number>, start: number, end: number): void {
  for (let index = start; index < end; index++) indices.add(index);
}
