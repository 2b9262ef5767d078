// SPDX-License-Identifier: Apache-2.0
import { field, isArray, isObject, type Json, stringField } from './json.ts';

export type Labels = Readonly<Record<string, string>>;

/** One requirement of a label selector, compiled: all must hold. */
export type Requirement =
  | { readonly operator: 'In' | 'NotIn'; readonly key: string; readonly values: ReadonlySet<string> }
  | { readonly operator: 'Exists' | 'DoesNotExist'; readonly key: string };

/** A compiled label selector; without requirements it selects everything. */
export type Selector = readonly Requirement[];

/**
 * Compiles a metav1.LabelSelector. An empty selector selects everything; whether an absent one selects nothing or
 * everything is for the caller to say, since Kubernetes says both. Returns the reason where the selector is invalid.
 */
export function compileSelector(selector: Json): Selector | { readonly invalid: string } {
  if (!isObject(selector)) return { invalid: 'a label selector must be an object' };
  const requirements: Requirement[] = [];
  const labels = selector['matchLabels'];
  if (labels !== undefined && labels !== null) {
    if (!isObject(labels)) return { invalid: 'matchLabels must be an object' };
    for (const [key, value] of Object.entries(labels)) {
      if (typeof value !== 'string') return { invalid: `matchLabels ${key} must be a string` };
      requirements.push({ operator: 'In', key, values: new Set([value]) });
    }
  }
  const expressions = selector['matchExpressions'];
  if (expressions === undefined || expressions === null) return requirements;
  if (!isArray(expressions)) return { invalid: 'matchExpressions must be a list' };
  for (const expression of expressions) {
    const compiled = compileExpression(expression);
    if ('invalid' in compiled) return compiled;
    requirements.push(compiled);
  }
  return requirements;
}

function compileExpression(expression: Json): Requirement | { readonly invalid: string } {
  const key = stringField(expression, 'key');
  const operator = stringField(expression, 'operator');
  if (key === undefined || key === '') return { invalid: 'a match expression needs a key' };
  const given = field(expression, 'values') ?? [];
  if (!isArray(given) || !given.every((value) => typeof value === 'string'))
    return { invalid: `values of ${key} must be a list of strings` };
  switch (operator) {
    case 'In':
    case 'NotIn':
      return given.length === 0 ? { invalid: `${operator} on ${key} needs values` } : { operator, key, values: new Set(given) };
    case 'Exists':
    case 'DoesNotExist':
      return given.length > 0 ? { invalid: `${operator} on ${key} takes no values` } : { operator, key };
    default:
      return { invalid: `unknown operator on ${key}` };
  }
}

export function selects(selector: Selector, labels: Labels): boolean {
  return selector.every((requirement) => meets(requirement, labels));
}

function meets(requirement: Requirement, labels: Labels): boolean {
  const value = Object.hasOwn(labels, requirement.key) ? labels[requirement.key] : undefined;
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && requirement.values.has(value);
    case 'NotIn':
      // As in Kubernetes, an object without the key is selected too.
      return value === undefined || !requirement.values.has(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}
