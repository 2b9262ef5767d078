// SPDX-License-Identifier: Apache-2.0
import { setImmediate } from 'node:timers/promises';

/**
 * Work here is synchronous, so signals, child processes and progress need their turn now and then. The function returned
 * gives it to them when `milliseconds` have passed since the last time, and tells then.
 */
export function breather(milliseconds: number): () => Promise<boolean> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < milliseconds) return false;
    await setImmediate();
    last = performance.now();
    return true;
  };
}
