// SPDX-License-Identifier: Apache-2.0
import { severities } from '../../posture/check.ts';
import { faultTexts } from '../../posture/exceptions.ts';
import type { Finding } from '../../posture/finding.ts';
import type { Coverage } from '../coverage.ts';
import type { Position } from '../places.ts';
import type { ScanReport } from '../scan-report.ts';
import { count } from '../style.ts';
import { placeList } from './faults.ts';
import { html, type Markup } from './markup.ts';

/** The counts; those of findings are the filter by severity. */
export function tiles({ counts, accepted, baseline }: ScanReport): Markup {
  const filter = (name: string, amount: number) =>
    amount === 0
      ? html`<li><div class="tile zero ${name}"><b>0</b><span>${name}</span></div></li>`
      : html`<li><button class="tile ${name}" type="button" value="${name}" aria-pressed="false"><b>${amount.toLocaleString('en-US')}</b><span>${name}</span></button></li>`;
  const plain = (name: string, amount: number) =>
    html`<li><div class="tile good"><b>${amount.toLocaleString('en-US')}</b><span>${name}</span></div></li>`;
  return html`<ul class="tiles" aria-label="Findings by severity; choose to filter">${severities.map((severity) => filter(severity, counts.bySeverity[severity]))}${filter('unknown', counts.unknown)}${accepted.length > 0 ? plain('accepted', accepted.length) : undefined}${baseline === undefined ? undefined : plain('known', baseline.known.length)}</ul>
`;
}

export function coverageCards({ layers, threats }: ScanReport): Markup {
  const capped = [...layers, ...threats].some((row) => row.capped === true);
  return html`<h2>Coverage</h2><div class="two">${coverageCard('Layer', layers)}${coverageCard('Threat', threats)}</div>
${capped ? html`<p class="soft">* held at 50 %: a critical check fails here, which no number of passes makes up for.</p>` : undefined}`;
}

function coverageCard(title: string, rows: readonly Coverage<string>[]): Markup {
  return html`<div class="card scroll"><table><thead><tr><th scope="col">${title}</th><th scope="col" class="num">Coverage</th><th scope="col" class="num">Compliance</th><th scope="col" class="roomy"><span class="skip">Compliance as a bar</span></th><th scope="col" class="num">Pass</th><th scope="col" class="num">Fail</th></tr></thead><tbody>${rows.map(coverageRow)}</tbody></table></div>`;
}

function coverageRow({ name, pass, fail, coverage, compliance, capped }: Coverage<string>): Markup {
  if (coverage === undefined)
    return html`<tr><th scope="row">${name}</th><td class="num soft">no data</td><td></td><td class="roomy"></td><td></td><td></td></tr>`;
  const share = compliance === undefined ? 'no data' : `${percent(compliance)}${capped === true ? '*' : ''}`;
  return html`<tr><th scope="row">${name}</th><td class="num">${percent(coverage)}</td><td class="num">${share}</td><td class="roomy">${bar(compliance)}</td><td class="num">${pass.toLocaleString('en-US')}</td><td class="num">${fail.toLocaleString('en-US')}</td></tr>`;
}

// Rounded down: 99.6 % is not 100 %.
function percent(share: number): string {
  return `${Math.floor(share * 100)} %`;
}

function bar(share: number | undefined): Markup {
  const ink = share === undefined || share < 0.5 ? 'high' : share < 0.9 ? 'medium' : 'good';
  return html`<svg class="bar ${ink}" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect width="${Math.floor((share ?? 0) * 100)}" height="4" fill="currentColor"/></svg>`;
}

export function problemSection({ problems }: Pick<ScanReport, 'problems'>): Markup | undefined {
  if (problems.length === 0) return undefined;
  return html`<section class="card note"><strong>Incomplete: ${count(problems.length, 'problem')} with the input</strong><ul>${problems.map(
    ({ source, line, column, reason }) =>
      html`<li><code>${[source, ...(line === undefined ? [] : [line]), ...(column === undefined ? [] : [column])].join(':')}</code> ${reason}</li>`,
  )}</ul></section>
`;
}

/** What is not among the open findings: accepted by exceptions, or known from the baseline. */
export function settledSections(report: ScanReport, positions: ReadonlyMap<Finding, Position>): Markup {
  return html`${exceptionSection(report, positions)}${report.baseline === undefined ? undefined : baselineSection(report.baseline, positions)}`;
}

function exceptionSection({ accepted, exceptions, invalidExceptions }: ScanReport, positions: ReadonlyMap<Finding, Position>): Markup {
  if (exceptions.length + invalidExceptions.length === 0) return html``;
  const status = (text: string) => (text === 'used' ? html`used` : html`<strong>${text}</strong>`);
  return html`<h2>Exceptions <small>${count(accepted.length, 'finding')} accepted</small></h2><div class="card"><div class="scroll"><table>
<thead><tr><th scope="col">Exception</th><th scope="col">Status</th><th scope="col" class="num">Fits</th><th scope="col">Reason</th><th scope="col">Owner</th><th scope="col">Approver</th><th scope="col">Ticket</th><th scope="col">Expires</th></tr></thead>
<tbody>${exceptions.map(
    ({ exception, status: state, matched }) =>
      html`<tr><th scope="row">${exception.name}</th><td>${status(state)}</td><td class="num">${matched}</td><td>${exception.reason}</td><td>${exception.owner}</td><td>${exception.approver}</td><td>${exception.ticket}</td><td>${exception.expires}</td></tr>`,
  )}${invalidExceptions.map(
    ({ name, faults }) =>
      html`<tr><th scope="row">${name}</th><td>${status('invalid')}</td><td class="num">0</td><td colspan="5">${faultTexts(faults).join('; ')}</td></tr>`,
  )}</tbody></table></div>
${[...Map.groupBy(accepted, ({ exception, finding }) => `${exception.name}: ${finding.check}`)].map(([name, items]) =>
  placeList(
    items.map(({ finding }) => finding),
    positions,
    `${name}, ${count(items.length, 'place')}`,
    false,
  ),
)}</div>
`;
}

function baselineSection({ known, gone }: NonNullable<ScanReport['baseline']>, positions: ReadonlyMap<Finding, Position>): Markup {
  const lists = [...Map.groupBy(known, ({ check }) => check)].map(([check, findings]) =>
    placeList(findings, positions, `${check}, ${count(findings.length, 'place')}`, false),
  );
  return html`<h2>Known from the baseline <small>${count(known.length, 'finding')}; ${gone} of it gone</small></h2>
${lists.length === 0 ? undefined : html`<div class="card">${lists}</div>`}
`;
}
