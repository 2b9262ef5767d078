// SPDX-License-Identifier: Apache-2.0
// Why an edge came or went: what decides over it on each side.
import type { Network, Place } from '../engines/network/index.ts';
import { displayName } from '../model/object.ts';
import { type Decider, decidersOf } from '../proof/reach/deciders.ts';
import type { Row } from './network-diff.ts';
import type { TextOf } from './places.ts';
import { fieldPath } from './quote.ts';
import { quoteRule } from './reach/rule-quote.ts';

/** A compared side: its network, and the texts that its policies were read from. */
export interface Deciding {
  readonly network: Network;
  readonly textOf: TextOf;
}

export interface EdgeWhy {
  readonly before: readonly DeciderData[];
  readonly after: readonly DeciderData[];
}

interface DeciderData {
  readonly direction: Decider['direction'];
  readonly answer: Decider['answer'];
  /** Empty where no policy selects that side. */
  readonly by: readonly { readonly policy: string; readonly path: string; readonly place: string }[];
}

const answers: Readonly<Record<Row['kind'], readonly [before: Decider['answer'], after: Decider['answer']]>> = {
  gained: ['denied', 'allowed'],
  lost: ['allowed', 'denied'],
  perhapsGained: ['denied', 'unknown'],
  perhapsLost: ['allowed', 'unknown'],
};

export function edgeWhy(before: Deciding, after: Deciding): (row: Row) => EdgeWhy {
  return ({ kind, change: { sender, receiver }, connections }) => {
    const [old, fresh] = answers[kind];
    const on = (side: Deciding, from: Place | undefined, to: Place | undefined, answer: Decider['answer']) =>
      from === undefined || to === undefined
        ? []
        : decidersOf(side.network, from, to, connections, answer).map((one) => data(one, side.textOf));
    return { before: on(before, sender.before, receiver.before, old), after: on(after, sender.after, receiver.after, fresh) };
  };
}

function data({ direction, answer, by }: Decider, textOf: TextOf): DeciderData {
  return {
    direction,
    answer,
    by: by.map(({ policy, pointer }) => ({
      policy: displayName(policy),
      path: fieldPath(pointer),
      place: quoteRule(policy, pointer, textOf, 1).place,
    })),
  };
}

/** Names told before the rest is only counted. */
const named = 3;
const words = { allowed: 'allowed', denied: 'refused', unknown: 'perhaps allowed' };

/** `now ingress refused by NetworkPolicy/shop/deny (deny.yaml:5); before …`, a line for each side. */
export function whyTexts({ before, after }: EdgeWhy): string[] {
  const text = (deciders: readonly DeciderData[]) =>
    deciders
      .map(({ direction, answer, by }) => {
        const names = by.slice(0, named).map(({ policy, path, place }) => `${policy}${path === '' ? '' : ` ${path}`} (${place})`);
        const rest = by.length - names.length;
        const who =
          by.length === 0 ? ', since no policy selects that side' : ` by ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
        return `${direction} ${words[answer]}${who}`;
      })
      .join('; ');
  return [...(after.length === 0 ? [] : [`now ${text(after)}`]), ...(before.length === 0 ? [] : [`before ${text(before)}`])];
}
