// SPDX-License-Identifier: Apache-2.0
// Where a reader begins: the objects with the most of what is most severe.
import { displayName } from '../model/object.ts';
import { severities } from '../posture/check.ts';
import type { Finding } from '../posture/finding.ts';
import { refKey } from './fault-groups.ts';
import { columns, count, padEnd, type Page, printable } from './style.ts';

/** Objects named in the summary. */
const objectsNamed = 5;

/** Where to begin: the objects with the most of the most severe. */
export function affectedLines(findings: readonly Finding[], { ink, width }: Page): string[] {
  const failed = findings.filter(({ verdict, sameCauseAs }) => verdict === 'fail' && sameCauseAs === undefined);
  const objects = [...Map.groupBy(failed, ({ object }) => refKey(object)).values()].map((ofObject) => ({
    name: ofObject[0] === undefined ? '' : printable(displayName(ofObject[0].object)),
    counts: severities.map((severity) => ofObject.filter((finding) => finding.severity === severity).length),
  }));
  if (objects.length <= objectsNamed) return [];
  const worst = objects.toSorted((a, b) => compareCounts(b.counts, a.counts)).slice(0, objectsNamed);
  const widest = Math.max(...worst.map(({ name }) => columns(name)));
  return [
    `  ${ink.dim(`most affected of ${count(objects.length, 'object')}`)}`,
    ...worst.flatMap(({ name, counts }) => {
      const text = severities.flatMap((severity, index) => ((counts[index] ?? 0) > 0 ? `${counts[index]} ${severity}` : [])).join(' · ');
      return columns(text) + widest + 6 <= width ? [`  ${padEnd(name, widest)}  ${ink.dim(text)}`] : [`  ${name}`, `    ${ink.dim(text)}`];
    }),
    '',
  ];
}

function compareCounts(a: readonly number[], b: readonly number[]): number {
  const differing = a.findIndex((amount, index) => amount !== b[index]);
  return differing < 0 ? 0 : (a[differing] ?? 0) - (b[differing] ?? 0);
}
