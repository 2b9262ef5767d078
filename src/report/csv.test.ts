// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderCsv } from './csv.ts';
import { exception, hostileReport, manifest, reportOn } from './testing.ts';

/** Reads RFC 4180 back: rows of cells. */
function rows(csv: string): string[][] {
  const found: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    found.push(row);
    row = [];
  }
  return found;
}

const csv = (report: Parameters<typeof renderCsv>[0]) => rows([...renderCsv(report, () => manifest)].join(''));

test('one row a finding, with its state', () => {
  const [head = [], ...found] = csv(reportOn(manifest, { exceptions: [exception], now: 0 }));
  const column = (row: readonly string[], name: string) => row[head.indexOf(name)];
  expect(found.map((row) => [column(row, 'status'), column(row, 'check'), column(row, 'line'), column(row, 'approver')])).toEqual([
    ['open', 'host-namespaces', '8', ''],
    ['open', 'memory-limit', '10', ''],
    ['accepted', 'privileged-container', '13', 'security'],
  ]);
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1'])('%j is no formula', (text) => {
  const cells = csv(hostileReport(text)).flat();
  expect(cells.filter((cell) => cell.trim().startsWith(text.trim().charAt(0)))).toEqual([]);
  expect(cells).toContain(`'${text}`);
});

test('any text stays in its cell', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const [head = [], ...found] = csv(hostileReport(text));
      expect(found.map((row) => row.length)).toEqual(found.map(() => head.length));
      expect(found.length).toBe(6);
      for (const cell of found.flat()) expect(cell).not.toMatch(/^\s*[=+\-@]/);
    }),
  );
});
