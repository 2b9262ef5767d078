// SPDX-License-Identifier: Apache-2.0
// What can be told of a constraint template's Rego by reading it: which fields it names, not what it decides.
import { field, isArray, type Json, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';

export interface RegoSource {
  /** Pointer from the template to the text. */
  readonly pointer: Pointer;
  /** The rules without comments. */
  readonly rego: string;
  /** The rules and their libraries, without comments. */
  readonly all: string;
}

/** The Rego of a constraint template: targets[*].rego, or code[*] of the engine Rego. */
export function regoSources({ body }: KubernetesObject): RegoSource[] {
  const targets = field(field(body, 'spec'), 'targets');
  return (isArray(targets) ? targets : []).flatMap((target, index) => [
    ...sourceOf(target, `/spec/targets/${index}`),
    ...listOf(field(target, 'code')).flatMap((code, at) =>
      stringField(code, 'engine') === 'Rego' ? sourceOf(field(code, 'source'), `/spec/targets/${index}/code/${at}/source`) : [],
    ),
  ]);
}

function sourceOf(holder: Json | undefined, pointer: Pointer): RegoSource[] {
  const text = stringField(holder, 'rego');
  if (text === undefined) return [];
  const rego = withoutComments(text);
  const libraries = listOf(field(holder, 'libs')).filter((item) => typeof item === 'string');
  return [{ pointer: `${pointer}/rego`, rego, all: [rego, ...libraries.map(withoutComments)].join('\n') }];
}

function listOf(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}

function withoutComments(text: string): string {
  return text.replace(/("(?:[^"\\\n]|\\.)*"|`[^`]*`)|#.*/g, (_, quoted: string | undefined) => quoted ?? '');
}

/** The names of the parameters that a template declares. */
export function declaredParameters({ body }: KubernetesObject): string[] {
  const validation = field(field(field(field(body, 'spec'), 'crd'), 'spec'), 'validation');
  const properties = field(field(validation, 'openAPIV3Schema') ?? validation, 'properties');
  return typeof properties === 'object' && properties !== null && !Array.isArray(properties) ? Object.keys(properties) : [];
}

/** The parameters that Rego reads by name; undefined where it hands them on whole, so that nobody can say by reading. */
export function readParameters(all: string): ReadonlySet<string> | undefined {
  const uses = [...all.matchAll(/\bparameters\b(?:\.(\w+)|\[\s*"([^"]+)"\s*\])?/g)];
  const names = uses.map(([, dotted, quoted]) => dotted ?? quoted);
  return names.includes(undefined) ? undefined : new Set(names.filter((name) => name !== undefined));
}

/** The fields of security contexts that Rego names, of the pod and of containers; undefined where it takes a context whole. */
export function securityContextFields(
  all: string,
): { readonly pod: ReadonlySet<string>; readonly container: ReadonlySet<string> } | undefined {
  const found = { pod: new Set<string>(), container: new Set<string>() };
  // Messages speak of the fields too: a text with a space in it is no key.
  const code = all.replace(/"[^"\n]*\s[^"\n]*"/g, '""');
  if (/\bsecurityContext\b(?!\.\w)/.test(code)) return undefined;
  for (const [, prefix = '', name = ''] of code.matchAll(/([\w.[\]]+)\.securityContext\.(\w+)/g)) {
    const written = new RegExp(`\\b${prefix.replace(/[.[\]]/g, '\\$&')}\\s*:?=\\s*([\\w.[\\]]+)`).exec(code)?.[1] ?? prefix;
    if (/(?:^|\.)spec$/.test(written) || /^(?:pod|spec|pod_spec)$/.test(prefix)) found.pod.add(name);
    else if (/ontainers?\b|^c$/.test(prefix) || /ontainers\b/.test(written)) found.container.add(name);
    else return undefined;
  }
  return found;
}

/** The rules named `violation`, each as its text up to the next rule: what begins a line with a letter. */
export function violations(rego: string): string[] {
  return rego.split(/^(?=[A-Za-z])/m).filter((rule) => /^violation\b/.test(rule));
}
