// SPDX-License-Identifier: Apache-2.0
// The report in the order and with the numbers of the CIS Kubernetes Benchmark 1.12. Its texts are its own: ours name what we check.
import { displayName } from '../model/object.ts';
import { formatVersion } from '../model/version.ts';
import type { Check } from '../posture/check.ts';
import type { Finding, Tally } from '../posture/finding.ts';
import { positionsOf, type TextOf } from './places.ts';
import type { ScanReport } from './scan-report.ts';
import { clip, columns, count, type Ink, type Page, printable, wrap } from './style.ts';

type Status = 'fail' | 'unknown' | 'pass' | 'no data';

interface Entry {
  readonly number: string;
  readonly check: Check;
  readonly status: Status;
  readonly findings: readonly Finding[];
}

const sections: Readonly<Record<string, string>> = {
  '1.1': 'Control plane: files',
  '1.2': 'Control plane: API server',
  '1.3': 'Control plane: controller manager',
  '1.4': 'Control plane: scheduler',
  '2': 'etcd',
  '3': 'Control plane: authentication and audit',
  '4.1': 'Nodes: files',
  '4.2': 'Nodes: kubelet',
  '4.3': 'Nodes: kube-proxy',
  '5.1': 'Policies: RBAC and ServiceAccounts',
  '5.2': 'Policies: pod security',
  '5.3': 'Policies: network',
  '5.4': 'Policies: secrets',
  '5.5': 'Policies: admission of images',
  '5.6': 'Policies: namespaces and pods',
};

/** Places listed under one number before the rest is only counted. */
const placesShown = 5;

/** Every number that a check of ours decides, with its verdict and the places where it fails. */
export function renderBenchmark(report: ScanReport, textOf: TextOf, { ink, width }: Page): string {
  const entries = entriesOf(report);
  const positions = positionsOf(
    entries.flatMap(({ findings }) => findings),
    textOf,
  );
  const place = (finding: Finding) => {
    if (finding.origin.kind === 'cluster') return `cluster ${printable(finding.origin.context)}`;
    const line = positions.get(finding)?.line;
    return line === undefined ? printable(finding.origin.source) : `${printable(finding.origin.source)}:${line}`;
  };
  const lines = [ink.bold(`CIS Kubernetes Benchmark 1.12 · judged for Kubernetes ${formatVersion(report.kubernetesVersion)}`)];
  for (const [section, ofSection] of Map.groupBy(entries, ({ number }) => sectionOf(number))) {
    lines.push('', ink.bold(`${section}  ${sections[section] ?? ''}`));
    for (const { number, check, status, findings } of ofSection) {
      // A title says what is wrong; where nothing is, the recommendation reads better.
      const text = status === 'fail' ? check.title : clip(check.remedy, Math.max(30, width - 20 - columns(check.id)));
      lines.push(`${badge(ink, status)} ${number.padEnd(7)} ${text}  ${ink.dim(check.id)}`);
      const told = status === 'fail' || status === 'unknown' ? findings : [];
      for (const finding of told.slice(0, placesShown))
        lines.push(`            ${printable(displayName(finding.object))}  ${ink.dim(place(finding))}`);
      if (told.length > placesShown) lines.push(ink.dim(`            … and ${count(told.length - placesShown, 'more place')}`));
      if (status === 'fail')
        lines.push(
          ...wrap(check.remedy, Math.min(width, 110) - 14).map((line, index) =>
            ink.cyan(`${index === 0 ? '          → ' : '            '}${line}`),
          ),
        );
    }
  }
  const amount = (status: Status) => entries.filter((entry) => entry.status === status).length;
  const totals = (['pass', 'fail', 'unknown', 'no data'] as const).map((status) => `${amount(status)} ${status}`).join(' · ');
  return [...lines, '', `${count(entries.length, 'recommendation')} decided by checks: ${totals}`, ''].join('\n');
}

function entriesOf({ checks, tallies, findings }: ScanReport): Entry[] {
  const byCheck = Map.groupBy(findings, ({ check }) => check);
  return [...checks.values()]
    .flatMap((check) =>
      numbersOf(check).map((number) => ({ number, check, status: statusOf(tallies.get(check.id)), findings: byCheck.get(check.id) ?? [] })),
    )
    .toSorted((a, b) => compareNumbers(a.number, b.number) || (a.check.id < b.check.id ? -1 : 1));
}

function numbersOf({ aliases }: Check): string[] {
  return aliases.flatMap((alias) => /^CIS-(\d+(?:\.\d+)+)$/.exec(alias)?.[1] ?? []);
}

function statusOf(tally: Tally | undefined): Status {
  if (tally === undefined) return 'no data';
  if (tally.fail > 0) return 'fail';
  if (tally.unknown > 0) return 'unknown';
  return tally.pass > 0 ? 'pass' : 'no data';
}

/** Section 2 has no parts, and those of 3 are small: each is told as one. */
function sectionOf(number: string): string {
  const [first = '', second = ''] = number.split('.');
  return first === '2' || first === '3' ? first : `${first}.${second}`;
}

function compareNumbers(a: string, b: string): number {
  const [left, right] = [a, b].map((number) => number.split('.').map(Number));
  for (let index = 0; index < 4; index++) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function badge(ink: Ink, status: Status): string {
  const paint = { fail: ink.red, unknown: ink.magenta, pass: ink.green, 'no data': ink.dim }[status];
  return paint(`[${status.toUpperCase()}]`.padEnd(9));
}
