// SPDX-License-Identifier: Apache-2.0
// Attack paths: what leads from a foothold to the cluster, by which chain, and what to take away so that it does not.
export { type Admin, adminEquivalents } from './admins.ts';
export { type AttackGraph, attackGraph, type GraphOptions } from './attack-graph.ts';
export { type Cut, cutOf, type CutOptions, type Removal } from './cut.ts';
export type { Edge, EdgeKind } from './edge.ts';
export type { Removable } from './removable.ts';
export { edgeKinds } from './edge-kinds.ts';
export type { Foothold, FootholdKind } from './foothold.ts';
export { goalNames, goalsOf, sourcesOf } from './goals.ts';
export { type Path, pathsOf, type Query, type Reached } from './search.ts';
