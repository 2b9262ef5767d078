// SPDX-License-Identifier: Apache-2.0
// What an AdmissionConfiguration tells one plugin: in the file itself, or in one that it names.
import { field, isArray, type Json, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';

export interface PluginConfiguration {
  /** Undefined where it stands in a file of its own. */
  readonly value: Json | undefined;
  readonly path: Pointer;
  readonly file?: string;
}

export function pluginConfiguration({ body }: KubernetesObject, plugin: string): PluginConfiguration | undefined {
  const plugins = field(body, 'plugins');
  const index = isArray(plugins) ? plugins.findIndex((item) => stringField(item, 'name') === plugin) : -1;
  const entry = isArray(plugins) ? plugins[index] : undefined;
  if (entry === undefined) return undefined;
  const file = stringField(entry, 'path') ?? '';
  const path = `/plugins/${index}/configuration`;
  return { value: field(entry, 'configuration'), path, ...(file === '' ? {} : { file }) };
}
