// SPDX-License-Identifier: Apache-2.0
import { type ControlViolation, formatLevelVersion, type Level } from '../engines/pod-security/index.ts';
import { formatVersion } from '../model/version.ts';
import type { NamespaceVerdict, PssReport, WorkloadVerdict } from './pss-report.ts';
import { columns, count, type Ink, padEnd, type Page, printable, wrap } from './style.ts';

/** The verdicts in the terminal, a namespace after the other. With a level, only what breaks it is told. */
export function renderPss(report: PssReport, page: Page, level?: Level): string {
  const { ink } = page;
  const lines = report.namespaces.flatMap((namespace) => namespaceLines(namespace, page, level));
  const head = `Pod Security Standards ${formatVersion(report.version)}${level === undefined ? '' : `, level ${level}`}`;
  return [ink.bold(head), '', ...lines, ...summary(report, page), ''].join('\n');
}

function namespaceLines(
  { namespace, policy, exempt, couldTake, workloads }: NamespaceVerdict,
  page: Page,
  level: Level | undefined,
): string[] {
  const { ink } = page;
  const enforced =
    policy === undefined
      ? 'not in the input: its labels are unknown'
      : `enforces ${formatLevelVersion(policy.policy.enforce)}${exempt ? ', but is exempt' : ''}`;
  const could =
    couldTake === undefined ? ink.magenta('unknown') : workloads.length === 0 ? 'any level: it has no workloads' : levelInk(ink, couldTake);
  const name = namespace === '' ? 'no namespace named' : printable(namespace);
  const nameWidth = Math.max(0, ...workloads.map((verdict) => columns(objectName(verdict))));
  return [
    `${ink.bold(name)}  ${ink.dim(namespace === '' ? 'where they are applied decides' : enforced)}`,
    `  could take today: ${could}`,
    ...(policy?.errors ?? []).map(({ message }) => `  ${ink.magenta('!')} ${printable(message)}`),
    ...workloads.flatMap((verdict) => workloadLines(verdict, nameWidth, page, level)),
    '',
  ];
}

function workloadLines(verdict: WorkloadVerdict, nameWidth: number, { ink, width }: Page, level: Level | undefined): string[] {
  const { satisfies, baseline, restricted, refusedToday } = verdict;
  const mark = (ok: boolean) => (satisfies === undefined ? ink.magenta('?') : ok ? ink.green('✓') : ink.red('✗'));
  const marks = `baseline ${mark(baseline.length === 0)}  restricted ${mark(baseline.length + restricted.length === 0)}`;
  const refused = refusedToday === undefined ? '' : ink.red('  refused today');
  const told = [
    ...(level === 'privileged' ? [] : violationLines('baseline', baseline, width, ink)),
    ...(level === 'privileged' || level === 'baseline' ? [] : violationLines('restricted', restricted, width, ink)),
  ];
  if (satisfies === undefined) told.push(`      ${ink.magenta('the pod template has fields of a wrong type: see standard error')}`);
  return [`    ${padEnd(objectName(verdict), nameWidth)}  ${marks}${refused}`, ...told];
}

function violationLines(level: string, violations: readonly ControlViolation[], width: number, ink: Ink): string[] {
  return violations.flatMap(({ reason, detail }) => {
    const lead = `      ${padEnd(level, 12)}`;
    return wrap(printable(detail === '' ? reason : `${reason} (${detail})`), width - columns(lead)).map(
      (line, index) => `${ink.dim(index === 0 ? lead : ' '.repeat(columns(lead)))}${line}`,
    );
  });
}

function summary(report: PssReport, { ink }: Page): string[] {
  const verdicts = report.namespaces.flatMap(({ workloads }) => workloads);
  const at = (level: Level) => verdicts.filter(({ satisfies }) => satisfies === level).length;
  const refused = verdicts.filter(({ refusedToday }) => refusedToday !== undefined).length;
  const unknown = verdicts.filter(({ satisfies }) => satisfies === undefined).length;
  const parts = [
    `${ink.green(String(at('restricted')))} restricted`,
    `${ink.yellow(String(at('baseline')))} baseline`,
    `${ink.red(String(at('privileged')))} privileged`,
    ...(unknown > 0 ? [`${ink.magenta(String(unknown))} unknown`] : []),
  ];
  return [
    `${count(verdicts.length, 'workload')}: ${parts.join(' · ')}`,
    ...(refused > 0
      ? [ink.red(`${count(refused, 'workload')} would be refused by the labels of the namespace at the next start of a pod`)]
      : []),
  ];
}

function levelInk(ink: Ink, level: Level): string {
  return { privileged: ink.red, baseline: ink.yellow, restricted: ink.green }[level](level);
}

function objectName({ object }: WorkloadVerdict): string {
  return printable(`${object.kind}/${object.name}`);
}
