// SPDX-License-Identifier: Apache-2.0
// What of a proof nobody knows, and what would decide it.
import { missingIn } from '../model/inventory.ts';
import { displayName } from '../model/object.ts';
import { partyName, portName } from './flows/edge-names.ts';
import type { Proof } from './prove.ts';
import { unknownChanges } from './reach/unknowns.ts';

export interface Unknown {
  readonly what: string;
  /** What would decide it. */
  readonly missing: string;
}

/** What the proof could not decide, and what would. */
export function unknownOf(proof: Proof): Unknown[] {
  const { before, change, admission, network } = proof;
  return [
    ...change.missed.map((what) => ({ what, missing: 'the object, or a change that names what is there' })),
    ...(before.gaps.length === 0 ? [] : [{ what: 'what the cluster did not show', missing: missingIn(before.gaps) }]),
    ...admission.unknown.map(({ law, missing, workloads }) => ({
      what: `whether ${law} refuses ${workloads.length === 1 ? displayName(workloads[0]?.object ?? nothing) : `${workloads.length} workloads`}`,
      missing,
    })),
    ...(network === undefined ? [] : unknownFlows(network)),
    ...unknownCalls(proof),
  ];
}

function unknownCalls({ permissions, calls }: Proof): Unknown[] {
  const lost = (permissions?.changes ?? []).filter(({ change }) => change === 'lost').length;
  if (calls === undefined && lost > 0)
    return [
      {
        what: `whether anybody uses ${lost === 1 ? 'the permission that is' : `the ${lost} permissions that are`} taken away`,
        missing: 'audit logs: --audit',
      },
    ];
  return calls === undefined || calls.leftOut === 0
    ? []
    : [{ what: `${calls.leftOut} calls of the audit log`, missing: 'a log of fewer different calls' }];
}

const nothing = { apiVersion: '', kind: '', namespace: '', name: '' };

function unknownFlows({ observed, declared, before, after }: NonNullable<Proof['network']>): Unknown[] {
  const changes = declared.lost.map(({ change }) => change);
  const { reasons } = unknownChanges(before.network, after.network, changes);
  const missing = reasons.length === 0 ? 'what the policies leave open' : reasons.slice(0, reasonsTold).join('; ');
  const lost = declared.lost.filter(({ change }) => change.lost.length > 0).length;
  const perhaps = declared.lost.length - lost;
  return [
    ...(observed === undefined && declared.lost.length > 0
      ? [{ what: `whether anybody uses the connections that ${pairs(declared.lost.length)} lose`, missing: 'flow logs: --flows' }]
      : []),
    ...(observed !== undefined && perhaps > 0 ? [{ what: `whether ${pairs(perhaps)} keep all that they have`, missing }] : []),
    ...(observed?.unknown ?? []).map((edge) => ({
      what: `whether ${partyName(edge.source)} still reaches ${partyName(edge.destination)} on ${portName(edge)}`,
      missing,
    })),
    ...(observed === undefined || observed.edges.unknown.size === 0
      ? []
      : [
          {
            what: `flows of ${observed.edges.unknown.size} names that the inventory does not have`,
            missing: [...observed.edges.unknown.keys()].slice(0, 5).join(', '),
          },
        ]),
    ...(observed === undefined || observed.log.broken + observed.log.leftOut === 0
      ? []
      : [{ what: `${observed.log.broken + observed.log.leftOut} lines of the flow logs`, missing: 'lines that can be read' }]),
  ];
}

/** Reasons that are told of what the network engine leaves open. */
const reasonsTold = 4;

function pairs(amount: number): string {
  return amount === 1 ? '1 pair' : `${amount.toLocaleString('en-US')} pairs`;
}
