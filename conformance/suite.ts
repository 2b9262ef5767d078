// SPDX-License-Identifier: Apache-2.0

/** An upstream project's cases, held against the engine that claims to decide the same. */
export interface Suite {
  /** Names the suite on the command line, and the folder of its data. */
  readonly name: string;
  /** Throws where the data cannot be read. */
  run(dataDir: string): Promise<SuiteResult> | SuiteResult;
}

export interface SuiteResult {
  readonly name: string;
  readonly passed: number;
  readonly total: number;
  /** The ids of the cases that fail. */
  readonly failed: readonly string[];
}

/** The result of a suite from its cases' ids and verdicts. */
export function resultOf(name: string, cases: Iterable<{ readonly id: string; readonly passed: boolean }>): SuiteResult {
  const all = [...cases];
  const failed = all.filter(({ passed }) => !passed).map(({ id }) => id);
  return { name, passed: all.length - failed.length, total: all.length, failed };
}
