// SPDX-License-Identifier: Apache-2.0
// node guard.ts FOLDER: ends what a test process leaves behind, however that process ended (a kill -9 included).
// Its standard input closes with the test process. Until then it is told who runs: "started PID", "ended PID".
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

const folder = process.argv[2];
const running = new Set<number>();

for await (const line of createInterface({ input: process.stdin })) {
  const [word, pid] = line.split(' ');
  if (word === 'started') running.add(Number(pid));
  else running.delete(Number(pid));
}

for (const pid of running) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Ended by itself in the meantime.
  }
}
if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
