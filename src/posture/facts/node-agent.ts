// SPDX-License-Identifier: Apache-2.0
import type { Workload } from '../../model/workload.ts';
import { hostPathVolumes } from './host-paths.ts';

/** A DaemonSet that watches its nodes: it sees the processes or the whole file system of each. */
export function isNodeAgent(workload: Workload): boolean {
  if (workload.object.kind !== 'DaemonSet') return false;
  return workload.spec.hostPID === true || hostPathVolumes(workload).some(({ path }) => path === '/' || path === '/proc');
}
