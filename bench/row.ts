// SPDX-License-Identifier: Apache-2.0

/** One measured figure. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The budget, in the same unit, and which side of it is good. */
  readonly limit?: { readonly value: number; readonly better: 'less' | 'more' };
}

/** `name  value unit  ratio to the limit`, in columns. */
export function formatRows(title: string, rows: readonly Row[]): string {
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.map(({ name, value, unit, limit }) => {
    const figure = `${name.padEnd(width)}  ${format(value).padStart(10)} ${unit.padEnd(8)}`;
    if (limit === undefined) return figure.trimEnd();
    const ratio = value / limit.value;
    const held = limit.better === 'less' ? ratio <= 1 : ratio >= 1;
    return `${figure} ${ratio.toFixed(2).padStart(6)} × the limit of ${format(limit.value)} ${unit}${held ? '' : '  NOT HELD'}`;
  });
  return [title, ...lines.map((line) => `  ${line}`), ''].join('\n');
}

function format(value: number): string {
  return value >= 1000 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3);
}
