// SPDX-License-Identifier: Apache-2.0
import { stringField } from '../../model/json.ts';
import type { Answer } from './client.ts';

/** What an API server said beside an error, for a message: `500: etcdserver: request timed out`. */
export function statusText({ status, body }: Answer): string {
  const message = stringField(body, 'message') ?? '';
  return message === '' ? String(status) : `${status}: ${message}`;
}
