// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import type { WriteStream } from 'node:tty';
import { type Page, page } from '../report/style.ts';

/** Colour where a person reads: NO_COLOR and FORCE_COLOR are obeyed as their conventions say. */
function wantsColour(stream: WriteStream, environment: NodeJS.ProcessEnv): boolean {
  if ((environment['NO_COLOR'] ?? '') !== '') return false;
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return stream.isTTY === true && environment['TERM'] !== 'dumb';
}

export function stdoutPage(): Page {
  return pageOf(process.stdout);
}

/** For what is told beside the result. */
export function stderrPage(): Page {
  return pageOf(process.stderr);
}

function pageOf(stream: WriteStream): Page {
  const asked = Number(process.env['COLUMNS']);
  const width = stream.columns ?? (Number.isInteger(asked) && asked > 0 ? asked : 100);
  return page(width, wantsColour(stream, process.env));
}

export interface Progress {
  show(text: string): void;
  clear(): void;
}

/** One line on standard error that rewrites itself, on terminals only. */
export function stderrProgress(quiet: boolean): Progress {
  const stream = process.stderr;
  if (quiet || !stream.isTTY) return { show() {}, clear() {} };
  let last = 0;
  return {
    show(text) {
      const now = Date.now();
      if (now - last < 80) return;
      last = now;
      stream.write(`\r\u001b[K${text.slice(0, (stream.columns ?? 80) - 1)}`);
    },
    clear() {
      if (last > 0) stream.write('\r\u001b[K');
    },
  };
}
