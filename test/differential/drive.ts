// SPDX-License-Identifier: Apache-2.0
// What every suite shares: ask until the time is over or enough differs, and tell how it goes.
import { type Cluster, startCluster } from '../../testbed/cluster.ts';

export interface Options<Difference> {
  readonly minutes: number;
  readonly seed: number;
  /** Told every few seconds. */
  readonly onProgress: (tally: Tally<Difference>, elapsedMs: number) => void;
  readonly onDifference: (difference: Difference) => void;
}

/** What every suite counts; a suite's own counts stand beside them. */
export interface Tally<Difference> {
  /** Who was asked. */
  readonly server: string;
  readonly agreements: number;
  readonly differences: readonly Difference[];
}

export interface Drive<Difference> {
  /** Whether there is time left and not too much differs. */
  readonly goesOn: () => boolean;
  readonly differ: (difference: Difference) => void;
  /** Asks again and again while it goes on; `round` counts from zero. Calls of one round may hold repetitions of their own. */
  readonly repeat: (ask: (round: number) => void | Promise<void>, limits?: Limits) => Promise<void>;
}

export interface Limits {
  /** How often to ask at most. */
  readonly rounds?: number;
  /** How many questions may wait for their answers at a time. */
  readonly inFlight?: number;
}

const progressMs = 5000;
/** After this many something is wrong in general. */
const enoughDifferences = 10;

/** `counts` is the suite's, which it adds to while it asks. */
export async function drive<Difference, Counts extends { readonly agreements: number }>(
  { minutes, onProgress, onDifference }: Options<Difference>,
  server: string,
  counts: Counts,
  work: (drive: Drive<Difference>) => Promise<void>,
): Promise<Tally<Difference> & Counts> {
  const differences: Difference[] = [];
  const start = Date.now();
  let told = start;
  const tally = () => ({ ...counts, server, differences });
  const goesOn = () => Date.now() - start < minutes * 60_000 && differences.length < enoughDifferences;
  const differ = (difference: Difference) => {
    differences.push(difference);
    onDifference(difference);
  };
  const tell = () => {
    if (Date.now() - told < progressMs) return;
    told = Date.now();
    onProgress(tally(), told - start);
  };
  await work({
    goesOn,
    differ,
    repeat: async (ask, { rounds = Infinity, inFlight = 1 } = {}) => {
      let next = 0;
      const asking = async (): Promise<void> => {
        while (next < rounds && goesOn()) {
          await ask(next++);
          tell();
        }
      };
      await Promise.all(Array.from({ length: inFlight }, asking));
    },
  });
  return tally();
}

/** A server of one's own for as long as the work goes on. Throws where it cannot be started. */
export async function withServer<Result>(
  work: (cluster: Cluster) => Promise<Result>,
  { controllerManager = false }: { readonly controllerManager?: boolean } = {},
): Promise<Result> {
  const cluster = await startCluster({
    controllerManager,
    auditPolicy: { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [{ level: 'None' }] },
  });
  try {
    return await work(cluster);
  } finally {
    await cluster.stop();
  }
}
