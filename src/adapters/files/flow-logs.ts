// SPDX-License-Identifier: Apache-2.0
import { type FlowLog, FlowTable } from '../../model/flows/flow-table.ts';
import { flowReader } from '../../model/flows/read-flows.ts';
import { defaultLimits } from '../../model/limits.ts';
import type { Problem } from '../../model/problem.ts';
import { lineBatches } from './line-batches.ts';

export interface FlowLogOptions {
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** Called now and then with what has been read so far. */
  readonly onProgress?: (flows: number, bytes: number) => void;
  readonly signal?: AbortSignal;
}

/** What flow logs tell, added up; a log that could not be read, or not to its end, is a problem. */
export async function readFlowLogs(
  paths: readonly string[],
  options: FlowLogOptions = {},
): Promise<{ readonly log: FlowLog; readonly problems: readonly Problem[] }> {
  const table = new FlowTable();
  const problems: Problem[] = [];
  for (const path of paths) problems.push(...(await readLog(path, table, options)));
  return { log: table.result(), problems };
}

async function readLog(path: string, table: FlowTable, { stdin, onProgress, signal }: FlowLogOptions): Promise<Problem[]> {
  const read = flowReader();
  const batches = lineBatches(path, stdin);
  let lines = 0;
  let whole: string | undefined;
  for (let next = await batches.next(); ; next = await batches.next()) {
    if (next.done === true) {
      if (whole !== undefined) addWhole(whole, path, table);
      return next.value === undefined ? [] : [{ source: path, ...next.value }];
    }
    if (signal?.aborted === true) return [{ source: path, code: 'interrupted', reason: `reading was interrupted after line ${lines}` }];
    const { first, lines: batch, bytes } = next.value;
    // One JSON value over many lines, as people save it by hand: nothing of it can be read before its end.
    if (first === 1 && /^(?:[[{]|\{\s*"\w+"\s*:\s*\[)$/.test(batch[0]?.trim() ?? '')) whole = '';
    if (whole !== undefined && whole.length < defaultLimits.fileSize) whole += `${batch.join('\n')}\n`;
    else for (const [index, line] of batch.entries()) table.add(read(line), path, first + index);
    lines = first + batch.length - 1;
    onProgress?.(table.flows, bytes);
  }
}

function addWhole(text: string, path: string, table: FlowTable): void {
  const isValue = (() => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  })();
  const read = flowReader();
  if (isValue) table.add(read(text), path, 1);
  else for (const [index, line] of text.split('\n').entries()) table.add(read(line), path, index + 1);
}
