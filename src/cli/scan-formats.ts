// SPDX-License-Identifier: Apache-2.0
// The formats of a scan's report: how each is rendered, and which extension of a file names it.
import type { Severity } from '../posture/check.ts';
import { renderBenchmark } from '../report/benchmark.ts';
import { renderCsv } from '../report/csv.ts';
import { renderHtml } from '../report/html.ts';
import { renderJson } from '../report/json.ts';
import { renderJunit } from '../report/junit.ts';
import { renderMarkdown } from '../report/markdown.ts';
import type { TextOf } from '../report/places.ts';
import { renderSarif } from '../report/sarif.ts';
import type { ScanReport } from '../report/scan-report.ts';
import { renderTable } from '../report/table.ts';
import { stdoutPage } from './terminal.ts';

export const formats = ['table', 'json', 'sarif', 'junit', 'html', 'markdown', 'csv'] as const;
export type Format = (typeof formats)[number];

export const extensions: Readonly<Record<string, Format>> = {
  '.txt': 'table',
  '.json': 'json',
  '.sarif': 'sarif',
  '.xml': 'junit',
  '.html': 'html',
  '.md': 'markdown',
  '.csv': 'csv',
};

export interface RenderOptions {
  readonly verbose: boolean;
  readonly program: string;
  /** The table in the order of the benchmark, where nothing but the benchmark was asked for. */
  readonly asBenchmark: boolean;
  readonly threshold: Severity | 'none';
}

export function render(
  format: Format,
  report: ScanReport,
  textOf: TextOf,
  { verbose, program, asBenchmark, threshold }: RenderOptions,
): Iterable<string> {
  switch (format) {
    case 'table':
      return [
        asBenchmark ? renderBenchmark(report, textOf, stdoutPage()) : renderTable(report, textOf, stdoutPage(), { verbose, program }),
      ];
    case 'json':
      return renderJson(report, textOf);
    case 'sarif':
      return renderSarif(report, textOf);
    case 'junit':
      return renderJunit(report, textOf, threshold);
    case 'html':
      return renderHtml(report, textOf);
    case 'markdown':
      return renderMarkdown(report, textOf);
    case 'csv':
      return renderCsv(report, textOf);
  }
}
