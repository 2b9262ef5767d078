// SPDX-License-Identifier: Apache-2.0
import type { PodSpec } from '../../model/pod.ts';

/** Whether the pod is for Windows nodes: spec.os says so, or, where it is left out, the node selector. */
export function isForWindows({ os, nodeSelector }: PodSpec): boolean {
  return (os?.name ?? nodeSelector?.['kubernetes.io/os'] ?? nodeSelector?.['beta.kubernetes.io/os']) === 'windows';
}
