// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { style, styleHash } from '../page/style.ts';
import { page } from '../style.ts';
import { noChange } from '../../proof/change/change.ts';
import { proofScript, proofScriptHash } from './page/script.ts';
import { proofStyle, proofStyleHash } from './page/style.ts';
import { renderProofHtml } from './proof-html.ts';
import { renderProofMarkdown } from './proof-markdown.ts';
import type { ProofReport } from './proof-report.ts';
import { renderProof } from './proof-table.ts';
import { hostileProof, proofReport, shopProof, shopState, textOfShop } from './testing.ts';

const shop = shopProof();
const table = (report: ProofReport, width = 80, verbose = false) => renderProof(report, textOfShop(), page(width, false), verbose);
const markdown = (report: ProofReport) => renderProofMarkdown(report, textOfShop());
const htmlOf = (report: ProofReport) => [...renderProofHtml(report, textOfShop())].join('');
const nothing = proofReport(shopState(), noChange);

/** The proof with its breaks so often, each of a workload of its own. */
function repeated(report: ProofReport, times: number): ProofReport {
  const copies = Array.from({ length: times }, (_, index) => index);
  return {
    ...report,
    breaks: report.breaks.flatMap((one) =>
      copies.map((index) => ({ ...one, subject: `${one.subject}-${index}`, key: `${one.key}-${index}` })),
    ),
    amendments: report.amendments.flatMap((one) => copies.map((index) => ({ ...one, title: `${one.title} ${index}` }))),
  };
}

describe('what every format tells', () => {
  const formats = { table: table(shop, 200), markdown: markdown(shop).replaceAll(/[\\\u200b]/g, ''), html: htmlOf(shop) };
  for (const [name, text] of Object.entries(formats)) {
    test(`${name}: the verdict, the breaks, their places and owners, and the evidence`, () => {
      expect(text).toContain(`it breaks ${shop.breaks.length} things`);
      for (const words of [
        'alice',
        'may no longer get pods in namespace shop: web, db',
        'no longer reaches Deployment/shop/db on TCP 5432',
        'seen 12 times, last 2026-11-27 10:00 UTC',
        'change.yaml:1',
        'shop-team',
        'needs ConfigMap/shop/shared',
        'can no longer ask any DNS server',
        'rbac-user-subject',
        'cccccccccccccccc',
        '1 observed edge of 12 flows',
      ])
        expect(text).toContain(words);
    });
    test(`${name}: one refusal of many workloads once, with their names`, () => {
      expect(text.match(/allowPrivilegeEscalation != false/g)).toHaveLength(2);
      expect(text).toContain('Each of 4 workloads of namespace shop');
      expect(text).toContain('Deployment/shop/orders');
    });
  }

  test('what changes nothing passes, in every format', () => {
    expect(nothing.verdict).toBe('pass');
    expect(table(nothing)).toMatch(/\nPASS: nothing breaks\n/);
    expect(markdown(nothing)).toContain('**PASS**: nothing breaks.');
    expect(htmlOf(nothing)).toContain('<b>PASS</b> <span>nothing breaks</span>');
  });

  test('what is not known is told with what would decide it', () => {
    const report: ProofReport = { ...nothing, verdict: 'unknown', unknown: [{ what: 'whether it rains', missing: 'a window' }] };
    expect(table(report)).toMatch(/UNKNOWN: nothing is known to break; 1 thing not known[^]*whether it rains; missing: a window/);
    expect(markdown(report)).toContain('- whether it rains; missing: a window');
    expect(htmlOf(report)).toContain('<li>whether it rains <span class="soft">missing: a window</span></li>');
  });
});

describe('the terminal', () => {
  for (const [width, most] of [
    [80, 80],
    [200, 120],
  ] as const) {
    test(`prose keeps within ${most} of ${width} columns`, () => {
      const prose = table(shopProof(30), width)
        .split('\n')
        .filter((line) => !/^ {6}(?:- \{|# kubectl)/.test(line));
      expect(prose.filter((line) => line.length > most)).toEqual([]);
    });
  }

  test('amendments of many workloads are told by name after a few', () => {
    const text = table(shopProof(30));
    expect(text.match(/# kubectl patch/g)?.length).toBeLessThanOrEqual(3);
    expect(text).toContain('--amendments FOLDER');
    expect(text.indexOf('allow the 2 flows that are cut')).toBeLessThan(text.indexOf('change Deployment/shop/web so'));
    expect(table(shopProof(30), 80, true).match(/# kubectl patch/g)?.length).toBe(35);
  });

  test('thousands of breaks stay readable; -v tells all', () => {
    const many = repeated(shop, 300);
    expect(table(many).split('\n').length).toBeLessThan(400);
    expect(table(many, 80, true)).toContain('Deployment/shop/settings-299');
  });

  test('no control character of the input reaches it', () => {
    // oxlint-disable-next-line no-control-regex
    expect(table(hostileProof('\u001b[2J\u202e\r\u0007'))).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });
});

describe('Markdown', () => {
  test('fits in a comment, however much breaks', () => {
    const long = markdown(repeated(shop, 500));
    expect(long.length).toBeLessThanOrEqual(60_000);
    expect(long).toMatch(/_… and [\d,]+ more/);
    expect(long).toContain('<summary>Evidence</summary>');
    expect(markdown(hostileProof('x'.repeat(500_000))).length).toBeLessThanOrEqual(60_000);
    expect(
      markdown({ ...shop, unknown: Array.from({ length: 5000 }, () => ({ what: '|'.repeat(3000), missing: 'x' })) }).length,
    ).toBeLessThanOrEqual(60_000);
  });

  test('every details is closed, with amendments folded in a fence', () => {
    const text = markdown(repeated(shop, 200));
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
    expect(markdown(shop)).toMatch(/<details><summary>allow the 2 flows[^\n]*\n\n```yaml\napiVersion: networking/);
  });

  test('no text becomes a tag, a link, a mention or a new line', () => {
    const lines = (text: string) => text.replaceAll(/(`{3,})(?:yaml|json)\n[^]*?\n\1\n/g, '').split('\n').length;
    const expected = lines(markdown(hostileProof('x')));
    const pieces = [
      '<img src=x>',
      '</details>',
      '@team',
      '[a](b)',
      '|',
      '\n# a',
      '`',
      '````',
      '#12',
      '-->',
      '- x',
      '1. x',
      '---',
      '# x',
      '\\|',
      'https://x.example',
    ];
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...pieces)), (text) => {
        const found = markdown(hostileProof(text));
        expect(lines(found)).toBe(expected);
        // Markdown is not read on the line of a summary; its text may hold no tag.
        const summaries = [...found.matchAll(/^ *<details><summary>(.*)<\/summary>$/gm)].map(([, summary = '']) => summary);
        expect(summaries.join('').replaceAll(/<\/?em>/g, '')).not.toMatch(/[<>]|@(?!\u200b)/);
        const outside = found
          .replaceAll(/^ *<details><summary>.*<\/summary>$/gm, '')
          .replaceAll(/(`{3,})(?:yaml|json)\n[^]*?\n\1\n/g, '')
          .replaceAll(/(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '')
          .replaceAll(/<\/?details>/g, '');
        expect(outside).not.toMatch(/^ *- (?:[-+#]|1\.|---)(?: |$)/m);
        expect(outside).not.toMatch(/(?<!\\)<|(?<!\\)\]\(|@(?!\u200b)|(?<!\\)(?:\\\\)*!\[(?!WARNING)/);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the page', () => {
  const tags = (text: string) => text.match(/<[^>]*>/g) ?? [];

  test('its policy allows exactly its styles and its script', () => {
    const hash = (text: string) => createHash('sha256').update(text).digest('base64');
    expect([styleHash, proofStyleHash, proofScriptHash]).toEqual([hash(style), hash(proofStyle), hash(proofScript)]);
    expect(htmlOf(shop)).toContain(
      `default-src 'none'; style-src 'sha256-${styleHash}' 'sha256-${proofStyleHash}'; script-src 'sha256-${proofScriptHash}'`,
    );
    expect(htmlOf(shop)).toContain(`<script>${proofScript}</script>`);
  });

  test('asks nothing of a network', () => {
    expect(
      htmlOf(shop).match(/<[^>]*\b(?:src|srcset|action|data|poster)=|@import|url\(|<(?:link|img|iframe|object|embed|base)\b/g),
    ).toBeNull();
  });

  test('keeps the lines of YAML, and whole hashes', () => {
    expect(htmlOf(shop)).toContain('apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: ');
    expect(htmlOf(shop)).toContain('e'.repeat(64));
  });

  test('no text becomes a tag or an attribute', () => {
    const harmless = tags(htmlOf(hostileProof('x')));
    const pieces = ['<script>', '</script>', '<!--', '"', "'", '`', '<', '>', '&lt;', ' onload=x ', '\u2028', '\ud800', '${x}'];
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (value) => {
        expect(tags(htmlOf(hostileProof(value))).length).toBe(harmless.length);
      }),
      { numRuns: 100 },
    );
  });
});
