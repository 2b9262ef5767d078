// SPDX-License-Identifier: Apache-2.0
// The picture of the terminal in the READMEs: what a scan of the example shop really prints, as SVG.
import path from 'node:path';
import { readPaths } from '../src/adapters/files/read-paths.ts';
import { buildInventory } from '../src/model/inventory.ts';
import { newestKubernetes } from '../src/model/version.ts';
import type { Check } from '../src/posture/check.ts';
import { evaluate } from '../src/posture/evaluate.ts';
import { scanReport } from '../src/report/scan-report.ts';
import { page } from '../src/report/style.ts';
import { renderTable } from '../src/report/table.ts';
import { testTime } from '../src/posture/testing.ts';

const width = 100;
const folder = 'examples/shop';

/** The first lines of the report and its end, drawn. */
export async function terminalPicture(root: string, rampartVersion: string, checks: readonly Check[]): Promise<string> {
  const previous = process.cwd();
  process.chdir(root);
  try {
    const read = await readPaths([folder]);
    const inventory = buildInventory(read, newestKubernetes);
    const evaluation = evaluate(inventory, checks, testTime);
    const { files, problems } = read;
    const report = scanReport({ rampartVersion, targets: [folder], files, inventory, checks, evaluation, problems });
    const lines = renderTable(report, read.textOf, page(width, true), { verbose: false, program: 'rampart' }).trimEnd().split('\n');
    const summary = lines.findIndex((line) => line.includes('SUMMARY'));
    const shown = [`$ rampart scan ${folder}`, '', ...lines.slice(0, 44), '  ⋮', '', ...lines.slice(summary)];
    return svg(shown);
  } finally {
    process.chdir(previous);
  }
}

const inks: Readonly<Record<string, string>> = { 31: '#ff7b72', 32: '#7ee787', 33: '#e3b341', 35: '#d2a8ff', 36: '#79c0ff' };
const cell = { width: 8.43, height: 19 };

function svg(lines: readonly string[]): string {
  const [w, h] = [Math.ceil(width * cell.width + 40), lines.length * cell.height + 40];
  const rows = lines.map((line, index) => `<text x="20" y="${30 + index * cell.height}">${spans(line)}</text>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}" role="img" aria-label="A scan of the example shop in a terminal">`,
    `<rect width="${w}" height="${h}" rx="8" fill="#0d1117"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#e6edf3" xml:space="preserve">`,
    ...rows,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

// oxlint-disable-next-line no-control-regex -- escape sequences begin with one
const escapeSequence = /(\u001b\[\d+m)/;

/** The runs of one line between its escape sequences, each placed at its column so that fonts cannot shift it. */
function spans(line: string): string {
  let [column, bold, dim, ink] = [0, false, false, ''];
  const runs: string[] = [];
  for (const part of line.split(escapeSequence)) {
    const code = /\[(\d+)m$/.exec(part.startsWith('\u001b') ? part : '')?.[1];
    if (code === undefined) {
      if (part.trim() !== '') {
        const style = [bold ? 'font-weight="bold"' : '', dim ? 'fill-opacity="0.6"' : '', ink === '' ? '' : `fill="${ink}"`].filter(
          (text) => text !== '',
        );
        const x = (20 + column * cell.width).toFixed(1);
        runs.push(`<tspan x="${x}" textLength="${(part.length * cell.width).toFixed(1)}" ${style.join(' ')}>${escape(part)}</tspan>`);
      }
      column += part.length;
    } else if (code === '1') bold = true;
    else if (code === '2') dim = true;
    else if (code === '22') [bold, dim] = [false, false];
    else if (code === '39') ink = '';
    else ink = inks[code] ?? '';
  }
  return runs.join('');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export const terminalPictureFile = path.join('docs', 'terminal.svg');
