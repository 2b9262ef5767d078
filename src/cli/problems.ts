// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import type { AuditLog } from '../model/audit/audit-log.ts';
import { type Gap, missingIn } from '../model/inventory.ts';
import type { Problem, ProblemCode } from '../model/problem.ts';
import type { Workload } from '../model/workload.ts';
import { openDocument, type TextOf } from '../report/places.ts';
import { fieldPath } from '../report/quote.ts';
import { printable } from '../report/style.ts';

/** One line a problem on standard error: `file:line:column: reason`. */
export function reportProblems(problems: readonly Problem[]): void {
  for (const { source, line, column, reason } of problems) {
    const place = line === undefined ? source : column === undefined ? `${source}:${line}` : `${source}:${line}:${column}`;
    process.stderr.write(`${printable(place)}: ${printable(reason)}\n`);
  }
}

/** Fields of pod templates that Kubernetes would refuse, with their places. */
export function wrongTypeProblems(workloads: readonly Workload[], textOf: TextOf): Problem[] {
  return workloads.flatMap(({ object, wrongTypes }) => {
    const { origin } = object;
    if (wrongTypes.length === 0 || origin.kind !== 'file') return [];
    const text = textOf(origin.source);
    const document = text === undefined ? undefined : openDocument(origin, text);
    return wrongTypes.map(({ path, expected, found }) => {
      const node = document?.locate(`${origin.pointer}${path}`);
      const position = node === undefined ? {} : document?.lines.positionOf(node.value.start);
      return {
        code: 'wrong-type',
        source: origin.source,
        ...position,
        reason: `${fieldPath(path)} must be ${expected}, not ${found}: Kubernetes refuses this object`,
      } as const;
    });
  });
}

/** What a cluster did not show, where every kind that was asked for is needed: one line at most. */
export function gapProblems(gaps: readonly Gap[], what = 'all of its workloads'): Problem[] {
  const [first] = gaps;
  if (first === undefined) return [];
  const source = first.origin.kind === 'cluster' ? `cluster ${first.origin.context}` : first.origin.source;
  return [{ code: 'forbidden', source, reason: `the cluster does not show ${what}; missing: ${missingIn(gaps)}` }];
}

const losses: ReadonlySet<ProblemCode> = new Set([
  'not-found',
  'interrupted',
  'kubeconfig',
  'credentials',
  'unreachable',
  'list-failed',
  'forbidden',
]);

/** Whether nobody knows how much is missing: what was not read would all seem to be gone. */
export function isLoss({ code }: Problem): boolean {
  return losses.has(code);
}

/** The first broken lines of each log. */
export function brokenLines({ examples }: Pick<AuditLog, 'examples'>): Problem[] {
  return examples.map(({ source, line, reason }) => ({ code: 'syntax', source, line, reason }));
}
