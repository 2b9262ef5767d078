// SPDX-License-Identifier: Apache-2.0
import type { Break, BreakKind } from '../../../proof/breaks.ts';
import { html, type Markup } from '../../page/markup.ts';
import { fieldPath } from '../../quote.ts';
import { count } from '../../style.ts';
import { type BreakGroup, breakTitles, ownersText, seenOfAll } from '../break-groups.ts';
import { seenText } from '../proof-report.ts';

type Places = ReadonlyMap<Break, string>;

/** More members than these are folded away. */
const membersOpen = 8;

/** The ink and the short name of each kind. */
export const kindMarks: Readonly<Record<BreakKind, { readonly ink: string; readonly tile: string; readonly id: string }>> = {
  'workload refused': { ink: 'critical', tile: 'workloads refused', id: 'refused' },
  'observed flow cut': { ink: 'high', tile: 'observed flows cut', id: 'observed' },
  'declared flow cut': { ink: 'medium', tile: 'declared flows cut', id: 'declared' },
  'API call denied': { ink: 'high', tile: 'API calls denied', id: 'calls' },
  'reference broken': { ink: 'medium', tile: 'references broken', id: 'references' },
};

export function breakSection(kind: BreakKind, groups: readonly BreakGroup[], places: Places): Markup {
  const { ink, id } = kindMarks[kind];
  const breaks = groups.reduce((sum, group) => sum + group.breaks.length, 0);
  const causes = groups.length === breaks ? '' : `, by ${count(groups.length, 'cause')}`;
  return html`<section class="band ${ink}" aria-labelledby="${id}"><h2 class="band" id="${id}">${breakTitles[kind]} <small>${breaks.toLocaleString('en-US')}${causes}</small></h2>
${groups.map((group) => groupArticle(group, places))}</section>
`;
}

function groupArticle(group: BreakGroup, places: Places): Markup {
  const { kind, subject, what, because, breaks, members } = group;
  const [first] = breaks;
  const seen = seenText(seenOfAll(breaks));
  const owners = ownersText(breaks);
  const facts = [
    ...(seen === '' ? [] : [html`<li>${seen}</li>`]),
    ...(owners === '' ? [] : [html`<li>${owners}</li>`]),
    ...(breaks.length > 1 || first === undefined ? [] : placeItem(first, places)),
  ];
  return html`<article class="card ${kindMarks[kind].ink}"><div class="told"><h3>${subject} ${what}</h3>
${because.map((line) => html`<p class="because">${line}</p>`)}${facts.length === 0 ? undefined : html`<ul class="facts">${facts}</ul>`}</div>
${members.map((list) => memberList(list, places))}</article>
`;
}

function placeItem(one: Break, places: Places): Markup[] {
  const position = places.get(one);
  if (position === undefined || one.place === undefined) return [];
  const field = one.place.path === '' ? '' : ` ${fieldPath(one.place.path)}`;
  return [html`<li class="src">${position}${field}</li>`];
}

function memberList({ label, members }: BreakGroup['members'][number], places: Places): Markup {
  const amount = members.length.toLocaleString('en-US');
  const attribute = members.length > membersOpen ? undefined : html` open`;
  return html`<details${attribute}><summary>${label === '' ? `all ${amount}` : `${amount} ${label}`}</summary><ul class="places">${members.map(
    ({ text, one }) =>
      html`<li class="where"><span class="object">${text}</span> <span class="src">${places.get(one)}</span>${one.seen === undefined ? undefined : html`<span class="seen">${seenText(one.seen)}</span>`}</li>`,
  )}</ul></details>
`;
}
