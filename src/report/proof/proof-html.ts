// SPDX-License-Identifier: Apache-2.0
// A proof as one page that needs nothing else, made as the page of a scan is: no request, and no script but its own.
import { pictureOf } from '../../proof/paths/picture.ts';
import type { PathChange } from '../../proof/paths-changed.ts';
import { pathsSvg } from '../paths/paths-svg.ts';
import type { Amendment } from '../../harden/amendments/amendment.ts';
import type { Finding } from '../../posture/finding.ts';
import { html, type Markup } from '../page/markup.ts';
import { style, styleHash } from '../page/style.ts';
import { problemSection } from '../page/summary.ts';
import type { TextOf } from '../places.ts';
import { count } from '../style.ts';
import { amendmentsShown, manifestYaml, patchCommand, patchJson } from './amendment-files.ts';
import { breakGroups } from './break-groups.ts';
import { breakSection, kindMarks } from './page/breaks.ts';
import { proofScript, proofScriptHash } from './page/script.ts';
import { proofStyle, proofStyleHash } from './page/style.ts';
import { placesOf, type ProofReport } from './proof-report.ts';
import { effectsText, evidenceTexts, findingLines, gainedText, heldText, pathTexts, verdictText } from './proof-text.ts';

const policy = `default-src 'none'; style-src 'sha256-${styleHash}' 'sha256-${proofStyleHash}'; script-src 'sha256-${proofScriptHash}'; img-src data:; base-uri 'none'; form-action 'none'`;

/** Amendments that are unfolded; the others show their titles. */
const unfolded = 3;

/** The page in pieces. */
export function* renderProofHtml(report: ProofReport, textOf: TextOf): Generator<string> {
  const places = placesOf(report.breaks, textOf);
  const kinds = Map.groupBy(breakGroups(report.breaks), ({ kind }) => kind);
  // Styles and script are constants: nothing of the input may stand where HTML's escapes mean nothing.
  yield `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="${policy}">\n`;
  yield html`<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Rampart proof: ${report.verdict}, ${report.asked.join(' ')}</title>
`.markup;
  yield `<style>${style}</style>\n<style>${proofStyle}</style>\n</head>\n<body>\n`;
  yield head(report).markup;
  for (const [kind, groups] of kinds) yield breakSection(kind, groups, places).markup;
  yield '<p class="empty" hidden>Nothing fits this filter.</p>\n';
  yield amendmentSection(report.amendments).markup;
  yield unknownSection(report).markup;
  yield findingSection(report).markup;
  yield pathsSection('closes', 'good', report.proof.paths?.closed ?? []).markup;
  yield pathsSection('opens', 'critical', report.proof.paths?.opened ?? []).markup;
  yield evidenceSection(report).markup;
  yield html`</main>
<footer>Written by Rampart ${report.rampartVersion}. <code>rampart prove --verify proof.json</code> tells whether a proof that was written as JSON still holds.</footer>
`.markup;
  yield `<script>${proofScript}</script>\n</body>\n</html>\n`;
}

function head(report: ProofReport): Markup {
  const { verdict, breaks, proof, asked } = report;
  const ink = { pass: 'good', fail: 'critical', unknown: 'unknown' }[verdict];
  return html`<a class="skip" href="#result">Skip to the result</a>
<header class="top">
<h1>Rampart proof</h1>
<p class="meta asked"><code>rampart prove ${asked.join(' ')}</code></p>
<p class="meta">${effectsText(proof.change.effects)} · ${heldText(report)}</p>
</header>
<main id="result">
<p class="card verdict ${ink}"><b>${verdict.toUpperCase()}</b> <span>${verdictText(report)}</span></p>
${problemSection(report)}${tiles(report)}${breaks.length === 0 ? undefined : filter}`;
}

function tiles({ breaks, unknown, amendments, proof: { findings } }: ProofReport): Markup {
  const tile = (ink: string, id: string, name: string, amount: number) =>
    html`<li><a class="tile ${ink}" href="#${id}"><b>${amount.toLocaleString('en-US')}</b><span>${name}</span></a></li>`;
  const kinds = [...Map.groupBy(breaks, ({ kind }) => kind)].map(([kind, own]) =>
    tile(kindMarks[kind].ink, kindMarks[kind].id, kindMarks[kind].tile, own.length),
  );
  const others = [
    { ink: 'unknown', id: 'unknown', name: 'not known', amount: unknown.length },
    { ink: 'good', id: 'amendments', name: amendments.length === 1 ? 'amendment' : 'amendments', amount: amendments.length },
    { ink: 'good', id: 'closes', name: 'findings closed', amount: findings.closed.length },
    { ink: 'low', id: 'opens', name: 'findings opened', amount: findings.opened.length },
  ].filter(({ amount }) => amount > 0);
  const list = (label: string, items: readonly Markup[]) =>
    items.length === 0 ? undefined : html`<ul class="tiles kinds" aria-label="${label}">${items}</ul>`;
  return html`${list('What breaks', kinds)}${list(
    'What else the proof found',
    others.map(({ ink, id, name, amount }) => tile(ink, id, name, amount)),
  )}
`;
}

const filter = html`<div class="filters" hidden role="search" aria-label="Filter what breaks"><form class="single">
<div><label for="text">What breaks</label><input id="text" name="text" type="search" placeholder="words in names, owners, reasons, files" autocomplete="off"></div>
<button class="plain" type="reset">Reset</button></form><output aria-live="polite"></output></div>
`;

function amendmentSection(amendments: readonly Amendment[]): Markup {
  if (amendments.length === 0) return html``;
  return html`<section aria-labelledby="amendments"><h2 class="band good" id="amendments">What keeps it working <small>${count(amendments.length, 'amendment')}</small></h2>
${amendmentsShown(amendments).map((amendment, index) => amendmentArticle(amendment, index < unfolded))}</section>
`;
}

function amendmentArticle({ title, notes, proven, manifests, patches }: Amendment, isOpen: boolean): Markup {
  const said = proven ? 'tried: it does' : 'not all of it is mended by this';
  const attribute = isOpen ? html` open` : undefined;
  return html`<article class="card amendment ${proven ? 'good' : 'medium'}"><details${attribute}><summary><h3>${title}</h3> <span class="tried">${said}</span></summary>
${notes.length === 0 ? undefined : html`<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`}
${patches.map(({ object, patch }) => html`<p class="soft"><code>${patchCommand(object, 'patch.json')}</code></p>${copyable(patchJson(patch))}`)}${manifests.length === 0 ? undefined : copyable(manifests.map(manifestYaml).join('---\n'))}</details></article>
`;
}

/** Lines keep their ends here, which `html` makes visible elsewhere. */
function copyable(text: string): Markup {
  const lines = text.trimEnd().split('\n');
  const content = lines.map((line, index) => html`${line}${index === lines.length - 1 ? undefined : newline}`);
  return html`<div class="yaml"><button class="copy" type="button" hidden>Copy</button><pre tabindex="0" role="group" aria-label="To be applied"><code>${content}</code></pre></div>`;
}

const newline = html`
`;

function unknownSection({ unknown }: ProofReport): Markup {
  if (unknown.length === 0) return html``;
  return html`<section aria-labelledby="unknown"><h2 class="band unknown" id="unknown">Not known <small>${unknown.length.toLocaleString('en-US')}</small></h2>
<div class="card"><ul class="plainlist">${unknown.map(({ what, missing }) => html`<li>${what} <span class="soft">missing: ${missing}</span></li>`)}</ul></div></section>
`;
}

function findingSection(report: ProofReport): Markup {
  const { closed, opened } = report.proof.findings;
  const gained = gainedText(report);
  const card = (id: string, ink: string, title: string, findings: readonly Finding[], more: string) =>
    findings.length === 0 && more === ''
      ? undefined
      : html`<section aria-labelledby="${id}"><h2 class="band ${ink}" id="${id}">${title} <small>${count(findings.length, 'finding')}</small></h2>
<div class="card"><table><tbody>${findingLines(findings).map(({ check, where }) => html`<tr><th scope="row">${check}</th><td class="name">${where}</td></tr>`)}</tbody></table>${more === '' ? undefined : html`<p>${more}</p>`}</div></section>
`;
  return html`<div class="two">${card('closes', 'good', 'What it closes', closed, '')}${card('opens', 'low', 'What it opens', opened, gained)}</div>
`;
}

/** Paths that are drawn: a picture of more is read by nobody. */
const drawn = 25;

function pathsSection(does: string, ink: string, changes: readonly PathChange[]): Markup {
  if (changes.length === 0) return html``;
  const id = `paths-${does}`;
  const byGoal = [...Map.groupBy(changes, ({ goal }) => goal)];
  return html`<section aria-labelledby="${id}"><h2 class="band ${ink}" id="${id}">Attack paths that it ${does} <small>${changes.length.toLocaleString('en-US')}</small></h2>
<div class="card"><ul class="plainlist">${pathTexts(changes).map((line) => html`<li>${line}</li>`)}</ul>${byGoal.map(([goal, own]) => picture(goal, own.slice(0, drawn)))}</div></section>
`;
}

/** As an image, so that its styles and names are its own. */
function picture(goal: string, changes: readonly PathChange[]): Markup {
  const svg = [...pathsSvg(pictureOf(changes.map(({ reached }) => reached)), goal)].join('');
  return html`<p class="scroll"><img src="${`data:image/svg+xml,${encodeURIComponent(svg)}`}" alt="Paths to ${goal}, drawn; the list above says the same"></p>`;
}

function evidenceSection(report: ProofReport): Markup {
  return html`<section aria-labelledby="evidence"><h2 id="evidence">Evidence</h2><div class="card">
<ul class="plainlist">${evidenceTexts(report).map((text) => html`<li>${text}</li>`)}</ul>
<table class="inputs"><thead><tr><th scope="col">Input</th><th scope="col">Name</th><th scope="col" class="num">Amount</th><th scope="col">SHA-256</th></tr></thead><tbody>${report.inputs.map(
    ({ role, name, amount, sha256 }) =>
      html`<tr><th scope="row">${role}</th><td class="name">${name}</td><td class="num">${amount.toLocaleString('en-US')}</td><td class="hash">${sha256}</td></tr>`,
  )}</tbody></table></div></section>
`;
}
