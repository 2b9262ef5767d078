// SPDX-License-Identifier: Apache-2.0
// The tests of kubernetes: test/e2e/network/netpol, what each expects of every pair of pods. Only pairs of two pods count there.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { connectionsBetween, type Protocol } from '../src/engines/network/index.ts';
import { type ClusterCase, isAllowed, networkOf, podsByName } from './netpol-cases.ts';
import { resultOf, type Suite } from './suite.ts';

interface Step extends ClusterCase {
  readonly test: string;
  readonly step: number;
  readonly toPort: number;
  readonly protocol: Protocol;
  readonly expected: Readonly<Record<string, Readonly<Record<string, boolean>>>>;
}

export const k8sE2e: Suite = {
  name: 'k8s-e2e',
  run: (dataDir) => {
    const steps: readonly Step[] = JSON.parse(readFileSync(path.join(dataDir, 'cases.json'), 'utf8'));
    return resultOf(
      'k8s-e2e',
      steps.map((step) => ({ id: `${step.test}, step ${step.step}`, passed: holds(step) })),
    );
  },
};

function holds(step: Step): boolean {
  const network = networkOf(step);
  const pods = podsByName(network);
  return Object.entries(step.expected).every(([from, row]) =>
    Object.entries(row).every(([to, expected]) => {
      const [sender, receiver] = [pods.get(from), pods.get(to)];
      if (sender === undefined || receiver === undefined) return false;
      const { verdict } = connectionsBetween(network, sender, receiver);
      return sender === receiver || isAllowed(verdict, step.protocol, step.toPort) === expected;
    }),
  );
}
