// SPDX-License-Identifier: Apache-2.0
// Files that take the place of flags.
import type { Component } from '../../model/components/component.ts';
import { type FlagOccurrence, flag } from '../../model/components/flags.ts';
import { nodeRoots, rootOf, sourceOf } from '../../model/components/node-root.ts';
import { field, isArray, type Json, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { CheckContext, Outcome } from '../check.ts';
import type { JudgeComponent } from './component-check.ts';
import { nodePathOf } from './mounted-files.ts';

/**
 * Judges a component by the document of a kind that one of its flags names, where that flag is given; `judgeFlags` judges it
 * otherwise. `faultOf` says what is wrong with the document, if anything; a document that is not in the input gives no verdict.
 */
export function judgedByFile(
  file: { readonly flag: string; readonly kind: string; readonly unlessFlag?: string },
  faultOf: (body: Json) => string | undefined,
  judgeFlags: JudgeComponent,
): JudgeComponent {
  return (component, context) => {
    const given = flag(component.flags, file.flag);
    if (given === undefined || (file.unlessFlag !== undefined && flag(component.flags, file.unlessFlag) !== undefined)) {
      return judgeFlags(component, context);
    }
    const outcome = outcomeOf(component, given, documentOf(component, given.value, file.kind, context), file.kind, faultOf);
    return { judged: [component.object], outcomes: outcome === undefined ? [] : [{ object: component.object, outcome }] };
  };
}

function outcomeOf(
  { name }: Component,
  { path, value }: FlagOccurrence,
  document: KubernetesObject | undefined,
  kind: string,
  faultOf: (body: Json) => string | undefined,
): Outcome | undefined {
  if (document === undefined) {
    const reason = `the ${kind} is not in the input`;
    return { kind: 'undecided', path, reason, detail: `${name} reads ${value}`, missing: `the ${kind} at ${value}` };
  }
  const fault = faultOf(document.body);
  if (fault === undefined) return undefined;
  return {
    kind: 'fault',
    path,
    reason: `the ${kind} ${fault}`,
    detail: `${name} reads ${value}, which ${fault}`,
    remedy: { kind: 'advice', advice: `Change the ${kind} at ${value}.` },
  };
}

/** The document of a path: on the disk of the component's node, else of the same name, else the only one of its kind. */
function documentOf(component: Component, file: string, kind: string, { inventory }: CheckContext): KubernetesObject | undefined {
  const documents = inventory.configurations.filter((document) => document.kind === kind);
  const roots = nodeRoots(inventory);
  const root = rootOf(component.object, roots);
  if (root !== undefined) {
    const onNode = nodePathOf(component, file);
    return documents.find((document) => onNode !== undefined && sourceOf(document) === `${root}${onNode}`);
  }
  const base = file.split('/').at(-1) ?? file;
  const named = documents.filter((document) => sourceOf(document).split('/').at(-1) === base);
  return named[0] ?? (documents.length === 1 ? documents[0] : undefined);
}

/** The types of the authorizers in an AuthorizationConfiguration. */
export function authorizerTypes(body: Json): readonly string[] {
  const authorizers = field(body, 'authorizers');
  return isArray(authorizers) ? authorizers.flatMap((authorizer) => stringField(authorizer, 'type') ?? []) : [];
}
