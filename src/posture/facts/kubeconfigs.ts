// SPDX-License-Identifier: Apache-2.0
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { field, isArray, isObject, type JsonObject, stringField } from '../../model/json.ts';
import type { FactPlace } from '../question.ts';

/** The users of kubeconfigs among the input that log in in a way; their credentials were taken out when they were read. */
export function kubeconfigUsers(inventory: Inventory, logsIn: (user: JsonObject) => boolean): FactPlace[] {
  return objectsOfKind(inventory, 'Config', '').flatMap((object) => {
    const users = field(object.body, 'users');
    return (isArray(users) ? users : []).flatMap((item, index) => {
      const user = field(item, 'user');
      if (!isObject(user) || !logsIn(user)) return [];
      return { object, path: `/users/${index}/name`, detail: `user ${stringField(item, 'name') ?? ''}` };
    });
  });
}
