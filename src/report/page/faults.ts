// SPDX-License-Identifier: Apache-2.0
import { displayName } from '../../model/object.ts';
import type { Finding } from '../../posture/finding.ts';
import { byObject, type FaultGroup, unknownGroups } from '../fault-groups.ts';
import { mask } from '../masked-text.ts';
import type { Position, TextOf } from '../places.ts';
import { fieldPath, fullPath, type Quote, quoteOf } from '../quote.ts';
import type { ScanReport } from '../scan-report.ts';
import { count } from '../style.ts';
import { html, type Markup } from './markup.ts';

type Positions = ReadonlyMap<Finding, Position>;

/** More places than these are folded away. */
const placesOpen = 8;

/** More checks than these, which all lack the same, are folded away. */
const checksOpen = 6;

export function faultArticle({ check, severity, findings, quoted, others }: FaultGroup, positions: Positions, textOf: TextOf): Markup {
  const [reference] = check.references;
  return html`<article class="card ${severity}" data-severity="${severity}" data-layer="${check.layer}" data-threats="${check.threats.join(' ')}" data-check="${check.id}">
<div class="told"><div class="head"><h3>${check.title}</h3><code>${check.id}</code></div>
<ul class="tags" aria-label="Classification"><li class="sev">${severity}</li><li>${check.layer}</li>${check.threats.map((threat) => html`<li>${threat}</li>`)}<li>${count(findings.length, 'place')}</li></ul>
<p class="why">${check.why}</p></div>
${quoted.map((finding) => quotedPlace(finding, positions.get(finding), quoteOf(finding, textOf)))}${otherPlaces(others, positions)}${reference === undefined || !reference.startsWith('https://') ? undefined : html`<p class="more"><a href="${reference}" rel="noreferrer">Read on</a></p>`}
</article>
`;
}

function quotedPlace(finding: Finding, position: Position | undefined, quote: Quote | undefined): Markup {
  const { remedy } = finding;
  const advice = remedy?.kind === 'advice' ? remedy.advice : remedy?.note;
  const field = fieldPath(fullPath(finding));
  return html`<figure class="place"><figcaption>${where(finding, position === undefined ? '' : `:${position.line}:${position.column}`)}</figcaption>
${quote === undefined ? (field === '' ? undefined : html`<p class="soft"><code>${field}</code></p>`) : quoteBlock(quote)}<p class="detail">${finding.detail || finding.reason}</p>
${advice === undefined ? undefined : html`<p class="advice">${advice}</p>`}</figure>
`;
}

function where({ object, origin }: Finding, place: string): Markup {
  const source = origin.kind === 'file' ? `${origin.source}${place}` : origin.context;
  return html`<span class="object">${displayName(object)}</span> <span class="src">${source}</span>`;
}

function quoteBlock({ number, text, from, to, remedy }: Quote): Markup {
  const all = [text, ...remedy.map((line) => line.text)];
  // Deeply nested lines are shifted left together, so that they fit and their indentation still compares.
  const shift = Math.max(0, Math.min(...all.map((line) => line.length - line.trimStart().length)) - 2);
  const line = (kind: string, at: number | undefined, mark: string, content: Markup) =>
    html`<span class="l ${kind}"><i class="n">${at}</i><i class="m">${mark}</i>${content}</span>`;
  const diffLine = ({ mark, at, text: content }: Quote['remedy'][number]) =>
    mark === '-' ? line('del', at, '-', plain(content.slice(shift))) : line('add', undefined, '+', plain(content.slice(shift)));
  const replaced = remedy.some(({ mark, at }) => mark === '-' && at === number);
  const others = remedy.filter(({ mark, at }) => !(mark === '-' && at === number));
  const marked = html`${plain(text.slice(shift, from))}<mark>${plain(text.slice(Math.max(shift, from), to))}</mark>${plain(text.slice(to))}`;
  return html`<pre tabindex="0" role="group" aria-label="The line, and what changes"><code>${others.filter(({ at }) => at < number).map(diffLine)}${line(replaced ? 'del' : '', number, replaced ? '-' : '', marked)}${others.filter(({ at }) => at >= number).map(diffLine)}</code></pre>
`;
}

// How long a secret is belongs to it.
function plain(text: string): Markup {
  return html`${text.replaceAll(/•{2,}/g, mask)}`;
}

function otherPlaces(findings: readonly Finding[], positions: Positions): Markup | undefined {
  if (findings.length === 0) return undefined;
  return placeList(findings, positions, `and ${count(findings.length, 'more place')}`, findings.length <= placesOpen);
}

/** Findings as a list of their objects, that can be folded away. */
export function placeList(findings: readonly Finding[], positions: Positions, summary: string, open: boolean): Markup {
  const items = byObject(findings).map((ofObject) => {
    const lines = [...new Set(ofObject.map((finding) => positions.get(finding)?.line).filter((line) => line !== undefined))];
    const [first] = ofObject;
    return html`<li class="where" data-count="${ofObject.length}">${first === undefined ? undefined : where(first, lines.length === 0 ? '' : `:${lines.join(', ')}`)}</li>`;
  });
  const attribute = open ? html` open` : undefined;
  return html`<details${attribute}><summary>${summary}</summary><ul class="places">${items}</ul></details>
`;
}

export function unknownArticles(report: ScanReport, positions: Positions): Markup {
  const groups = unknownGroups(report.findings);
  if (groups.length === 0) return html``;
  const verdicts = count(groups.flat().length, 'verdict');
  return html`<section class="band unknown" aria-labelledby="unknown"><h2 class="band" id="unknown">Unknown <small>${verdicts} could not be reached</small></h2>
${groups.map((group) => unknownArticle(group, report, positions))}</section>
`;
}

function unknownArticle(group: readonly Finding[], report: ScanReport, positions: Positions): Markup {
  const [first] = group;
  if (first === undefined) return html``;
  const checks = [...new Set(group.map(({ check }) => check))];
  const known = checks.flatMap((id) => report.checks.get(id) ?? []);
  const layers = [...new Set(known.map(({ layer }) => layer))].join(' ');
  const threats = [...new Set(known.flatMap((check) => check.threats))].join(' ');
  const names = html`<p class="soft"><code>${checks.join(', ')}</code></p>`;
  return html`<article class="card unknown" data-severity="unknown" data-layer="${layers}" data-threats="${threats}" data-check="${checks.join(' ')}">
<div class="told"><div class="head"><h3>${first.reason}</h3><code>${count(checks.length, 'check')}</code></div>
<p class="why">Missing: ${first.missing ?? 'evidence'}.</p>${checks.length > checksOpen ? html`<details><summary>${count(checks.length, 'check')}</summary>${names}</details>` : names}</div>
${placeList(group, positions, count(byObject(group).length, 'object'), group.length <= placesOpen)}</article>
`;
}
