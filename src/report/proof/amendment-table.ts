// SPDX-License-Identifier: Apache-2.0
import type { Amendment } from '../../harden/amendments/amendment.ts';
import { stringify } from '../stringify.ts';
import { count, type Page, printable, wrap } from '../style.ts';
import { amendmentsShown, manifestYaml, patchCommand } from './amendment-files.ts';

/** Amendments that are written out, and those whose titles are told, before the rest is only counted. */
const written = 3;
const titled = 20;

/** Lines of one amendment before it is cut. */
const mostLines = 60;

/** What keeps it working: the first few whole, more by name; `verbose` tells all of it. */
export function amendmentLines(amendments: readonly Amendment[], page: Page, verbose: boolean): string[] {
  if (amendments.length === 0) return [];
  const { ink } = page;
  const told = amendmentsShown(amendments).slice(0, verbose ? undefined : titled);
  const rest = amendments.length - told.length;
  const isShort = !verbose && amendments.length > written;
  // Many workloads are refused for the same: what to know before mending them is said once.
  const known = new Set<string>();
  return [
    '',
    ink.bold(`What keeps it working: ${count(amendments.length, 'amendment')}`),
    ...told.flatMap((amendment, index) => {
      const notes = amendment.notes.filter((note) => !known.has(note));
      for (const note of notes) known.add(note);
      return [...titleLines(amendment, notes, page), ...(verbose || index < written ? contentLines(amendment, page, verbose) : [])];
    }),
    ...(rest > 0 ? [ink.dim(`    … and ${rest.toLocaleString('en-US')} more`)] : []),
    ...(isShort
      ? wrap('-v writes all of them out; --amendments FOLDER writes each to a file for kubectl', page.width - 4).map((line) =>
          ink.dim(`    ${line}`),
        )
      : []),
  ];
}

function titleLines({ title, proven }: Amendment, notes: readonly string[], { ink, width }: Page): string[] {
  const said = proven ? '(tried: it does)' : '(not all of it is mended by this)';
  const mark = proven ? ink.green('+') : ink.yellow('?');
  return [
    ...wrap(printable(`${title} ${said}`), width - 4).map((line, index) => `  ${index === 0 ? mark : ' '} ${line}`),
    ...notes.flatMap((note) =>
      wrap(printable(note), width - 8).map((line, index) => ink.yellow(`      ${index === 0 ? '!' : ' '} ${line}`)),
    ),
  ];
}

function contentLines({ manifests, patches }: Amendment, { ink }: Page, verbose: boolean): string[] {
  const lines = [
    ...patches.flatMap(({ object, patch }) => [
      `# ${patchCommand(object, 'FILE')}, a FILE of`,
      ...patch.map((operation) => `- ${stringify(operation)}`),
    ]),
    ...manifests.flatMap((manifest) => ['---', ...manifestYaml(manifest).trimEnd().split('\n')]),
  ].map((line) => `      ${printable(line)}`);
  const rest = lines.length - mostLines;
  return verbose || rest <= 0 ? lines : [...lines.slice(0, mostLines), ink.dim(`      … and ${count(rest, 'more line')}`)];
}
