// SPDX-License-Identifier: Apache-2.0
// What a reader of the report may want to run next.
import { remedyClass } from '../posture/check.ts';
import type { ScanReport } from './scan-report.ts';
import { count, type Page } from './style.ts';

export function nextSteps(report: ScanReport, { ink }: Page, program: string): string[] {
  const [worst] = report.findings;
  const targets = report.targets.join(' ');
  // Nodes are for scan alone.
  const hasLevels = report.counts.workloads > 0 && !report.targets.some((target) => /^--(?:root|configz)/.test(target));
  const commands: (readonly [string, string])[] = [
    ...(worst === undefined ? [] : ([[`explain ${worst.check}`, 'why it matters, with examples']] as const)),
    ...(hasLevels ? ([[`pss ${targets}`, 'the pod security level each namespace could take']] as const) : []),
    ...fixes(report, targets),
    [`scan ${targets} --output rampart.sarif`, 'the same for your code host and editor'],
  ];
  return [ink.bold('Next'), ...commands.flatMap(([command, what]) => [`  ${ink.cyan(`${program} ${command}`)}`, `      ${ink.dim(what)}`])];
}

/** What `fix` would do, where any patch wants no decision. */
function fixes({ findings, cluster }: ScanReport, targets: string): (readonly [string, string])[] {
  const classes = findings.flatMap(({ verdict, sameCauseAs, remedy }) =>
    verdict === 'fail' && sameCauseAs === undefined && remedy?.kind === 'patch' ? remedyClass(remedy) : [],
  );
  const [safe, likely] = (['safe', 'likely-safe'] as const).map((wanted) => classes.filter((found) => found === wanted).length);
  if (cluster !== undefined || (safe ?? 0) + (likely ?? 0) === 0) return [];
  return [
    [
      `fix ${targets} --likely-safe --dry-run`,
      `${count(safe ?? 0, 'patch', 'patches')} that no program notices, ${likely} that few do, as a diff`,
    ],
  ];
}
