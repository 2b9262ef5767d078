// SPDX-License-Identifier: Apache-2.0
// The report as one page that needs nothing else: no server, no request, no network. Its policy allows no script but its own.
import { formatVersion } from '../model/version.ts';
import { severities } from '../posture/check.ts';
import { faultGroups } from './fault-groups.ts';
import { maskedText } from './masked-text.ts';
import { faultArticle, unknownArticles } from './page/faults.ts';
import { html, type Markup } from './page/markup.ts';
import { questionSection } from './page/questions.ts';
import { script, scriptHash } from './page/script.ts';
import { style, styleHash } from './page/style.ts';
import { coverageCards, problemSection, settledSections, tiles } from './page/summary.ts';
import { positionsOf, type TextOf } from './places.ts';
import { evidenceShown } from './recommendations.ts';
import type { ScanReport } from './scan-report.ts';
import { count } from './style.ts';

const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; script-src 'sha256-${scriptHash}'; base-uri 'none'; form-action 'none'`;

/** The report in pieces. */
export function* renderHtml(report: ScanReport, unmasked: TextOf): Generator<string> {
  const settled = [...report.accepted.map(({ finding }) => finding), ...(report.baseline?.known ?? [])];
  const textOf = maskedText(unmasked, report.findings, report.secretOrigins);
  const positions = positionsOf([...report.findings, ...settled], textOf);
  const groups = faultGroups(report.findings, report.checks);
  // Style and script are constants: nothing of the input may stand where HTML's escapes mean nothing.
  yield `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="${policy}">\n`;
  yield html`<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Rampart: ${report.targets.join(' ')}</title>
`.markup;
  yield `<style>${style}</style>\n</head>\n<body>\n`;
  yield head(report).markup;
  yield filters(report).markup;
  for (const severity of severities) {
    const ofSeverity = groups.filter((group) => group.severity === severity);
    if (ofSeverity.length === 0) continue;
    const places = ofSeverity.reduce((sum, { findings }) => sum + findings.length, 0);
    yield html`<section class="band ${severity}" aria-labelledby="${severity}"><h2 class="band" id="${severity}">${title(severity)} <small>${count(ofSeverity.length, 'fault')} in ${count(places, 'place')}</small></h2>
`.markup;
    for (const group of ofSeverity) yield faultArticle(group, positions, textOf).markup;
    yield '</section>\n';
  }
  yield unknownArticles(report, positions).markup;
  yield html`<p class="empty" hidden>Nothing fits these filters.</p>
${report.findings.length === 0 ? html`<p class="empty">${report.counts.workloads > 0 ? 'No findings.' : 'Nothing to judge.'}</p>` : undefined}`
    .markup;
  yield settledSections(report, positions).markup;
  yield questionSection(report, positionsOf(evidenceShown(report), textOf)).markup;
  yield html`</main>
<footer>Written by Rampart ${report.rampartVersion}. <code>rampart explain CHECK</code> tells more about a check, with examples.</footer>
`.markup;
  yield `<script>${script}</script>\n</body>\n</html>\n`;
}

function head(report: ScanReport): Markup {
  const { counts } = report;
  const what = `${count(counts.workloads, 'workload')} in ${count(counts.objects, 'object')} of ${count(counts.files, 'file')}`;
  const passedOver = counts.passedOver > 0 ? ` · ${count(counts.passedOver, 'document')} passed over: not Kubernetes objects` : '';
  return html`<a class="skip" href="#findings">Skip to the findings</a>
<header class="top">
<h1>Rampart scan</h1>
<p class="meta"><code>${report.targets.join(' ')}</code></p>
<p class="meta">${what} · judged for Kubernetes ${formatVersion(report.kubernetesVersion)}${passedOver}</p>
</header>
<main>
${problemSection(report)}${tiles(report)}${coverageCards(report)}`;
}

function filters({ findings, checks }: ScanReport): Markup {
  const found = [...new Set(findings.map(({ check }) => check))].flatMap((id) => checks.get(id) ?? []);
  const layers = [...new Set(found.map(({ layer }) => layer))];
  const threats = [...new Set(found.flatMap((check) => check.threats))];
  return html`<div class="filters" id="findings" hidden role="search" aria-label="Filter the findings"><form>
<div class="wide"><label for="text">Text</label><input id="text" name="text" type="search" placeholder="words in faults, objects, files" autocomplete="off"></div>
${choice('layer', 'Layer', layers)}${choice('threat', 'Threat', threats)}${choice(
  'check',
  'Check',
  found.map(({ id }) => id),
)}<div><label for="object">Object</label><input id="object" name="object" placeholder="Deployment/shop" autocomplete="off"></div>
<button class="plain" type="reset">Reset</button>
</form><output aria-live="polite"></output></div>
`;
}

function choice(name: string, label: string, values: readonly string[]): Markup {
  return html`<div><label for="${name}">${label}</label><select id="${name}" name="${name}"><option value="">all</option>${values
    .toSorted()
    .map((value) => html`<option>${value}</option>`)}</select></div>
`;
}

function title(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
