// SPDX-License-Identifier: Apache-2.0
// The cases that cyclonus generates, and what its own matcher says of every pair of pods, each direction apart.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { connectionsBetween, type Protocol } from '../src/engines/network/index.ts';
import { type ClusterCase, isAllowed, networkOf, podsByName } from './netpol-cases.ts';
import { resultOf, type Suite } from './suite.ts';

interface Case {
  readonly case: number;
  readonly description: string;
  readonly steps: readonly Step[];
}

interface Step extends ClusterCase {
  readonly probes: readonly Probe[];
}

interface Probe {
  readonly port: number;
  readonly protocol: Protocol;
  readonly matrix: Readonly<Record<string, Readonly<Record<string, Expected>>>>;
}

interface Expected {
  readonly ingress: boolean;
  readonly egress: boolean;
  readonly allowed: boolean;
}

export const cyclonus: Suite = {
  name: 'cyclonus',
  run: (dataDir) => {
    const cases: readonly Case[] = JSON.parse(readFileSync(path.join(dataDir, 'cases.json'), 'utf8'));
    return resultOf(
      'cyclonus',
      cases.map(({ case: number, description, steps }) => ({ id: `${number} ${description}`, passed: steps.every(holds) })),
    );
  },
};

function holds(step: Step): boolean {
  const network = networkOf(step);
  const pods = podsByName(network);
  return step.probes.every(({ port, protocol, matrix }) =>
    Object.entries(matrix).every(([from, row]) =>
      Object.entries(row).every(([to, expected]) => {
        const [sender, receiver] = [pods.get(from), pods.get(to)];
        if (sender === undefined || receiver === undefined) return false;
        const { egress, ingress, verdict } = connectionsBetween(network, sender, receiver);
        return (
          isAllowed(egress, protocol, port) === expected.egress &&
          isAllowed(ingress, protocol, port) === expected.ingress &&
          // Its simulation lets a policy refuse what a pod sends to itself; Kubernetes does not.
          isAllowed(verdict, protocol, port) === (expected.allowed || sender === receiver)
        );
      }),
    ),
  );
}
