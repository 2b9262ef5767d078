// SPDX-License-Identifier: Apache-2.0
import { displayName } from '../../model/object.ts';
import type { AskedQuestion, EvidencePlace } from '../../posture/question.ts';
import type { Placed, Position } from '../places.ts';
import { askedOf, evidencePlacesShown, type Recommendation } from '../recommendations.ts';
import type { ScanReport } from '../scan-report.ts';
import { count } from '../style.ts';
import { html, type Markup } from './markup.ts';

type Positions = ReadonlyMap<Placed, Position>;

/** What the benchmark leaves to people: each question with its evidence, folded away where there is none. */
export function questionSection(report: ScanReport, positions: Positions): Markup {
  const asked = askedOf(report);
  if (asked.length === 0) return html``;
  return html`<section aria-labelledby="questions"><h2 id="questions">Questions for people <small>${count(asked.length, 'number')} of the CIS benchmark that no evidence answers by itself</small></h2>
${asked.map((item) => questionCard(item, positions))}</section>
`;
}

function questionCard(
  { number, status, decided, asked }: Recommendation & { readonly asked: AskedQuestion },
  positions: Positions,
): Markup {
  const { question, facts, missing } = asked;
  const verdicts = decided.filter((verdict) => verdict.status !== 'no data');
  return html`<div class="card"><div class="told"><div class="head"><h3>${number} ${question.question}</h3><code>${status}</code></div>
${verdicts.length === 0 ? undefined : html`<p class="soft">${verdicts.map((verdict) => html`<code>${verdict.check.id}</code> ${verdict.status} `)}</p>`}</div>
${facts.map(
  ({
    text,
    places,
  }) => html`<p class="detail">${text}</p>${places.length === 0 ? undefined : html`<ul class="places">${shown(places, positions)}</ul>`}
`,
)}${missing.length === 0 ? undefined : html`<p class="soft">Not seen: ${missing.join('; ')}.</p>`}
${facts.length === 0 ? undefined : html`<p class="advice">${question.good}</p>`}</div>
`;
}

function shown(places: readonly EvidencePlace[], positions: Positions): Markup[] {
  const rest = places.length - evidencePlacesShown;
  return [
    ...places
      .slice(0, evidencePlacesShown)
      .map(
        (place) =>
          html`<li><span class="where"><span class="object">${displayName(place.object)}</span> <span class="src">${sourceOf(place, positions.get(place))}</span></span>${place.detail}</li>`,
      ),
    ...(rest > 0 ? [html`<li class="soft">… and ${count(rest, 'more place')}</li>`] : []),
  ];
}

function sourceOf({ origin }: EvidencePlace, position: Position | undefined): string {
  if (origin.kind === 'cluster') return origin.context;
  return position === undefined ? origin.source : `${origin.source}:${position.line}`;
}
