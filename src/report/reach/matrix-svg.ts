// SPDX-License-Identifier: Apache-2.0
// Everybody against everybody as a picture: rows send, columns receive, a band for each namespace. It stands alone, follows the
// reader's light or dark theme, and says with shapes what it says with colours.
import { rangesOf } from '../../engines/network/index.ts';
import { type Matrix, type MatrixEdge, matrixEdges, type MatrixNode, type Shade, shadeOf } from '../../proof/reach/matrix.ts';
import { columns, count, printable } from '../style.ts';
import { edgeText } from './matrix-table.ts';

interface Group {
  readonly namespace: string;
  readonly first: number;
  readonly size: number;
}

interface Layout {
  readonly nodes: readonly MatrixNode[];
  readonly groups: readonly Group[];
  readonly cell: number;
  readonly font: number;
  readonly left: number;
  readonly top: number;
  /** Of a row or column from the corner of the grid. */
  readonly at: (index: number) => number;
  readonly extent: number;
}

const space = { margin: 24, title: 62, group: 8, band: 20, legend: 44 };
const characterWidth = 0.56;

export function* matrixSvg(matrix: Matrix): Generator<string> {
  const layout = layoutOf(matrix);
  const { left, top, extent } = layout;
  const [width, height] = [Math.max(left + extent + space.margin, 560), top + extent + space.legend + space.margin];
  yield `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">\n`;
  yield `<style>${style}</style>\n<rect class="page" width="${width}" height="${height}"/>\n`;
  yield* heading(matrix);
  yield* bands(layout);
  yield* labels(layout);
  yield* cells(matrix, layout);
  yield* legend(top + extent + 30);
  yield '</svg>\n';
}

/** Few cells are large enough for the ports in them. */
function layoutOf({ nodes }: Matrix): Layout {
  const groups: Group[] = [];
  nodes.forEach(({ namespace }, index) => {
    const last = groups.at(-1);
    if (last?.namespace === namespace) groups[groups.length - 1] = { ...last, size: last.size + 1 };
    else groups.push({ namespace, first: index, size: 1 });
  });
  const cell = nodes.length <= 16 ? 44 : nodes.length <= 40 ? 22 : nodes.length <= 80 ? 16 : 12;
  const font = nodes.length <= 16 ? 13 : nodes.length <= 40 ? 12 : nodes.length <= 80 ? 11 : 9;
  const longest = Math.max(...nodes.map(({ short }) => columns(shown(short))), 8) * font * characterWidth;
  const widestBand = Math.max(...groups.map(({ namespace }) => columns(shown(namespace))), 4) * 11 * characterWidth;
  const groupOf = nodes.map(({ namespace }) => groups.findIndex((group) => group.namespace === namespace));
  return {
    nodes,
    groups,
    cell,
    font,
    left: Math.ceil(space.margin + widestBand + 14 + longest + 12),
    top: Math.ceil(space.margin + space.title + space.band + longest + 12),
    at: (index) => index * cell + (groupOf[index] ?? 0) * space.group,
    extent: nodes.length * cell + Math.max(0, groups.length - 1) * space.group,
  };
}

/** Longer names are cut: the title of the cell has them whole. */
const longestName = 34;

function shown(text: string): string {
  const plain = printable(text);
  return plain.length > longestName ? `${plain.slice(0, longestName - 1)}…` : plain;
}

function* heading({ level, workloads, nodes }: Matrix): Generator<string> {
  const what =
    level === 'workload' ? count(workloads, 'workload') : `${count(workloads, 'workload')} in ${count(nodes.length - 1, 'namespace')}`;
  yield `<text class="title" id="title" x="${space.margin}" y="${space.margin + 18}">Who reaches whom</text>\n`;
  yield `<text class="soft" x="${space.margin}" y="${space.margin + 40}" font-size="13">${what} and the internet, by network policies. Rows send, columns receive.</text>\n`;
}

function* bands({ groups, at, cell, left, top, extent }: Layout): Generator<string> {
  const end = top + extent;
  for (const { namespace, first, size } of groups) {
    const [start, length] = [at(first), size * cell];
    yield `<rect class="band" x="${space.margin}" y="${top + start}" width="${left - space.margin + extent}" height="${length}" rx="3"/>\n`;
    yield `<rect class="band" x="${left + start}" y="${space.margin + space.title}" width="${length}" height="${end - space.margin - space.title}" rx="3"/>\n`;
    if (namespace === '') continue;
    yield `<text class="name" x="${space.margin + 6}" y="${top + start + Math.min(length / 2, 30) + 4}" font-size="11">${escaped(shown(namespace))}</text>\n`;
    const room = Math.floor((length - 8) / (11 * characterWidth));
    const text = shown(namespace).length <= room ? shown(namespace) : room >= 4 ? `${shown(namespace).slice(0, room - 1)}…` : '';
    if (text !== '')
      yield `<text class="name" x="${left + start + 5}" y="${space.margin + space.title + 14}" font-size="11">${escaped(text)}<title>${escaped(printable(namespace))}</title></text>\n`;
  }
}

function* labels({ nodes, at, cell, font, left, top }: Layout): Generator<string> {
  for (const [index, { short, name }] of nodes.entries()) {
    const middle = at(index) + cell / 2;
    const text = `${escaped(shown(short))}<title>${escaped(printable(name))}</title>`;
    yield `<text x="${left - 8}" y="${top + middle}" font-size="${font}" text-anchor="end" dominant-baseline="central">${text}</text>\n`;
    yield `<text transform="translate(${left + middle} ${top - 8}) rotate(-90)" font-size="${font}" dominant-baseline="central">${text}</text>\n`;
  }
}

function* cells(matrix: Matrix, { nodes, at, cell, left, top }: Layout): Generator<string> {
  // The grid first, so that what is denied is seen as an empty field.
  for (const [from] of nodes.entries()) {
    for (const [to] of nodes.entries()) {
      const kind = from === to ? 'own' : 'none';
      yield `<rect class="${kind}" x="${left + at(to) + 1}" y="${top + at(from) + 1}" width="${cell - 2}" height="${cell - 2}" rx="2"/>`;
    }
  }
  yield '\n';
  for (const edge of matrixEdges(matrix)) {
    const [x, y] = [left + at(edge.to), top + at(edge.from)];
    const title = `${nodes[edge.from]?.name ?? ''} → ${nodes[edge.to]?.name ?? ''}: ${edgeText(edge)}`;
    yield `<g>${shape(shadeOf(edge), x, y, cell)}${cell < 40 ? '' : portsText(edge, x + cell / 2, y + cell / 2)}<title>${escaped(printable(title))}</title></g>\n`;
  }
}

/** A full field, one that is filled in part, or a question mark in a frame. */
function shape(shade: Shade, x: number, y: number, cell: number): string {
  const field = (inset: number, kind: string) =>
    `<rect class="${kind}" x="${x + inset}" y="${y + inset}" width="${cell - 2 * inset}" height="${cell - 2 * inset}" rx="2"/>`;
  switch (shade) {
    case 'all':
      return field(1, 'all');
    case 'some':
      return cell < 40 ? field(1, 'frame') + field(Math.round(cell * 0.26), 'some') : field(1, 'some');
    case 'unknown':
      return `${field(1.5, 'unknown')}<text class="mark" x="${x + cell / 2}" y="${y + cell / 2}" font-size="${Math.min(14, cell - 2)}">?</text>`;
    case 'none':
      return '';
  }
}

function portsText(edge: MatrixEdge, x: number, y: number): string {
  const shade = shadeOf(edge);
  if (shade === 'unknown') return '';
  const ranges = rangesOf(edge.allowed);
  const [only] = ranges;
  const text =
    shade === 'all'
      ? 'all'
      : ranges.length === 1 && only !== undefined && only.first === only.last
        ? `${only.first}`
        : `${ranges.length.toLocaleString('en-US')} sets`;
  const isOne = /^\d+$/.test(text) && only !== undefined && only.protocol !== 'TCP';
  const lines = isOne
    ? [only.protocol, text]
    : ranges.length > 1 && ranges.length <= 2
      ? ranges.map(({ first, last }) => (first === last ? `${first}` : '…'))
      : [text];
  return lines
    .map(
      (line, index) => `<text class="on" x="${x}" y="${y + (index - (lines.length - 1) / 2) * 12}" font-size="11">${escaped(line)}</text>`,
    )
    .join('');
}

function* legend(y: number): Generator<string> {
  const parts: readonly (readonly [Shade, string])[] = [
    ['all', 'everything'],
    ['some', 'some ports or pods'],
    ['unknown', 'unknown'],
    ['none', 'nothing'],
  ];
  let at = space.margin;
  for (const [shade, text] of parts) {
    yield `<g><rect class="none edge" x="${at + 1}" y="${y + 1}" width="14" height="14" rx="2"/>${shape(shade, at, y, 16)}<text x="${at + 22}" y="${y + 8}" font-size="12" dominant-baseline="central">${text}</text></g>\n`;
    at += 40 + columns(text) * 12 * characterWidth;
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const style = `
svg{--page:#fff;--text:#1b1f27;--soft:#596273;--band:#f0f2f7;--none:#fff;--own:#e3e7ef;--all:#b4530a;--some:#1b6ec2;--unknown:#7440b0;--on:#fff;
font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;color-scheme:light dark}
@media (prefers-color-scheme:dark){svg{--page:#0e1117;--text:#e4e8ef;--soft:#9aa5b7;--band:#1a202b;--none:#0e1117;--own:#2b323e;--all:#f0a050;--some:#5aa9f5;--unknown:#c79df5;--on:#0e1117}}
text{fill:var(--text)}.title{font-size:20px;font-weight:600}.soft,.name{fill:var(--soft)}.name{font-weight:600}
.page{fill:var(--page)}.band{fill:var(--band)}.none{fill:var(--none)}.own{fill:var(--own)}.all{fill:var(--all)}.some{fill:var(--some)}
.frame{fill:none;stroke:var(--some);stroke-width:1}.unknown{fill:none;stroke:var(--unknown);stroke-width:1.5;stroke-dasharray:3 2}
.edge{stroke:var(--soft);stroke-width:.6}.mark{fill:var(--unknown);font-weight:700}.mark,.on{text-anchor:middle;dominant-baseline:central}.on{fill:var(--on);font-weight:600}
`;
