// SPDX-License-Identifier: Apache-2.0
// Where we judge otherwise than the benchmark's data, on purpose.
import type { Configuration } from './checks.ts';

interface Otherwise {
  readonly id: string;
  readonly when: (configuration: Configuration, spelling: string) => boolean;
  readonly verdict: 'pass' | 'fail';
  readonly why: string;
}

const isAbsent = (configuration: Configuration) => Object.keys(configuration).length === 0;
const isFile = (spelling: string) => spelling.startsWith('file');

export const otherwise: readonly Otherwise[] = [
  ...['1.3.7', '1.4.2'].map(
    (id): Otherwise => ({
      id,
      when: isAbsent,
      verdict: 'fail',
      why: 'without --bind-address the program listens on 0.0.0.0, which is what the check is to prevent',
    }),
  ),
  {
    id: '1.2.28',
    when: ({ provider }) => provider === 'aescbc',
    verdict: 'fail',
    why: 'aescbc does not notice when what is stored is changed; Kubernetes advises against it',
  },
  {
    id: '4.2.1',
    when: (configuration, spelling) => isAbsent(configuration) && isFile(spelling),
    verdict: 'pass',
    why: 'in a file anonymous requests are off by default; only flags without a file have them on',
  },
  {
    id: '4.2.2',
    when: (configuration, spelling) => isAbsent(configuration) && isFile(spelling),
    verdict: 'pass',
    why: 'in a file the mode is Webhook by default; only flags without a file have AlwaysAllow',
  },
  {
    id: '4.2.4',
    when: (configuration, spelling) => isAbsent(configuration) && !isFile(spelling),
    verdict: 'fail',
    why: 'a kubelet without a file opens port 10255 by default',
  },
  ...['1.2.17', '1.2.18', '1.2.19'].map(
    (id): Otherwise => ({
      id,
      when: isAbsent,
      verdict: 'pass',
      why: 'from Kubernetes 1.36 the defaults are 366 days, 100 files and 100 MB',
    }),
  ),
  {
    id: '4.2.5',
    when: (_, spelling) => isFile(spelling),
    verdict: 'pass',
    why: 'zero in a file stands for the default of four hours; only the flag switches the timeout off',
  },
  { id: '4.2.10', when: isAbsent, verdict: 'fail', why: 'rotation is off by default, in files and by flags' },
];
