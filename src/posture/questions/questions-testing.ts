// SPDX-License-Identifier: Apache-2.0
// Shared by the tests of questions: what is said of objects that are given as data.
import { buildInventory, type Inventory, type InventorySource } from '../../model/inventory.ts';
import type { JsonObject } from '../../model/json.ts';
import { newestKubernetes } from '../../model/version.ts';
import { allQuestions } from '../all-questions.ts';
import { ask, type AskedQuestion } from '../question.ts';
import { objectOf } from '../testing.ts';

export function inventoryOf(bodies: readonly JsonObject[], more: Partial<InventorySource> = {}): Inventory {
  return buildInventory({ objects: bodies.map(objectOf), problems: [], passedOver: 0, ...more }, newestKubernetes);
}

/** The question with an id, asked of objects. */
export function asked(id: string, bodies: readonly JsonObject[], more?: Partial<InventorySource>): AskedQuestion {
  const [answer] = ask(
    inventoryOf(bodies, more),
    allQuestions.filter((question) => question.id === id),
  );
  if (answer === undefined) throw new TypeError(`there is no question ${id}`);
  return answer;
}

/** Each fact as a line, its places as `Kind/name path: detail`. */
export function told(id: string, bodies: readonly JsonObject[]): string[] {
  return asked(id, bodies).facts.flatMap(({ text, places }) => [
    text,
    ...places.map(({ object, path, detail }) => `  ${object.kind}/${object.name} ${path}: ${detail}`),
  ]);
}

export function apiServer(...flags: readonly string[]): JsonObject {
  return pod('kube-apiserver', { command: ['kube-apiserver', ...flags] }, 'kube-system');
}

export function pod(name: string, container: JsonObject, namespace = 'shop', spec: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace },
    spec: { ...spec, containers: [{ name: 'a', image: 'a', ...container }] },
  };
}

export function namespace(name: string, labels: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}
