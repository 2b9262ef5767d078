// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderJunit } from './junit.ts';
import { exception, hostileReport, manifest, reportOn } from './testing.ts';

const junit = (...[report, threshold = 'low']: readonly [Parameters<typeof renderJunit>[0], Parameters<typeof renderJunit>[2]?]) =>
  [...renderJunit(report, () => manifest, threshold)].join('');

/** Characters and references that XML 1.0 allows, and nothing that would be markup. */
const content = /^(?:[\t\n\r\u0020-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]|)*$/u;
const skeleton = (xml: string) => xml.replaceAll(/"[^"<]*"/g, '""').match(/<[^>]*>/g);

test('a suite for each check, a case for each object', () => {
  const xml = junit(reportOn(manifest));
  expect(xml).toContain('<testsuites name="Rampart 0.0.0" tests="3" failures="3" errors="0" skipped="0">');
  expect(xml).toContain('<testcase classname="privileged-container" name="Pod/shop/agent" file="agent.yaml" line="13">');
  expect(xml).toContain('set spec.containers[0].securityContext.privileged to false');
});

test('below the threshold is skipped, and so is what is accepted or known', () => {
  expect(junit(reportOn(manifest), 'high')).toContain('failures="2" errors="0" skipped="1"');
  expect(junit(reportOn(manifest), 'none')).toContain('failures="0" errors="0" skipped="3"');
  const xml = junit(reportOn(manifest, { exceptions: [exception], now: 0 }));
  expect(xml).toContain('failures="2" errors="0" skipped="1"');
  expect(xml).toContain(
    'accepted until 2026-12-31 by exception agent-is-privileged: It loads a kernel module. (owner platform, approved by security)',
  );
});

test('a check without findings passes, or had nothing to judge', () => {
  expect(junit(reportOn(manifest.replace('hostPID: true', 'hostPID: false')))).toContain(
    'name="1 passed: Pod shares a namespace of its node"/>',
  );
  expect(junit(reportOn('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n'))).toContain(
    'tests="1" failures="0" errors="0" skipped="1"',
  );
});

test('unknown verdicts and bad input are errors', () => {
  expect(junit(hostileReport('x'))).toMatch(/<testsuite name="input" tests="1" failures="0" errors="1"/);
  expect(junit(hostileReport('x'))).toContain('<error message="unknown: x"');
});

test('any text is well-formed XML', () => {
  const harmless = skeleton(junit(hostileReport('x')));
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(']]>', '<!--', '&amp', '\0', '"', '\ud800', '\uffff')), (text) => {
      const xml = junit(hostileReport(text));
      expect(skeleton(xml)).toEqual(harmless);
      expect(content.test(xml)).toBe(true);
      expect(xml.match(/&(?!amp;|lt;|gt;|quot;)/)).toBeNull();
    }),
    { numRuns: 200 },
  );
});
