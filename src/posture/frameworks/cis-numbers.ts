// SPDX-License-Identifier: Apache-2.0
// The numbers of the CIS Kubernetes Benchmark 1.12. Its texts are its own and stay there.

/** How many recommendations each of its sections has. */
const sections: Readonly<Record<string, number>> = {
  '1.1': 21,
  '1.2': 30,
  '1.3': 7,
  '1.4': 2,
  '2': 7,
  '3.1': 3,
  '3.2': 2,
  '4.1': 10,
  '4.2': 14,
  '4.3': 1,
  '5.1': 13,
  '5.2': 12,
  '5.3': 2,
  '5.4': 2,
  '5.5': 1,
  '5.6': 4,
};

/** `CIS-1.1.1`, …, as aliases name them, in the benchmark's order. */
export const cisNumbers: ReadonlySet<string> = new Set(
  Object.entries(sections).flatMap(([section, amount]) => Array.from({ length: amount }, (_, index) => `CIS-${section}.${index + 1}`)),
);
