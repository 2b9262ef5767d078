// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderHtml } from './html.ts';
import { script, scriptHash } from './page/script.ts';
import { style, styleHash } from './page/style.ts';
import { exception, hostileReport, manifest, reportOn } from './testing.ts';

const page = (...given: Parameters<typeof renderHtml>) => [...renderHtml(...given)].join('');
const ofManifest = page(reportOn(manifest), () => manifest);

/** The tags of a page with the names and values of their attributes, apart from what stands between them. */
const tags = (text: string) => text.match(/<[^>]*>/g) ?? [];

test('the policy allows exactly the style and the script of the page', () => {
  const hash = (text: string) => createHash('sha256').update(text).digest('base64');
  expect([styleHash, scriptHash]).toEqual([hash(style), hash(script)]);
  expect(ofManifest).toContain(`<style>${style}</style>`);
  expect(ofManifest).toContain(`<script>${script}</script>`);
  expect(ofManifest).toContain(`default-src 'none'; style-src 'sha256-${styleHash}'; script-src 'sha256-${scriptHash}'`);
});

test('nothing is asked of a network', () => {
  expect(ofManifest.match(/\b(?:src|srcset|action|data|poster)=|@import|url\(|<(?:link|img|iframe|object|embed|base)\b/g)).toBeNull();
  for (const [tag] of ofManifest.matchAll(/<[^>]*https?:[^>]*>/g)) expect(tag).toMatch(/^<a href="https:\/\/[^"]*" rel="noreferrer">$/);
});

describe('hostile input', () => {
  const pieces = [
    '<script>',
    '</script>',
    '<!--',
    '-->',
    '"',
    "'",
    '`',
    '<',
    '>',
    '&',
    '&lt;',
    ' onload=x ',
    '\\',
    '\0',
    '\u2028',
    '\ud800',
    '\u202e',
    '${x}',
    'a',
  ];
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join('')),
  );

  test('no text becomes a tag or an attribute', () => {
    const harmless = tags(page(hostileReport('x'), () => undefined));
    fc.assert(
      fc.property(text, (value) => {
        const found = tags(page(hostileReport(value), () => undefined));
        expect(found).toEqual(harmless);
      }),
      { numRuns: 200 },
    );
  });

  test('neither does a quoted line', () => {
    const name = '"<script>alert(1)</script>"';
    const report = page(reportOn(manifest.replace('privileged: true', `privileged: true # ${name}`)), () =>
      manifest.replace('privileged: true', `privileged: true # ${name}`),
    );
    expect(report).toContain('&lt;script&gt;alert(1)');
    expect(report.match(/<script>/g)?.length).toBe(1);
  });
});

test('every control has its label, every heading its level, every id is there once', () => {
  const ids = [...ofManifest.matchAll(/\bid="([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, id] of ofManifest.matchAll(/<(?:input|select) id="([^"]*)"/g)) expect(ofManifest).toContain(`<label for="${id}">`);
  for (const [, id] of ofManifest.matchAll(/aria-labelledby="([^"]*)"/g)) expect(ids).toContain(id);
  expect([...ofManifest.matchAll(/<h1/g)].length).toBe(1);
  expect(ofManifest).toContain('<html lang="en">');
});

test('tags are closed in the order they were opened', () => {
  const open: string[] = [];
  for (const [, slash, name = ''] of ofManifest
    .replace(/<style>[^]*<\/style>|<script>[^]*<\/script>/g, '')
    .matchAll(/<(\/?)([a-z][a-z0-9]*)/g)) {
    if (['meta', 'input', 'rect', 'option'].includes(name) && slash === '') continue;
    if (name === 'option') continue;
    if (slash === '') open.push(name);
    else expect(open.pop()).toBe(name);
  }
  expect(open).toEqual([]);
});

test('a fault is told once, with its quoted line, its patch and its place', () => {
  expect(ofManifest.match(/<article/g)?.length).toBe(3);
  expect(ofManifest).toContain('data-severity="critical" data-layer="workload"');
  expect(ofManifest).toMatch(/class="l del"><i class="n">13<\/i><i class="m">-<\/i> *<mark>privileged: true<\/mark>/);
  expect(ofManifest).toMatch(/class="l add"><i class="n"><\/i><i class="m">\+<\/i> *privileged: false/);
  expect(ofManifest).toContain('agent.yaml:13:9');
});

test('what is accepted or known is apart', () => {
  const accepted = page(reportOn(manifest, { exceptions: [exception], baseline: [], now: 0 }), () => manifest);
  expect(accepted.match(/<article/g)?.length).toBe(2);
  expect(accepted).toContain('It loads a kernel module.');
  expect(accepted).toContain('<b>1</b><span>accepted</span>');
  expect(accepted).toContain('Known from the baseline');
});

test('without findings it says so', () => {
  expect(page(reportOn('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n'), () => '')).toContain('Nothing to judge.');
});
