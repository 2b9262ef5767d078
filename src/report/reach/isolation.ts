// SPDX-License-Identifier: Apache-2.0
// Which workloads policies isolate, and which nothing protects.
import { type Isolation, namespaceOf, type Protection } from '../../engines/network/index.ts';
import { displayName } from '../../model/object.ts';
import { csvLine } from '../csv.ts';
import { type Standing, standingLines } from './standing.ts';
import { clip, columns, count, type Ink, padEnd, type Page, printable } from '../style.ts';

const words: Readonly<Record<Protection, string>> = {
  isolated: 'isolated',
  selected: 'selected, not isolated',
  unselected: 'open',
  host: 'of its node',
  mixed: 'pods differ',
  unknown: 'unknown',
};

const most = 200;

export function isUnprotected({ ingress, egress }: Isolation): boolean {
  return ingress !== 'isolated' || egress !== 'isolated';
}

export function renderIsolation(
  all: readonly Isolation[],
  told: readonly Isolation[],
  standing: Standing,
  page: Page,
  isVerbose: boolean,
): string {
  const { ink, width } = page;
  const shown = isVerbose ? told : told.slice(0, most);
  if (shown.length === 0) return `${summary(all)}\n`;
  const wordWidth = Math.max(...shown.flatMap(({ ingress, egress }) => [words[ingress].length, words[egress].length]));
  const room = Math.max(20, width - 2 * wordWidth - 6);
  const nameWidth = Math.min(
    room,
    Math.max(8, ...shown.map(({ workload }) => columns(printable(workload.object.name)) + workload.object.kind.length + 1)),
  );
  const byNamespace = [...Map.groupBy(shown, ({ workload }) => namespaceOf(workload.object))].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    ink.dim(`  ${padEnd('', nameWidth)}  ${padEnd('ingress', wordWidth)}  egress`),
    ...byNamespace.flatMap(([namespace, own]) => [
      ink.bold(printable(namespace)),
      ...own.map(({ workload: { object }, ingress, egress }) => {
        const name = clip(printable(`${object.kind}/${object.name}`), nameWidth);
        return `  ${padEnd(name, nameWidth)}  ${protectionInk(ink, ingress)(padEnd(words[ingress], wordWidth))}  ${protectionInk(ink, egress)(words[egress])}`;
      }),
    ]),
    ...(told.length > shown.length ? [ink.dim(`… and ${count(told.length - shown.length, 'more workload')} (-v lists all)`)] : []),
    '',
    summary(all),
    ...standingLines(standing, page),
    '',
  ].join('\n');
}

function summary(all: readonly Isolation[]): string {
  const amount = (isMeant: (one: Isolation) => boolean) => all.filter(isMeant).length.toLocaleString('en-US');
  const [ingress, egress] = [amount((one) => one.ingress === 'isolated'), amount((one) => one.egress === 'isolated')];
  const both = amount((one) => !isUnprotected(one));
  return `${count(all.length, 'workload')}: ${ingress} isolated for ingress, ${egress} for egress, ${both} for both`;
}

function protectionInk(ink: Ink, protection: Protection): (text: string) => string {
  if (protection === 'isolated') return ink.green;
  return protection === 'unknown' || protection === 'mixed' ? ink.magenta : protection === 'unselected' ? ink.red : ink.yellow;
}

export function isolationData(told: readonly Isolation[], standing: Standing): object {
  return {
    schema: 'rampart.dev/reach-isolation/v1',
    ...standing,
    workloads: told.map(({ workload, ingress, egress }) => ({ workload: displayName(workload.object), ingress, egress })),
  };
}

export function* isolationCsv(told: readonly Isolation[]): Generator<string> {
  yield csvLine(['workload', 'ingress', 'egress']);
  for (const { workload, ingress, egress } of told) yield csvLine([displayName(workload.object), ingress, egress]);
}
