// SPDX-License-Identifier: Apache-2.0
// Reads the annotations of Calico's rules, and those annotations of a policy that have no prefix and so belong to no controller:
// none may hold a time window, whether as cron expression, as hours or as a date.
import { field, isObject, type Json } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { type Pointer, pointer as pointerOf } from '../../model/pointer.ts';
import { defineCheck } from '../check.ts';
import { flowRules, isCalico, policyKinds } from '../facts/flow-rules.ts';

export const networkPolicySchedule = defineCheck({
  id: 'network-policy-schedule',
  title: 'Time window of a policy is text that nothing reads',
  why: 'Annotations are remarks: neither Kubernetes nor Calico opens or closes a rule by them, so what was to be open in business hours is open day and night.',
  remedy: 'Let a controller or CronJob add and remove the rule, closed when it fails, with begin, end and time zone of the window.',
  severity: 'high',
  layer: 'network',
  threats: ['network-attack', 'unauthorized-access'],
  references: ['https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#rulemetadata'],
  aliases: [],
  appliesTo: { kinds: policyKinds },
  evaluate: (object) =>
    annotationsOf(object)
      .filter(({ key, value }) => isTimeWindow(key, value))
      .map(({ key, value, pointer }) => ({
        kind: 'fault',
        path: pointer,
        reason: 'a time window is only an annotation',
        detail: `${key} is not read by anything${isCron(value) ? '; and a cron expression names instants, not a span from begin to end, in a time zone that it does not tell' : ''}`,
        remedy: {
          kind: 'advice',
          advice:
            'Remove the rule, and let something that runs add it at the begin of the window and take it away at the end. Without that the access is permanent.',
        },
      })),
});

interface Annotation {
  readonly key: string;
  readonly value: string;
  readonly pointer: Pointer;
}

function annotationsOf(object: KubernetesObject): Annotation[] {
  const own = entriesOf(field(object.body, 'metadata'), '/metadata').filter(({ key }) => !key.includes('/'));
  if (!isCalico(object)) return own;
  return [...own, ...flowRules(object).flatMap(({ pointer, rule }) => entriesOf(field(rule, 'metadata'), `${pointer}/metadata`))];
}

function entriesOf(metadata: Json | undefined, pointer: Pointer): Annotation[] {
  const annotations = field(metadata, 'annotations');
  return Object.entries(isObject(annotations) ? annotations : {}).flatMap(([key, value]) =>
    typeof value === 'string' ? { key, value, pointer: `${pointer}/annotations${pointerOf(key)}` } : [],
  );
}

const windowKey =
  /(^|[-_./])(schedule|cron|(business|office|working|active|opening|allowed)[-_]?hours|(time|access|maintenance|change)[-_]?(window|range)|valid[-_]?(from|until)|not[-_]?(before|after)|expires?([-_]at)?|weekdays)$/i;
const hours = /\b([01]?\d|2[0-4])(:[0-5]\d)?\s*(-|–|to|until)\s*([01]?\d|2[0-4]):[0-5]\d\b/;
/** Ends of a window; `end` alone may be anything. */
const endKey =
  /^((start|end|begin|from|until|open|close)[-_]?(time|date|at|hour)?|(active|allowed?|open|enabled)[-_]?(from|until|after|before))$/i;
const clock = /^([01]?\d|2[0-3]):[0-5]\d\b/;
const date = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?$/;

function isTimeWindow(key: string, value: string): boolean {
  if (isCron(value) || hours.test(value)) return true;
  return (windowKey.test(key) && /\d|^@/.test(value)) || (endKey.test(key) && (date.test(value) || clock.test(value)));
}

/**
 * Five fields, two for the time and three for days, months and days of the week, one of which at least is left open or named; or
 * six, with the second before them.
 */
function isCron(value: string): boolean {
  const given = value.trim().split(/\s+/);
  const fields = given.length === 6 && /^[\d*/,-]+$/.test(given[0] ?? '') ? given.slice(1) : given;
  return (
    fields.length === 5 &&
    /[*?]|[a-z]{3}/i.test(fields.slice(2).join(' ')) &&
    fields.every((part, index) =>
      (index < 3 ? /^[\d*,/?LW-]+$/ : /^([\d*,/?L#-]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|MON|TUE|WED|THU|FRI|SAT|SUN)+$/i).test(
        part,
      ),
    )
  );
}
