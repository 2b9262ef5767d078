// SPDX-License-Identifier: Apache-2.0
import { type AuditLog, eventTime } from '../../model/audit/audit-log.ts';
import type { AuditEvent } from '../../model/audit/event.ts';
import { type AuditLine, AuditReader, type AuditReading } from '../../model/audit/read-events.ts';
import { SeenEvents } from '../../model/audit/seen-events.ts';
import type { Problem } from '../../model/problem.ts';
import { lineBatches } from './line-batches.ts';
import { logFiles } from './log-files.ts';

export interface AuditLogOptions extends AuditReading {
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** Called now and then with what has been read so far. */
  readonly onProgress?: (events: number, bytes: number) => void;
  readonly signal?: AbortSignal;
}

/** Where an event stands; `line` is one-based. */
export type TakeEvent = (event: AuditEvent, source: string, line: number) => void;

/** UTF-16 code units. The answer to a list is one line, where the policy records answers. */
const longestEvent = 32 * 1024 * 1024;
const examplesOfSource = 3;

/**
 * Hands on each event of the logs once, in the order of the lines, and tells what there was; a log that could not be read, or not to its
 * end, is a problem. Memory does not grow with the logs.
 */
export async function readAuditLogs(
  paths: readonly string[],
  take: TakeEvent,
  options: AuditLogOptions = {},
): Promise<{ readonly log: AuditLog; readonly problems: readonly Problem[] }> {
  const { files, problems } = logFiles(paths);
  const tally = new Tally(take);
  const failures: Problem[] = [];
  for (const file of files) failures.push(...(await readLog(file, tally, options)));
  return { log: tally.result(), problems: [...problems, ...failures] };
}

async function readLog(path: string, tally: Tally, { stdin, onProgress, signal, sizes = false }: AuditLogOptions): Promise<Problem[]> {
  const reader = new AuditReader({ sizes });
  const batches = lineBatches(path, stdin, longestEvent);
  let last = 0;
  for (let next = await batches.next(); ; next = await batches.next()) {
    if (next.done === true) {
      tally.add(reader.end(), path, last);
      return next.value === undefined ? [] : [{ source: path, ...next.value }];
    }
    if (signal?.aborted === true) return [{ source: path, code: 'interrupted', reason: `reading was interrupted after line ${last}` }];
    const { first, lines, bytes, unended } = next.value;
    last = first + lines.length - 1;
    if (unended === true && last > 1) tally.addUnended(reader.line(lines[0] ?? ''), path, last);
    else for (const [index, line] of lines.entries()) tally.add(reader.line(line), path, first + index);
    onProgress?.(tally.events, bytes);
  }
}

class Tally {
  readonly #take: TakeEvent;
  readonly #seen = new SeenEvents();
  readonly #examples: { source: string; line: number; reason: string }[] = [];
  readonly #brokenBySource = new Map<string, number>();
  readonly #cut: string[] = [];
  #duplicates = 0;
  #broken = 0;
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;
  events = 0;

  constructor(take: TakeEvent) {
    this.#take = take;
  }

  add(items: readonly AuditLine[], source: string, line: number): void {
    for (const item of items) {
      if (item === 'nothing') continue;
      if ('broken' in item) this.#break(source, line, item.broken);
      else this.#add(item, source, line);
    }
  }

  /** The last line of a log that is being written may be half an event, which is no fault of the log. */
  addUnended(items: readonly AuditLine[], source: string, line: number): void {
    const isCut = items.some((item) => item !== 'nothing' && 'broken' in item);
    if (isCut) this.#cut.push(source);
    this.add(
      items.filter((item) => item !== 'nothing' && !('broken' in item)),
      source,
      line,
    );
  }

  #add(event: AuditEvent, source: string, line: number): void {
    if (this.#seen.add(event)) {
      this.#duplicates += 1;
      return;
    }
    this.events += 1;
    const time = eventTime(event);
    if (time !== undefined) {
      this.#first = Math.min(this.#first, time);
      this.#last = Math.max(this.#last, time);
    }
    this.#take(event, source, line);
  }

  #break(source: string, line: number, reason: string): void {
    this.#broken += 1;
    const before = this.#brokenBySource.get(source) ?? 0;
    this.#brokenBySource.set(source, before + 1);
    if (before < examplesOfSource) this.#examples.push({ source, line, reason });
  }

  result(): AuditLog {
    return {
      events: this.events,
      duplicates: this.#duplicates,
      broken: this.#broken,
      examples: this.#examples,
      cut: this.#cut,
      ...(Number.isFinite(this.#first) ? { first: this.#first, last: this.#last } : {}),
    };
  }
}
