// SPDX-License-Identifier: Apache-2.0
// Who reaches whom, on which ports, and why: README.md says by which laws and against what that is tried.
export { type Between, connectionsBetween, type Party } from './between.ts';
export { compile } from './compile.ts';
export { type Covered, coveredRules, type RulePlace } from './covered.ts';
export { type Change, differenceOf } from './difference.ts';
export { selectsNobody, withoutEffect, type WithoutEffect } from './effect.ts';
export { type Isolation, isolationOf, type Protection, protectionOf } from './isolation.ts';
export { reachedFrom, reaching } from './reach.ts';
export { policiesSelecting, type Selecting } from './selecting.ts';
export { countAllowed } from './sweep.ts';
export {
  all,
  type Connections,
  connectionsOf,
  connectionsText,
  contains,
  intersect,
  isPortProtocol,
  none,
  type PortProtocol,
  portProtocols,
  type Protocol,
  rangesOf,
  sameConnections,
  subtract,
  unionOf,
} from './connections.ts';
export type { Endpoint } from './endpoints.ts';
export { type Exposure, exposureOf } from './exposure.ts';
export { type Edge, edgesOf, type Place, placesOf } from './matrix.ts';
export {
  type Address,
  addressOf,
  type AddressRange,
  type AddressSet,
  addressSet,
  addressText,
  cidrsOf,
  everyIPv4,
  everyIPv6,
  rangeOfBlock,
  rangeText,
  subtractAddresses,
} from './addresses.ts';
export { type Answer, type Decision, doubtsBetween, type Explanation, explain } from './explain.ts';
export { itemVerdict } from './pairs.ts';
export type { Network } from './network.ts';
export type { Direction } from './policy.ts';
export { type Opening, openingsOf, type Strangers } from './openings.ts';
export { mayReach, type Other, rulesAbout, subjectionOf } from './may-reach.ts';
export { isMeant, isService, selectedBy, type ServicePort, servicePorts, targetOf } from './services.ts';
export type { Connection, Near, Reason } from './trace.ts';
export type { Verdict } from './verdicts.ts';
export type { WayIn } from './ways-in.ts';
export { type MeantPod, namespaceOf, type Options, type Problem, type World } from './world.ts';
