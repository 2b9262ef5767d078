// SPDX-License-Identifier: Apache-2.0
// A proof in the terminal: the verdict first, then every break with its owner and what keeps it working, then what it closes.
import { dump } from 'js-yaml';
import type { Amendment } from '../../harden/amendments/amendment.ts';
import { displayName } from '../../model/object.ts';
import { formatVersion } from '../../model/version.ts';
import type { Break, BreakKind } from '../../proof/breaks.ts';
import type { Effect } from '../../proof/change/change.ts';
import { placesOf, type ProofReport, seenText, timeText } from './proof-report.ts';
import type { TextOf } from '../places.ts';
import { fieldPath } from '../quote.ts';
import { count, type Ink, type Page, printable, wrap } from '../style.ts';

/** Entries of a list that are told before the rest is only counted; `verbose` tells all. */
const shown = 20;

const titles: Readonly<Record<BreakKind, string>> = {
  'workload refused': 'Workloads whose pods would be refused',
  'observed flow cut': 'Observed flows that are cut',
  'declared flow cut': 'Flows that manifests declare, cut',
  'API call denied': 'Recorded API calls that are denied',
  'reference broken': 'Objects that need what is removed',
};

export function renderProof(report: ProofReport, textOf: TextOf, page: Page, verbose: boolean): string {
  const { ink } = page;
  const byKind = Map.groupBy(report.breaks, ({ kind }) => kind);
  const places = placesOf(report.breaks, textOf);
  return [
    ...headLines(report, page),
    '',
    verdictLine(report, ink),
    ...[...byKind].flatMap(([kind, breaks]) => breakLines(titles[kind], breaks, places, page, verbose)),
    ...amendmentLines(report.amendments, page),
    ...listed(
      'Not known',
      report.unknown.map(({ what, missing }) => `${what}; missing: ${missing}`),
      ink.magenta,
      page,
      verbose,
    ),
    ...closedLines(report, page, verbose),
    ...evidenceLines(report, page),
    '',
  ].join('\n');
}

function headLines({ proof, asked, rampartVersion }: ProofReport, { ink, width }: Page): string[] {
  const { before, change } = proof;
  const held = `held against ${count(before.workloads.length, 'workload')} in ${count(before.objects.length, 'object')}${before.cluster === undefined ? '' : ` of cluster ${printable(before.cluster)}`}, for Kubernetes ${formatVersion(before.version)}`;
  return [
    ink.bold(`Rampart ${rampartVersion} · proof of ${printable(asked.join(' '))}`),
    ...wrap(`${effectsText(change.effects)}; ${held}`, width),
  ];
}

function effectsText(effects: readonly Effect[]): string {
  if (effects.length === 0) return 'the change changes nothing';
  const amounts = (['added', 'changed', 'removed'] as const).flatMap((kind) => {
    const own = effects.filter((effect) => effect.kind === kind);
    return own.length === 0 ? [] : `${count(own.length, 'object')} ${kind}`;
  });
  return amounts.join(', ');
}

function verdictText({ verdict, breaks, unknown }: ProofReport): string {
  const open = unknown.length === 0 ? '' : `; ${count(unknown.length, 'thing')} not known`;
  if (verdict === 'fail') return `it breaks ${count(breaks.length, 'thing')}${open}`;
  return verdict === 'unknown' ? `nothing is known to break${open}` : 'nothing breaks';
}

function verdictLine(report: ProofReport, ink: Ink): string {
  const paint = { pass: ink.green, fail: ink.red, unknown: ink.magenta }[report.verdict];
  return paint(ink.bold(`${report.verdict.toUpperCase()}: ${verdictText(report)}`));
}

function breakLines(title: string, breaks: readonly Break[], places: ReadonlyMap<Break, string>, page: Page, verbose: boolean): string[] {
  const { ink, width } = page;
  const told = verbose ? breaks : breaks.slice(0, shown);
  const rest = breaks.length - told.length;
  return [
    '',
    ink.bold(`${title}: ${breaks.length.toLocaleString('en-US')}`),
    ...told.flatMap((one) => [
      ...hanging(`${ink.red('✗')} `, `${one.subject} ${one.what}`, width, 2),
      ...[...one.because, seenText(one.seen), one.owner === undefined ? '' : `owner: ${one.owner}`, placeText(one, places)]
        .filter((line) => line !== '')
        .flatMap((line) => wrap(printable(line), Math.min(width, 120) - 6).map((text) => `      ${ink.dim(text)}`)),
    ]),
    ...(rest > 0 ? [ink.dim(`    … and ${rest.toLocaleString('en-US')} more: -v tells them`)] : []),
  ];
}

function placeText(one: Break, places: ReadonlyMap<Break, string>): string {
  const position = places.get(one);
  if (position === undefined || one.place === undefined) return '';
  return one.place.path === '' ? position : `${position}  ${fieldPath(one.place.path)}`;
}

function amendmentLines(amendments: readonly Amendment[], page: Page): string[] {
  if (amendments.length === 0) return [];
  const { ink, width } = page;
  return [
    '',
    ink.bold('What keeps it working'),
    ...amendments.flatMap(({ title, notes, proven, manifests, patches }) => [
      ...hanging(
        `${proven ? ink.green('+') : ink.yellow('?')} `,
        `${title}${proven ? ' (tried: it does)' : ' (not all of it is mended by this)'}`,
        width,
        2,
      ),
      ...notes.flatMap((note) => hanging('! ', note, Math.min(width, 120), 6).map((line) => ink.yellow(line))),
      ...patches.flatMap(({ object, patch }) => [
        `      # kubectl patch ${printable(displayName(object))} --type json`,
        ...patch.map(
          (operation) =>
            `      - ${printable(JSON.stringify(operation, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)))}`,
        ),
      ]),
      ...manifests.flatMap((manifest) =>
        ['---', ...dump(manifest, { lineWidth: 120 }).trimEnd().split('\n')].map((line) => `      ${printable(line)}`),
      ),
    ]),
  ];
}

function closedLines({ proof: { findings, network, permissions } }: ProofReport, page: Page, verbose: boolean): string[] {
  const { ink } = page;
  const names = (list: typeof findings.closed) =>
    [...Map.groupBy(list, ({ check }) => check)].map(
      ([check, own]) => `${check}: ${own.length === 1 ? displayName(own[0]?.object ?? nobody) : count(own.length, 'place')}`,
    );
  const gained = network?.declared.gained.length ?? 0;
  const given = (permissions?.changes ?? []).filter(({ change }) => change === 'gained').length;
  return [
    ...listed(`What it closes: ${count(findings.closed.length, 'finding')}`, names(findings.closed), ink.green, page, verbose),
    ...listed(`What it opens: ${count(findings.opened.length, 'finding')}`, names(findings.opened), ink.yellow, page, verbose),
    ...(given === 0 ? [] : ['', ink.yellow(`${count(given, 'permission')} gained: rampart diff --rbac tells which`)]),
    ...(gained === 0
      ? []
      : ['', ink.yellow(`${count(gained, 'pair')} may connect that could not before: rampart diff --network tells which`)]),
  ];
}

const nobody = { apiVersion: '', kind: '', namespace: '', name: '' };

function listed(title: string, items: readonly string[], paint: Ink['red'], { ink, width }: Page, verbose: boolean): string[] {
  if (items.length === 0) return [];
  const told = verbose ? items : items.slice(0, shown);
  return [
    '',
    ink.bold(title),
    ...told.flatMap((item) => hanging(`${paint('•')} `, item, Math.min(width, 120), 2)),
    ...(items.length > told.length ? [ink.dim(`    … and ${items.length - told.length} more: -v tells them`)] : []),
  ];
}

function evidenceLines({ inputs, proof, at, audit }: ProofReport, { ink, width }: Page): string[] {
  const { admission, network } = proof;
  const observed = network?.observed;
  const times = observed?.log.rows.flatMap(({ first, last }) => [first ?? last, last ?? first].filter((time) => time !== undefined)) ?? [];
  const window =
    times.length === 0
      ? ''
      : `, ${timeText(times.reduce((a, b) => Math.min(a, b)))} to ${timeText(times.reduce((a, b) => Math.max(a, b)))}`;
  const lines = [
    `${count(admission.judged, 'workload')} judged by admission, ${count(admission.standing.length, 'refusal')} of before stand${admission.standing.length === 1 ? 's' : ''}`,
    ...(observed === undefined
      ? []
      : [
          `${count(observed.judged, 'observed edge')} of ${count(observed.log.flows, 'flow')}${window}${observed.contradicted.length === 0 ? '' : `; ${observed.contradicted.length} seen although today's policies refuse them`}`,
        ]),
    ...(audit === undefined
      ? []
      : [
          `${count(audit.events, 'recorded event')}, ${timeText(audit.first)} to ${timeText(audit.last)}: ${count(proof.calls?.judged ?? 0, 'different call')} judged${(proof.calls?.otherwise ?? 0) === 0 ? '' : `, ${proof.calls?.otherwise} of them allowed by what is not in the inventory`}`,
        ]),
    ...inputs.map(({ role, name, sha256 }) => `${role} ${name}: sha256 ${sha256.slice(0, 16)}…`),
    `made ${timeText(at)}; it holds for as long as these stay the same`,
  ];
  return ['', ink.bold('Evidence'), ...lines.flatMap((line) => hanging('  ', line, Math.min(width, 120), 0).map((text) => ink.dim(text)))];
}

function hanging(mark: string, text: string, width: number, indent: number): string[] {
  return wrap(printable(text), width - indent - 2).map((line, index) => `${' '.repeat(indent)}${index === 0 ? mark : '  '}${line}`);
}
