// SPDX-License-Identifier: Apache-2.0
// Shared by tests: an inventory of manifests, and what flows in plain words come to in it.
import { FlowTable } from '../../model/flows/flow-table.ts';
import { flowReader } from '../../model/flows/read-flows.ts';
import { buildInventory, type Inventory } from '../../model/inventory.ts';
import { readSource } from '../../model/read.ts';
import { newestKubernetes } from '../../model/version.ts';
import { type Observed, observedEdges } from './edges.ts';

export function inventoryOf(...manifests: readonly object[]): Inventory {
  const text = manifests.map((manifest) => JSON.stringify(manifest)).join('\n---\n');
  return buildInventory(readSource({ name: 'shop.yaml', text }), newestKubernetes);
}

export function deployment(namespace: string, name: string, labels: object = { app: name }, spec: object = {}, kind = 'Deployment') {
  const template = { metadata: { labels }, spec: { containers: [{ name, image: `registry.example.com/${name}:1` }], ...spec } };
  return { apiVersion: 'apps/v1', kind, metadata: { name, namespace }, spec: { selector: { matchLabels: labels }, template } };
}

export function observed(inventory: Inventory, ...flows: readonly object[]): Observed {
  const [table, read] = [new FlowTable(), flowReader()];
  for (const [index, flow] of flows.entries()) table.add(read(JSON.stringify(flow)), 'flows.json', index + 1);
  return observedEdges(table.result(), inventory);
}
