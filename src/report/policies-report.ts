// SPDX-License-Identifier: Apache-2.0
// What observed traffic needs, told to whoever will apply it: the edges with how often and when last, and what is not certain.
import { connectionsText } from '../engines/network/index.ts';
import type { DeclaredEdge, Proven } from '../harden/network-policies/proven.ts';
import { partyName, portName } from '../proof/flows/edge-names.ts';
import type { Edge, Observed } from '../proof/flows/edges.ts';
import type { PolicyProposal, Proposal } from '../harden/network-policies/proposal.ts';
import type { FlowLog } from '../model/flows/flow-table.ts';
import { displayName } from '../model/object.ts';
import { clip, columns, count, type Ink, padEnd, type Page, printable, wrap } from './style.ts';

export interface PoliciesReport {
  readonly proposal: Proposal;
  readonly observed: Observed;
  readonly log: FlowLog;
  readonly proven: Proven;
  readonly declared: readonly DeclaredEdge[];
}

/** Edges, and entries of other lists, that are told before the rest is only counted. */
const shown = 200;
const shownNames = 20;

export function renderPolicies(report: PoliciesReport, page: Page): string {
  const { ink } = page;
  const { observed, proposal, log, proven } = report;
  const broken = log.broken === 0 ? '' : ink.red(`, ${count(log.broken, 'broken line')}`);
  const head = `${count(log.flows, 'flow')} in ${count(observed.edges.length, 'edge')}${broken}: ${count(proposal.policies.length, 'policy', 'policies')}`;
  return [
    ink.bold(head),
    ...edgeTable('Seen', observed.edges, page),
    ...edgeTable('Refused, and not opened', observed.denied, page),
    ...list('Allowed by the policies there are, and never seen', report.declared.map(declaredText), page, ink.yellow),
    ...list('Not certain', proposal.uncertain, page, ink.yellow),
    ...list('Names in the log that are not in the input: nothing is opened for them', counted(observed.unknown), page, ink.magenta),
    ...list('Ports that their Service does not have', counted(observed.strayPorts), page, ink.magenta),
    ...list(
      'Lines that are no flows',
      log.examples.map(({ source, line, reason }) => `${source}:${line}: ${reason}`),
      page,
      ink.red,
    ),
    ...(log.leftOut === 0 ? [] : ['', ink.red(`${count(log.leftOut, 'flow')} left out: the log connects too many different ends`)]),
    '',
    ...proofLines(proven, page),
    '',
  ].join('\n');
}

function proofLines({ allowed, lost }: Proven, { ink }: Page): string[] {
  if (lost.length === 0) return [ink.green(`Every one of ${count(allowed, 'observed edge')} is still allowed with these policies.`)];
  return [
    ink.red(`${count(lost.length, 'observed edge')} would not surely be allowed:`),
    ...lost.slice(0, shownNames).map(({ edge, answer }) => `  ${edgeText(edge)}: ${answer}`),
  ];
}

function edgeTable(title: string, edges: readonly Edge[], { ink, width }: Page): string[] {
  if (edges.length === 0) return [];
  const sorted = edges.toSorted((a, b) => b.count - a.count);
  const rows = sorted
    .slice(0, shown)
    .map(
      (edge) =>
        [
          printable(partyName(edge.source)),
          printable(partyName(edge.destination)),
          portName(edge),
          edge.count.toLocaleString('en-US'),
          timeText(edge.last),
        ] as const,
    );
  const room = Math.max(16, Math.floor((width - 48) / 2));
  const widths = [0, 1, 2, 3].map((column) => Math.min(column < 2 ? room : 12, Math.max(...rows.map((row) => columns(row[column] ?? '')))));
  const heading = ['from', 'to', 'port', 'seen', 'last'];
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, index) => (index === 3 ? cell.padStart(widths[3] ?? 0) : index === 4 ? cell : padEnd(clip(cell, widths[index] ?? 0), widths[index] ?? 0))).join('  ')}`.trimEnd();
  const rest = edges.length - rows.length;
  return [
    '',
    ink.bold(title),
    ink.dim(line(heading)),
    ...rows.map(line),
    ...(rest > 0 ? [ink.dim(`  … and ${count(rest, 'more edge')}`)] : []),
  ];
}

function list(title: string, items: readonly string[], { ink, width }: Page, paint: Ink['red']): string[] {
  if (items.length === 0) return [];
  const rest = items.length - shownNames;
  return [
    '',
    ink.bold(title),
    ...items
      .slice(0, shownNames)
      .flatMap((item) =>
        wrap(printable(item), Math.min(width, 110) - 4).map((text, index) => `${index === 0 ? `  ${paint('•')} ` : '    '}${text}`),
      ),
    ...(rest > 0 ? [ink.dim(`    … and ${rest} more`)] : []),
  ];
}

function counted(counts: ReadonlyMap<string, number>): string[] {
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([name, amount]) => `${name} (${count(amount, 'flow')})`);
}

function edgeText(edge: Edge): string {
  return printable(`${partyName(edge.source)} → ${partyName(edge.destination)} ${portName(edge)}`);
}

function declaredText({ source, destination, connections }: DeclaredEdge): string {
  return `${displayName(source.object)} → ${displayName(destination.object)} ${connectionsText(connections)}`;
}

/** To the minute, in UTC. */
function timeText(time: number | undefined): string {
  return time === undefined ? '' : `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')}Z`;
}

/** The report as data; times are ISO 8601. */
export function policiesData(report: PoliciesReport, manifests: readonly object[]): object {
  const { observed, proposal, log, proven, declared } = report;
  return {
    policies: manifests,
    edges: observed.edges.map(edgeData),
    denied: observed.denied.map(edgeData),
    declaredOnly: declared.map(({ source, destination, connections }) => ({
      from: displayName(source.object),
      to: displayName(destination.object),
      connections: connectionsText(connections),
    })),
    uncertain: proposal.uncertain,
    unknownNames: Object.fromEntries(observed.unknown),
    strayPorts: Object.fromEntries(observed.strayPorts),
    log: { flows: log.flows, broken: log.broken, examples: log.examples, leftOut: log.leftOut },
    proof: { allowed: proven.allowed, lost: proven.lost.map(({ edge, answer }) => ({ ...edgeData(edge), answer })) },
  };
}

function edgeData({ source, destination, protocol, port, count: times, first, last }: Edge): object {
  const iso = (time: number | undefined) => (time === undefined ? undefined : new Date(time).toISOString());
  return { from: partyName(source), to: partyName(destination), protocol, port, count: times, first: iso(first), last: iso(last) };
}

/** A comment above a manifest: for whom it is. */
export function policyComment({ workloads }: PolicyProposal): string {
  return `# ${printable(workloads.map(({ object }) => displayName(object)).join(', '))}: what was observed, and DNS`;
}
