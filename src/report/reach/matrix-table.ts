// SPDX-License-Identifier: Apache-2.0
// Everybody against everybody in the terminal: rows send, columns receive.
import { connectionsText } from '../../engines/network/index.ts';
import { type Matrix, type MatrixEdge, matrixEdges, type MatrixNode, type Shade, shadeOf } from '../../proof/reach/matrix.ts';
import { type Standing, standingLines } from './standing.ts';
import { clip, columns, count, type Ink, padEnd, type Page, printable, wrap } from '../style.ts';

const marks: Readonly<Record<Shade, string>> = { all: '●', some: '◐', unknown: '?', none: '·' };

const shades: readonly Shade[] = ['all', 'some', 'unknown', 'none'];

/** Columns of one block, blocks below each other, and edges with some ports that are listed. */
const most = { blocks: 4, listed: 60, label: 30 };

export function renderMatrix(matrix: Matrix, standing: Standing, page: Page, isVerbose: boolean): string {
  const { ink, width } = page;
  const { nodes } = matrix;
  const edges = new Map<number, MatrixEdge>();
  for (const edge of matrixEdges(matrix)) edges.set(edge.from * nodes.length + edge.to, edge);
  const labelWidth = Math.min(most.label, Math.max(...nodes.map(({ short }) => columns(printable(short)) + 2), 10));
  const cell = String(nodes.length).length + 1;
  const perBlock = Math.max(4, Math.floor((width - labelWidth - cell - 1) / cell));
  const blocks = Array.from({ length: Math.ceil(nodes.length / perBlock) }, (_, block) => ({
    first: block * perBlock,
    last: Math.min(nodes.length, (block + 1) * perBlock) - 1,
  }));
  const told = isVerbose ? blocks : blocks.slice(0, most.blocks);
  return [
    ...headLines(matrix, page),
    ...told.flatMap((block) => ['', ...blockLines(nodes, edges, block, { labelWidth, cell }, ink)]),
    ...(told.length < blocks.length
      ? ['', ink.dim(`… and ${count(nodes.length - (told.at(-1)?.last ?? 0) - 1, 'more column')} (-v, or --format svg, has all)`)]
      : []),
    '',
    ...legend(page),
    ...someLines(nodes, [...edges.values()], page, isVerbose),
    ...standingLines(standing, page),
    '',
  ].join('\n');
}

function headLines({ level, workloads, nodes }: Matrix, { ink, width }: Page): string[] {
  const what =
    level === 'workload'
      ? `${count(workloads, 'workload')} and the internet`
      : `${count(workloads, 'workload')} in ${count(nodes.length - 1, 'namespace')}, told by namespace, and the internet (-n NAMESPACE has workloads, --format csv all)`;
  return wrap(`Who reaches whom: ${what}. Rows send, columns receive.`, width).map((line) => ink.bold(line));
}

interface Widths {
  readonly labelWidth: number;
  readonly cell: number;
}

function blockLines(
  nodes: readonly MatrixNode[],
  edges: ReadonlyMap<number, MatrixEdge>,
  { first, last }: { readonly first: number; readonly last: number },
  { labelWidth, cell }: Widths,
  ink: Ink,
): string[] {
  const numbers = Array.from({ length: last - first + 1 }, (_, at) => String(first + at + 1).padStart(cell));
  const lines = [`${' '.repeat(labelWidth + cell + 1)}${ink.dim(numbers.join(''))}`];
  let namespace = '';
  nodes.forEach((node, from) => {
    if (node.namespace !== namespace && node.namespace !== node.short) lines.push(ink.bold(clip(printable(node.namespace), labelWidth)));
    namespace = node.namespace;
    const cells = Array.from({ length: last - first + 1 }, (_, at) => {
      const edge = edges.get(from * nodes.length + first + at);
      const shade = edge === undefined ? 'none' : shadeOf(edge);
      return shadeInk(ink, shade)(marks[shade].padStart(cell));
    });
    const label = clip(`  ${printable(node.short)}`, labelWidth);
    lines.push(`${ink.dim(String(from + 1).padStart(cell))} ${padEnd(label, labelWidth)}${cells.join('')}`);
  });
  return lines;
}

function legend({ ink, width }: Page): string[] {
  const words: Readonly<Record<Shade, string>> = { all: 'everything', some: 'some ports or pods', unknown: 'unknown', none: 'nothing' };
  const parts = shades.map((shade) => `${shadeInk(ink, shade)(marks[shade])} ${words[shade]}`);
  const length = shades.reduce((sum, shade) => sum + columns(words[shade]) + 5, -3);
  return length <= width ? [parts.join('   ')] : parts;
}

function shadeInk(ink: Ink, shade: Shade): (text: string) => string {
  return { all: ink.yellow, some: ink.green, unknown: ink.magenta, none: ink.dim }[shade];
}

/** What the half circles stand for, told by what may be sent. */
function someLines(nodes: readonly MatrixNode[], edges: readonly MatrixEdge[], { ink, width }: Page, isVerbose: boolean): string[] {
  const some = edges.filter((edge) => shadeOf(edge) === 'some' || shadeOf(edge) === 'unknown');
  if (some.length === 0) return [];
  const told = isVerbose ? some : some.slice(0, most.listed);
  const name = (index: number) => {
    const node = nodes[index];
    return node === undefined
      ? ''
      : node.namespace === '' || node.namespace === node.short
        ? node.short
        : `${node.namespace}/${node.short}`;
  };
  return [
    '',
    ...told.flatMap((edge) => {
      const paint = shadeInk(ink, shadeOf(edge));
      return wrap(`${printable(`${name(edge.from)} → ${name(edge.to)}`)}: ${edgeText(edge)}`, width - 4).map(
        (line, index) => `${index === 0 ? `${paint(marks[shadeOf(edge)])} ` : '    '}${line}`,
      );
    }),
    ...(some.length > told.length ? [ink.dim(`… and ${count(some.length - told.length, 'more pair')} (-v lists all)`)] : []),
  ];
}

export function edgeText({ allowed, unknown, uneven }: MatrixEdge): string {
  const parts = [
    ...(allowed.length === 0 ? [] : [connectionsText(allowed)]),
    ...(unknown.length === 0 ? [] : [`perhaps ${connectionsText(unknown)}`]),
  ];
  return `${parts.join(', ') || 'nothing'}${uneven ? ', for some of them' : ''}`;
}
