// SPDX-License-Identifier: Apache-2.0
// A proof as a comment on a pull request: the verdict, what breaks, what keeps it working. Nothing of the input can become markup.
import type { PathChange } from '../../proof/paths-changed.ts';
import type { Amendment } from '../../harden/amendments/amendment.ts';
import { code, fenced, html, mostCharacters, text } from '../markdown-text.ts';
import type { TextOf } from '../places.ts';
import { count } from '../style.ts';
import { amendmentsShown, manifestYaml, patchCommand, patchJson } from './amendment-files.ts';
import { type BreakGroup, breakGroups, breakTitles, ownersText, seenOfAll } from './break-groups.ts';
import { placesOf, type ProofReport, seenText } from './proof-report.ts';
import { effectsText, evidenceTexts, findingLines, gainedText, heldText, pathTexts, verdictText } from './proof-text.ts';

/** Entries of one list before the rest is only counted. */
const shown = 20;

/** Of one text of the input: a name that is longer leaves room for the others. */
const mostOfText = 1_000;

/** A part of the comment that may lack its last pieces, where there is no room for them. */
interface Section {
  readonly title: string;
  readonly pieces: readonly (readonly string[])[];
  /** What is said of the pieces that have no room. */
  readonly leftOut: (amount: number) => string;
}

export function renderProofMarkdown(report: ProofReport, textOf: TextOf): string {
  const places = placesOf(report.breaks, textOf);
  const groups = breakGroups(report.breaks);
  const head = headLines(report);
  const breaks = [...Map.groupBy(groups, ({ kind }) => kind)].map(
    ([kind, own]): Section => ({
      title: `### ${breakTitles[kind]}: ${own.reduce((sum, group) => sum + group.breaks.length, 0).toLocaleString('en-US')}`,
      pieces: own.map((group) => groupLines(group, (one) => places.get(one))),
      leftOut: (amount) => `_… and ${count(amount, 'more entry', 'more entries')}, which \`rampart prove\` tells._`,
    }),
  );
  const rest = [unknownSection(report), ...findingSections(report)];
  const evidence = evidenceLines(report);
  // What breaks comes first where room is short, then what is not known; amendments can be had as files.
  let left = mostCharacters - lengthOf(head) - lengthOf(evidence);
  const fit = (section: Section) => {
    const [lines, length] = fitted(section, left);
    left -= length;
    return lines;
  };
  const [breakTexts, restTexts] = [breaks.flatMap(fit), rest.flatMap(fit)];
  return [...head, ...breakTexts, ...fit(amendmentSection(report.amendments)), ...restTexts, ...evidence].join('\n');
}

function fitted({ title, pieces, leftOut }: Section, room: number): [readonly string[], number] {
  const ends = 200 + title.length;
  if (pieces.length === 0 || room < ends) return [[], 0];
  let left = room - ends;
  const told: string[] = [];
  let missing = 0;
  for (const piece of pieces) {
    if (lengthOf(piece) > left) {
      missing += 1;
      continue;
    }
    left -= lengthOf(piece);
    told.push(...piece);
  }
  const lines = [title, '', ...told, ...(told.at(-1) === '' ? [] : ['']), ...(missing === 0 ? [] : [leftOut(missing), ''])];
  return [lines, lengthOf(lines)];
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

function headLines(report: ProofReport): string[] {
  const { problems, proof, asked, verdict } = report;
  const told = problems.slice(0, shown);
  return [
    `## Rampart proof: ${verdict}`,
    '',
    `**${verdict.toUpperCase()}**: ${verdictText(report)}.`,
    '',
    code(clipped(`rampart prove ${asked.join(' ')}`)),
    '',
    `${said(effectsText(proof.change.effects))}; ${said(heldText(report))}.`,
    '',
    ...(problems.length === 0
      ? []
      : [
          '> [!WARNING]',
          `> Incomplete: ${count(problems.length, 'problem')} with the input.`,
          ...told.map(
            ({ source, line, reason }) => `> - ${code(clipped(line === undefined ? source : `${source}:${line}`))} ${said(reason)}`,
          ),
          ...(problems.length > told.length ? [`> - … and ${problems.length - told.length} more`] : []),
          '',
        ]),
  ];
}

function groupLines(
  { subject, what, because, breaks, members }: BreakGroup,
  placeOf: (one: BreakGroup['breaks'][number]) => string | undefined,
) {
  const places = [...new Set(breaks.flatMap((one) => placeOf(one) ?? []))];
  const facts = [seenText(seenOfAll(breaks)), ownersText(breaks)].filter((fact) => fact !== '');
  const [place] = places;
  const where = place === undefined || places.length > 1 ? [] : [code(clipped(place))];
  return [
    `- ${members.length === 0 ? code(clipped(subject)) : `**${said(subject)}**`} ${said(what)}`,
    ...because.map((line) => `  - ${said(line)}`),
    ...(facts.length + where.length === 0 ? [] : [`  - ${[...facts.map(said), ...where].join(' · ')}`]),
    ...members.flatMap(({ label, members: own }) => [
      '',
      `  <details><summary>${html(clipped(label === '' ? `all ${own.length.toLocaleString('en-US')}` : `${own.length.toLocaleString('en-US')} ${label}`))}</summary>`,
      '',
      ...own.slice(0, shown).map(({ text: name, one }) => {
        const own = placeOf(one);
        return `  - ${said(name)}${places.length > 1 && own !== undefined ? ` ${code(clipped(own))}` : ''}${one.seen === undefined ? '' : ` (${seenText(one.seen)})`}`;
      }),
      ...(own.length > shown ? [`  - … and ${count(own.length - shown, 'more', 'more')}`] : []),
      '',
      '  </details>',
      '',
    ]),
  ];
}

function amendmentSection(amendments: readonly Amendment[]): Section {
  return {
    title: '### What keeps it working',
    pieces: amendmentsShown(amendments).map(amendmentLines),
    leftOut: (amount) => `_… and ${count(amount, 'more', 'more')}: \`rampart prove --amendments FOLDER\` writes each to a file._`,
  };
}

function amendmentLines({ title, notes, proven, manifests, patches }: Amendment): string[] {
  return [
    `<details><summary>${html(clipped(title))} <em>(${proven ? 'tried: it does' : 'not all of it is mended by this'})</em></summary>`,
    '',
    ...notes.map((note) => `- ${said(note)}`),
    ...(notes.length === 0 ? [] : ['']),
    ...(manifests.length === 0 ? [] : fenced('yaml', manifests.map(manifestYaml).join('---\n').trimEnd().split('\n'))),
    ...patches.flatMap(({ object, patch }) => [
      code(clipped(patchCommand(object, 'patch.json'))),
      '',
      ...fenced('json', patchJson(patch).trimEnd().split('\n')),
    ]),
    '</details>',
    '',
  ];
}

function unknownSection({ unknown }: ProofReport): Section {
  const told = unknown.slice(0, shown);
  return {
    title: '### Not known',
    pieces: [
      ...told.map(({ what, missing }) => [`- ${said(what)}; missing: ${said(missing)}`]),
      ...(unknown.length > told.length ? [[`- … and ${count(unknown.length - told.length, 'more', 'more')}`]] : []),
    ],
    leftOut: (amount) => `_… and ${count(amount, 'more entry', 'more entries')}._`,
  };
}

function findingSections(report: ProofReport): Section[] {
  const { closed, opened } = report.proof.findings;
  const gained = gainedText(report);
  const lines = (findings: typeof closed) => findingLines(findings).map(({ check, where }) => [`- ${code(check)} ${code(clipped(where))}`]);
  const leftOut = (amount: number) => `_… and ${count(amount, 'more check')}._`;
  return [
    { title: `### What it closes: ${count(closed.length, 'finding')}`, pieces: lines(closed), leftOut },
    {
      title: `### What it opens: ${count(opened.length, 'finding')}`,
      pieces: [...lines(opened), ...(gained === '' ? [] : [[`- ${said(gained)}`]])],
      leftOut,
    },
    ...pathSection('closes', report.proof.paths?.closed ?? []),
    ...pathSection('opens', report.proof.paths?.opened ?? []),
  ];
}

function pathSection(does: string, changes: readonly PathChange[]): Section[] {
  if (changes.length === 0) return [];
  const title = `### Attack paths that it ${does}: ${changes.length.toLocaleString('en-US')}`;
  return [
    {
      title,
      pieces: pathTexts(changes).map((line) => [`- ${said(clipped(line))}`]),
      leftOut: (amount) => `_… and ${count(amount, 'more path')}._`,
    },
  ];
}

function evidenceLines(report: ProofReport): string[] {
  const told = report.inputs.slice(0, shown);
  return [
    '<details><summary>Evidence</summary>',
    '',
    ...evidenceTexts(report).map((line) => `- ${said(line)}`),
    ...told.map(({ role, name, sha256 }) => `- ${role} ${code(clipped(name))}: sha256 ${code(sha256)}`),
    ...(report.inputs.length > told.length ? [`- … and ${count(report.inputs.length - told.length, 'more input')}`] : []),
    '',
    '</details>',
    '',
  ];
}

function said(value: string): string {
  return text(clipped(value));
}

function clipped(value: string): string {
  return value.length > mostOfText ? `${value.slice(0, mostOfText).toWellFormed()}…` : value;
}
