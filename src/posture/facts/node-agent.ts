// SPDX-License-Identifier: Apache-2.0
import type { Workload } from '../../model/workload.ts';
import { falcoContainers } from './falco.ts';
import { hostPathVolumes } from './host-paths.ts';

/** A DaemonSet that watches its nodes: it runs Falco, or sees the processes or the whole file system of each. */
export function isNodeAgent(workload: Workload): boolean {
  if (workload.object.kind !== 'DaemonSet') return false;
  if (falcoContainers(workload).length > 0) return true;
  return workload.spec.hostPID === true || hostPathVolumes(workload).some(({ path }) => path === '/' || path === '/proc');
}
