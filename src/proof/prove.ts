// SPDX-License-Identifier: Apache-2.0
// A proof: a change held against an inventory and its history, by the same engines that scan and that will refuse.
import { difference, type RbacDifference } from '../engines/rbac/index.ts';
import type { FlowLog } from '../model/flows/flow-table.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Check } from '../posture/check.ts';
import { rbacOf } from '../posture/facts/rbac.ts';
import { labelLaw, registryLaw } from './admission/listed-laws.ts';
import type { AdmissionLaw } from './admission/law.ts';
import { podSecurityLaw } from './admission/pod-security-law.ts';
import { type Admission, admissionOf } from './admission/refused.ts';
import { unevaluatedLaws } from './admission/unevaluated-laws.ts';
import { type AppliedChange, applyChange } from './change/apply.ts';
import type { Change } from './change/change.ts';
import type { Recorded } from './calls/need-table.ts';
import { type CallProof, callsDenied } from './calls/denied.ts';
import { type FindingChange, findingsChanged } from './findings.ts';
import { type FlowProof, flowsCut } from './flows/cut.ts';
import { type DeclaredProof, declaredCut } from './flows/declared.ts';
import { type Observed, observedEdges } from './flows/edges.ts';
import { type ObservedNetwork, observedNetwork } from './flows/observed-network.ts';
import { pathsChanged, type PathsChanged } from './paths-changed.ts';
import { type BrokenReference, brokenReferences } from './references/broken.ts';
import { networkKinds, pathsKinds, permissionKinds } from './evidence-kinds.ts';
import { touches, touchesWorkloads } from './touches.ts';

/** What a change is held against, besides the inventory. */
export interface Evidence {
  /** Undefined where no flow log was given. */
  readonly flows: FlowLog | undefined;
  /** Undefined where no audit log was given. */
  readonly calls: Recorded | undefined;
  readonly checks: readonly Check[];
  /** In milliseconds since 1970. */
  readonly now: number;
}

/** Admission that is asked about before anybody writes the policy. */
export interface WhatIf {
  /** Images from these places only; empty: from anywhere. */
  readonly registries: readonly string[];
  /** Labels that every pod must bear. */
  readonly labels: readonly string[];
}

export interface NetworkProof {
  readonly before: ObservedNetwork;
  readonly after: ObservedNetwork;
  /** Undefined where no flow log was given. */
  readonly observed: (FlowProof & { readonly log: FlowLog; readonly edges: Observed }) | undefined;
  readonly declared: DeclaredProof;
}

export interface Proof {
  readonly before: Inventory;
  readonly change: AppliedChange;
  readonly admission: Admission;
  /** Undefined where the change touches nothing that a network policy looks at. */
  readonly network: NetworkProof | undefined;
  /** What subjects may do after the change and could not before, or the other way round; undefined where it touches nothing of that. */
  readonly permissions: RbacDifference | undefined;
  /** Undefined where no audit log was given, or the change touches no roles, bindings or namespaces. */
  readonly calls: CallProof | undefined;
  readonly references: readonly BrokenReference[];
  readonly findings: FindingChange;
  /** Undefined where the change touches nothing that paths lead over. */
  readonly paths: PathsChanged | undefined;
}

export function prove(inventory: Inventory, change: Change, whatIf: WhatIf, evidence: Evidence): Proof {
  const applied = applyChange(inventory, change);
  const { after, effects } = applied;
  const hasWorkloads = touchesWorkloads(effects);
  const network = hasWorkloads || touches(effects, networkKinds) ? networkProof(inventory, after, evidence.flows) : undefined;
  return {
    before: inventory,
    change: applied,
    admission: admissionOf(inventory, after, { before: lawsOf(inventory), after: [...lawsOf(after), ...askedLaws(whatIf)] }),
    network,
    ...permissionProof(inventory, applied, evidence.calls),
    references: brokenReferences(effects, after),
    findings: findingsChanged(inventory, after, evidence.checks, evidence.now),
    paths: hasWorkloads || touches(effects, pathsKinds) ? pathsChanged(inventory, after, network) : undefined,
  };
}

function permissionProof(
  before: Inventory,
  { after, effects }: AppliedChange,
  recorded: Recorded | undefined,
): Pick<Proof, 'permissions' | 'calls'> {
  if (!touches(effects, permissionKinds)) return { permissions: undefined, calls: undefined };
  const [old, fresh] = [rbacOf(before), rbacOf(after)];
  return { permissions: difference(old, fresh), calls: recorded === undefined ? undefined : callsDenied(recorded, old, fresh) };
}

function lawsOf(inventory: Inventory): AdmissionLaw[] {
  return [podSecurityLaw(inventory), ...unevaluatedLaws(inventory)];
}

function askedLaws({ registries, labels }: WhatIf): AdmissionLaw[] {
  return [...(registries.length === 0 ? [] : [registryLaw(registries)]), ...(labels.length === 0 ? [] : [labelLaw(labels)])];
}

function networkProof(before: Inventory, after: Inventory, log: FlowLog | undefined): NetworkProof {
  const [old, fresh] = [observedNetwork(before), observedNetwork(after)];
  const edges = log === undefined ? undefined : observedEdges(log, before);
  return {
    before: old,
    after: fresh,
    observed: log === undefined || edges === undefined ? undefined : { ...flowsCut(edges, old, fresh, after), log, edges },
    declared: declaredCut(before, old, after, fresh),
  };
}
