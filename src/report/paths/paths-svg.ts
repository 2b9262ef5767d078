// SPDX-License-Identifier: Apache-2.0
// Attack paths as a picture: what is started from on the left, the goal on the right, a column for each step. It stands alone, follows
// the reader's light or dark theme, and dashes what rests on an assumption.
import type { Arrow, Box, Picture } from '../../proof/paths/picture.ts';
import { columns, printable } from '../style.ts';

interface Placed {
  readonly box: Box;
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

const size = { margin: 28, head: 64, box: 200, gap: 150, row: 26, line: 17, padding: 9, font: 13, label: 11, most: 25 };

export function* pathsSvg(picture: Picture, goal: string): Generator<string> {
  const placed = placedBoxes(picture);
  const bottom = Math.max(...[...placed.values()].map(({ y, height }) => y + height), size.head);
  const right = Math.max(...[...placed.values()].map(({ x }) => x + size.box), 480);
  const [width, height] = [right + size.margin, bottom + size.margin + 34];
  yield `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">\n`;
  yield `<style>${style}</style>\n<rect class="page" width="${width}" height="${height}"/>\n`;
  yield `<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="head" d="M0 0L8 4L0 8z"/></marker></defs>\n`;
  yield `<text class="title" id="title" x="${size.margin}" y="${size.margin + 14}">${escaped(`Paths to ${goal}`)}</text>\n`;
  if (picture.boxes.length === 0) yield `<text class="soft" x="${size.margin}" y="${size.head}">None.</text>\n`;
  const arrows = picture.arrows.flatMap((arrow) => {
    const [from, to] = [placed.get(arrow.from), placed.get(arrow.to)];
    return from === undefined || to === undefined ? [] : [{ arrow, from, to }];
  });
  for (const { arrow, from, to } of arrows) yield curve(arrow, from, to);
  for (const one of placed.values()) yield boxText(one);
  yield* labels(arrows);
  yield `<g class="soft" transform="translate(${size.margin} ${height - size.margin + 6})"><path class="arrow" d="M0 -4H30"/><text x="38">known from the input</text><path class="arrow dashed" d="M190 -4H220"/><text x="228">rests on an assumption</text></g>\n`;
  yield '</svg>\n';
}

/** Columns by steps to the goal; in each the boxes near those that they lead to. */
function placedBoxes({ boxes, arrows }: Picture): Map<string, Placed> {
  const placed = new Map<string, Placed>();
  const last = Math.max(...boxes.map(({ column }) => column), 0);
  const byColumn = Map.groupBy(boxes, ({ column }) => column);
  for (let column = 0; column <= last; column++) {
    const own = (byColumn.get(column) ?? []).map((box) => {
      const targets = arrows.flatMap(({ from, to }) => (from === box.name ? (placed.get(to) ?? []) : []));
      const middles = targets.map(({ y, height }) => y + height / 2);
      const wish = middles.length === 0 ? size.head : middles.reduce((a, b) => a + b, 0) / middles.length;
      return { box, wish, lines: textLines(box.name) };
    });
    let free = size.head;
    for (const { box, wish, lines } of own.toSorted((a, b) => a.wish - b.wish || (a.box.name < b.box.name ? -1 : 1))) {
      const height = lines.length * size.line + 2 * size.padding;
      const y = Math.max(free, Math.round(wish - height / 2));
      placed.set(box.name, { box, lines, x: size.margin + (last - column) * (size.box + size.gap), y, height });
      free = y + height + size.row;
    }
  }
  return placed;
}

/** A name in lines of a box: broken at blanks, slashes and dashes. */
function textLines(name: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of printable(name).split(/(?<=[ /:-])/)) {
    const piece = part.length > size.most ? `${part.slice(0, size.most - 1)}…` : part;
    if (line !== '' && columns(line) + columns(piece.trimEnd()) > size.most) {
      lines.push(line.trimEnd());
      line = piece;
    } else line += piece;
  }
  const all = [...lines, line];
  return all.length > 3 ? [...all.slice(0, 2), `${(all[2] ?? '').slice(0, size.most - 1)}…`] : all;
}

function boxText({ box, lines, x, y, height }: Placed): string {
  const kind = box.isGoal ? 'goal' : box.isSource ? 'source' : 'box';
  const text = lines
    .map((line, index) => `<tspan x="${x + size.box / 2}" y="${y + size.padding + (index + 0.75) * size.line}">${escaped(line)}</tspan>`)
    .join('');
  const members = box.members.length === 0 ? '' : `\n${box.members.slice(0, 60).join('\n')}${box.members.length > 60 ? '\n…' : ''}`;
  return `<g><rect class="${kind}" x="${x}" y="${y}" width="${size.box}" height="${height}" rx="6"/><text class="name ${kind}" text-anchor="middle">${text}</text><title>${escaped(printable(box.name) + members)}</title></g>\n`;
}

function curve({ isSure, ways }: Arrow, from: Placed, to: Placed): string {
  const [x1, y1, x2, y2] = [from.x + size.box, from.y + from.height / 2, to.x, to.y + to.height / 2];
  // Back or within a column only where paths of several lengths meet.
  const bend = x2 > x1 ? (x2 - x1) / 2 : size.gap / 2;
  const title = ways.map(({ how }) => printable(how)).join('\n');
  return `<path class="arrow${isSure ? '' : ' dashed'}" marker-end="url(#head)" d="M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}"><title>${escaped(title)}</title></path>\n`;
}

/** The kinds of edges at the middle of their arrows, pushed apart where they would lie on each other. */
function* labels(arrows: readonly { readonly arrow: Arrow; readonly from: Placed; readonly to: Placed }[]): Generator<string> {
  const wished = arrows.map(({ arrow, from, to }) => ({
    text: labelText(arrow),
    title: arrow.ways.map(({ how }) => printable(how)).join('\n'),
    x: (from.x + size.box + to.x) / 2,
    y: (from.y + from.height / 2 + to.y + to.height / 2) / 2,
  }));
  for (const inGap of Map.groupBy(wished, ({ x }) => x).values()) {
    let free = -Infinity;
    for (const { text, title, x, y } of inGap.toSorted((a, b) => a.y - b.y)) {
      const at = Math.max(free, y);
      free = at + 16;
      yield `<text class="label" x="${x}" y="${at + 4}" font-size="${size.label}">${escaped(text)}<title>${escaped(title)}</title></text>\n`;
    }
  }
}

function labelText({ ways }: Arrow): string {
  const kinds = [...new Set(ways.map(({ kind }) => kind))];
  return kinds.length <= 2 ? kinds.join(', ') : `${kinds.slice(0, 2).join(', ')} +${kinds.length - 2}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const style = `
svg{--page:#fff;--text:#1b1f27;--soft:#596273;--box:#f0f2f7;--edge:#8a93a5;--source:#1b6ec2;--goal:#b4530a;
font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;color-scheme:light dark}
@media (prefers-color-scheme:dark){svg{--page:#0e1117;--text:#e4e8ef;--soft:#9aa5b7;--box:#1a202b;--edge:#6d7789;--source:#5aa9f5;--goal:#f0a050}}
text{fill:var(--text);font-size:13px}.title{font-size:20px;font-weight:600}.soft text{fill:var(--soft);font-size:12px}text.soft{fill:var(--soft)}
.page{fill:var(--page)}rect.box,rect.source,rect.goal{fill:var(--box);stroke:var(--edge)}rect.source{stroke:var(--source);stroke-width:2}
rect.goal{stroke:var(--goal);stroke-width:3}text.goal{font-weight:700}.arrow{fill:none;stroke:var(--edge);stroke-width:1.5}.dashed{stroke-dasharray:5 4}
.head{fill:var(--edge)}.label{fill:var(--soft);font-size:11px;text-anchor:middle;paint-order:stroke;stroke:var(--page);stroke-width:4px;stroke-linejoin:round}
`;
