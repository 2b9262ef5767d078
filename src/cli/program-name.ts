// SPDX-License-Identifier: Apache-2.0

/** How the reader called this program, so that what is suggested next can be pasted. */
export function programName(environment: Readonly<Record<string, string | undefined>>): string {
  return environment['npm_lifecycle_event'] === 'start' ? 'npm start --' : 'rampart';
}
