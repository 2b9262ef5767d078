// SPDX-License-Identifier: Apache-2.0
// When the next pod of a workload is made: what a refusal waits for.
import { isArray, type Json, stringField } from '../../model/json.ts';
import { valueAt } from '../../model/pointer.ts';
import type { Workload } from '../../model/workload.ts';

export type Restart =
  /** At once: the change itself makes new pods. */
  | { readonly kind: 'now' }
  /** At times: a schedule as cron writes it, and its zone where it names one. */
  | { readonly kind: 'schedule'; readonly schedule: string; readonly zone: string | undefined }
  | { readonly kind: 'later'; readonly when: string }
  | { readonly kind: 'never'; readonly why: string };

/** `isNew`: the change makes the workload, or its template another. */
export function restartOf({ object }: Workload, isNew: boolean): Restart {
  const { body, kind } = object;
  if (kind === 'CronJob') {
    if (valueAt(body, '/spec/suspend') === true) return { kind: 'later', when: 'when the suspended CronJob is resumed' };
    const spec = valueAt(body, '/spec');
    return { kind: 'schedule', schedule: stringField(spec, 'schedule') ?? '', zone: stringField(spec, 'timeZone') };
  }
  if (kind === 'Job' && isFinished(body)) return { kind: 'never', why: 'the Job has finished' };
  if (isNew) return { kind: 'now' };
  if (valueAt(body, '/spec/replicas') === 0) return { kind: 'later', when: 'when it is scaled up from 0' };
  switch (kind) {
    case 'Pod':
      return { kind: 'later', when: 'when somebody makes the pod again: it runs on until it is deleted or evicted' };
    case 'Job':
      return { kind: 'later', when: 'when a pod of the Job fails or is evicted' };
    case 'DaemonSet':
      return { kind: 'later', when: 'at the next rollout, eviction or new node' };
    default:
      return { kind: 'later', when: 'at the next rollout, eviction, scaling up or loss of a node' };
  }
}

function isFinished(body: Json): boolean {
  const conditions = valueAt(body, '/status/conditions');
  const isTrue = (type: string) =>
    isArray(conditions) && conditions.some((item) => stringField(item, 'type') === type && stringField(item, 'status') === 'True');
  return isTrue('Complete') || isTrue('Failed');
}
