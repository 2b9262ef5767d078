// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderMarkdown } from './markdown.ts';
import { exception, hostileReport, manifest, reportOn } from './testing.ts';

const markdown = (report: Parameters<typeof renderMarkdown>[0], text = manifest) => [...renderMarkdown(report, () => text)].join('');

test('a fault, its place and its patch', () => {
  const text = markdown(reportOn(manifest));
  expect(text).toContain('**1 critical** · **1 high** · **1 medium**');
  expect(text).toContain('`Pod/shop/agent` at `agent.yaml:13`: container "agent" must not set securityContext.privileged=true');
  expect(text).toMatch(/```diff\n- +privileged: true\n\+ +privileged: false\n```/);
});

test('what is accepted is told with who answers for it', () => {
  const text = markdown(reportOn(manifest, { exceptions: [exception], now: 0 }));
  expect(text).toContain('1 finding accepted by exceptions');
  expect(text).toContain(
    '| `agent-is-privileged` | 1 accepted | It loads a kernel module. | platform, approved by security | SEC-1 | 2026-12-31 |',
  );
});

test('a fence in the manifest does not close the fence around it', () => {
  const text = manifest.replace('privileged: true', 'privileged: true # ````');
  expect(markdown(reportOn(text), text)).toMatch(/`````diff\n[^]*````[^`][^]*`````\n/);
});

test('it fits in a comment', () => {
  const many = Array.from({ length: 400 }, (_, index) => manifest.replace('name: agent', `name: a${index}`)).join('---\n');
  expect(markdown(reportOn(many), many).length).toBeLessThan(65_536);
  const base = reportOn(manifest);
  const checks = new Map(
    [...base.checks].flatMap(([id, check]) => Array.from({ length: 200 }, (_, index) => [`${id}-${index}`, check] as const)),
  );
  const findings = base.findings.flatMap((finding) =>
    Array.from({ length: 200 }, (_, index) => ({ ...finding, check: `${finding.check}-${index}` })),
  );
  const long = markdown({ ...base, checks, findings });
  expect(long.length).toBeLessThan(65_536);
  expect(long).toMatch(/_… and \d+ more faults/);
});

test('no text becomes a tag, a link, a mention or a new line', () => {
  const lines = markdown(hostileReport('x')).split('\n').length;
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('<img src=x>', '@team', '[a](b)', '|', '\n# a', '`', '#12', '-->', '\\|')),
      (text) => {
        const found = markdown(hostileReport(text));
        expect(found.split('\n').length).toBe(lines);
        const outside = found
          .replaceAll(/(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '')
          .replaceAll(/<\/?(?:details|summary|strong|code)(?: open)?>/g, '');
        expect(outside).not.toMatch(/(?<!\\)<|(?<!\\)\]\(|@(?!\u200b)|(?<!\\)(?:\\\\)*!\[/);
      },
    ),
    { numRuns: 300 },
  );
});
