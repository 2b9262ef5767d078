// SPDX-License-Identifier: Apache-2.0
import type { Component, ComponentName } from '../../model/components/component.ts';
import { componentsOf } from '../../model/components/components.ts';
import { type Matter, settingOf } from '../../model/components/setting.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { FactPlace } from '../question.ts';
import { perInventory } from './per-inventory.ts';

/** The components that an inventory shows, found once. */
export const componentsIn = perInventory(componentsOf);

export function componentsNamed(inventory: Inventory, name: ComponentName): readonly Component[] {
  return componentsIn(inventory).filter((component) => component.name === name);
}

/** How a component is configured in one matter, as evidence; `unset` says what holds where nothing is given. */
export function settingPlace(component: Component, matter: Matter, unset: string): FactPlace {
  const now = settingOf(component, matter);
  const { object, path } = now;
  if ('value' in now) return { object, path, detail: `--${matter.flag}=${now.value}` };
  if (now.kind === 'unreadable') return { object, path, detail: `--${matter.flag}: ${now.why}` };
  const hidden = component.incomplete === undefined ? '' : `, as far as is seen: ${component.incomplete}`;
  return { object, path, detail: `--${matter.flag} is not given: ${unset}${hidden}` };
}
