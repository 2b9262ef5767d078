// SPDX-License-Identifier: Apache-2.0
// What a component's configuration says on one matter, wherever it says it.
import { isArray, isObject, type Json } from '../json.ts';
import type { KubernetesObject } from '../object.ts';
import { type Pointer, valueAt } from '../pointer.ts';
import type { Component } from './component.ts';
import { type FlagOccurrence, flag, flagList, type Flags, occurrences } from './flags.ts';

/** One matter that a component is configured in. */
export interface Matter {
  /** Name of the flag, without dashes. */
  readonly flag: string;
  /** Whether the flag is a list that is the sum of its occurrences. */
  readonly list?: true;
  /** Environment variable that stands for the flag. */
  readonly variable?: string;
  /** Where configuration documents have it. */
  readonly field?: Pointer;
  /** What a configuration document's field holds. A value of another type is refused by the component. */
  readonly type?: 'boolean' | 'number' | 'string' | 'list';
}

/** How a component is configured in one matter: values are text, a list's items joined by commas. */
export type Setting =
  | { readonly kind: 'flag'; readonly value: string; readonly object: KubernetesObject; readonly path: Pointer; readonly given: Flags }
  | { readonly kind: 'variable'; readonly value: string; readonly object: KubernetesObject; readonly path: Pointer }
  | { readonly kind: 'field'; readonly value: string; readonly object: KubernetesObject; readonly path: Pointer }
  | { readonly kind: 'unreadable'; readonly object: KubernetesObject; readonly path: Pointer; readonly why: string }
  /** Not given: `path` is where it belongs. */
  | { readonly kind: 'absent'; readonly object: KubernetesObject; readonly path: Pointer };

/** Flags win over environment variables, these over documents, a later document over the ones before it. */
export function settingOf(component: Component, matter: Matter): Setting {
  return (
    flagSetting(component, matter) ?? variableSetting(component, matter) ?? fieldSetting(component, matter) ?? absence(component, matter)
  );
}

function flagSetting({ flags, object }: Component, { flag: name, list }: Matter): Setting | undefined {
  const last = flag(flags, name);
  if (last === undefined) return undefined;
  const value = list === true ? (flagList(flags, name) ?? []).map((item) => item.value).join(',') : last.value;
  return { kind: 'flag', value, object, path: last.path, given: occurrences(flags, name) };
}

function variableSetting({ place, object }: Component, { variable }: Matter): Setting | undefined {
  if (place === undefined || variable === undefined) return undefined;
  const env = place.container.env ?? [];
  const index = env.findLastIndex(({ name }) => name === variable);
  const entry = env[index];
  if (entry === undefined) return undefined;
  const path = `${place.path}/env/${index}`;
  if (entry.valueFrom !== undefined) return { kind: 'unreadable', object, path, why: `the value of ${variable} is not in the manifest` };
  return { kind: 'variable', value: entry.value ?? '', object, path: `${path}/value` };
}

function fieldSetting({ configuration }: Component, { field, type }: Matter): Setting | undefined {
  if (field === undefined) return undefined;
  for (const object of configuration.toReversed()) {
    const value = valueAt(object.body, field);
    if (value === undefined || value === null) continue;
    const text = textOf(value, type);
    if (text === undefined) return { kind: 'unreadable', object, path: field, why: `expected ${type ?? 'another type'} in this field` };
    return { kind: 'field', value: text, object, path: field };
  }
  return undefined;
}

function textOf(value: Json, type: Matter['type']): string | undefined {
  if (type === 'list') return isArray(value) && value.every((item) => typeof item === 'string') ? value.join(',') : undefined;
  if (isArray(value) || isObject(value) || value === null) return undefined;
  const actual = typeof value === 'bigint' ? 'number' : typeof value;
  return type === undefined || actual === type ? String(value) : undefined;
}

/** Where a component has a document, fields belong in it; otherwise a flag does. */
function absence({ configuration, object, argumentsPath, within }: Component, { field }: Matter): Setting {
  const [document] = configuration;
  if (document !== undefined && field !== undefined) return { kind: 'absent', object: document, path: field };
  return { kind: 'absent', object, path: within === 'shell' || argumentsPath === '' ? argumentsPath : `${argumentsPath}/-` };
}

/** The flag as it is written in front of its value: `--anonymous-auth=`. */
export function spelling({ name, prefix }: Pick<FlagOccurrence, 'name' | 'prefix'>): string {
  return prefix === undefined ? `--${name}=` : `${prefix}${name}=`;
}
