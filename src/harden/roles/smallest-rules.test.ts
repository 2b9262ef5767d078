// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PolicyRule, type Request, type ResourceRequest, ruleAllows } from '../../engines/rbac/index.ts';
import { namesGeneralised } from './generalise.ts';
import type { Need } from '../../proof/calls/need-table.ts';
import { smallestRules } from './smallest-rules.ts';

const asked = (verb: string, resource: string, name = '', apiGroup = ''): ResourceRequest => {
  const [whole = '', subresource = ''] = resource.split('/');
  return { kind: 'resource', verb, apiGroup, resource: whole, subresource, name, namespace: 'shop' };
};
const need = (request: Request): Need => ({ request, count: 1, source: 'audit.log', line: 1, codes: [200] });
const rules = (requests: readonly Request[], generalise: readonly string[] = []) =>
  smallestRules(requests.map(need), namesGeneralised(generalise)).rules.map(({ rule }) => shown(rule));

function shown({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): string {
  const names = resourceNames.length === 0 ? '' : ` (${resourceNames.join(' ')})`;
  return `${verbs.join(' ')} | ${apiGroups.map((group) => group || 'core').join(' ')} | ${[...resources, ...nonResourceURLs].join(' ')}${names}`;
}

test('verbs, names and resources are merged where that allows nothing else', () => {
  expect(
    rules([
      asked('list', 'pods'),
      asked('watch', 'pods'),
      asked('get', 'pods', 'web'),
      asked('get', 'pods', 'db'),
      asked('get', 'pods/log', 'web'),
      asked('list', 'services'),
      asked('watch', 'services'),
      asked('get', 'deployments', 'web', 'apps'),
    ]),
  ).toEqual([
    'get | core | pods (db web)',
    'list watch | core | pods services',
    'get | core | pods/log (web)',
    'get | apps | deployments (web)',
  ]);
});

test('names are all names where that is asked for, of every resource or of one', () => {
  const requests = [
    asked('get', 'pods', 'web'),
    asked('get', 'pods', 'db'),
    asked('get', 'secrets', 'db'),
    asked('patch', 'pods/status', 'db'),
  ];
  expect(rules(requests, ['names'])).toEqual(['get | core | pods secrets', 'patch | core | pods/status']);
  expect(rules(requests, ['pods'])).toEqual(['get | core | pods', 'patch | core | pods/status', 'get | core | secrets (db)']);
  expect(rules([asked('get', 'jobs', 'a', 'batch')], ['jobs.apps'])).toEqual(['get | batch | jobs (a)']);
});

test('a request without a name needs a rule for every name, which is enough for those with one', () => {
  expect(rules([asked('get', 'pods', 'web'), asked('get', 'pods')])).toEqual(['get | core | pods']);
});

test('paths', () => {
  const paths = ['/metrics', '/healthz'].map((path): Request => ({ kind: 'nonResource', verb: 'get', path }));
  expect(rules(paths)).toEqual(['get |  | /healthz /metrics']);
});

test('a star that was asked for never becomes a star that is granted', () => {
  const hostile: Request[] = [
    asked('get', '*', 'a'),
    asked('*', 'pods'),
    asked('', 'pods'),
    asked('get', 'pods', '', '*'),
    { kind: 'nonResource', verb: 'get', path: '/logs/*' },
    { kind: 'nonResource', verb: '*', path: '/logs' },
  ];
  const derived = smallestRules(hostile.map(need), () => false);
  expect(derived.rules).toEqual([]);
  expect(derived.inexpressible).toHaveLength(hostile.length);
  expect(rules([asked('get', 'pods', '*'), asked('get', 'pods/*', 'a')])).toEqual(['get | core | pods (*)', 'get | core | pods/* (a)']);
});

test('property: what was asked is allowed, and of all that can be asked nothing else is', () => {
  const word = (...words: readonly string[]) => fc.constantFrom(...words);
  const request = fc.record<ResourceRequest>({
    kind: fc.constant('resource'),
    verb: word('get', 'list', 'update'),
    apiGroup: word('', 'apps'),
    resource: word('pods', 'secrets', 'nodes'),
    subresource: word('', 'status'),
    name: word('', 'a', 'b'),
    namespace: fc.constant('shop'),
  });
  const key = ({ verb, apiGroup, resource, subresource, name }: ResourceRequest) => [verb, apiGroup, resource, subresource, name].join('/');
  fc.assert(
    fc.property(fc.array(request, { maxLength: 25 }), fc.array(request, { maxLength: 40 }), (recorded, others) => {
      const derived = smallestRules(recorded.map(need), () => false);
      const isAllowed = (item: Request) => derived.rules.some(({ rule }) => ruleAllows(rule, item));
      const isAsked = (item: ResourceRequest) => recorded.some((own) => key(own) === key(item) || key(own) === key({ ...item, name: '' }));
      expect(recorded.every(isAllowed)).toBe(true);
      expect(others.filter((item) => isAllowed(item) !== isAsked(item))).toEqual([]);
      const told = derived.rules.reduce((sum, rule) => sum + rule.needs.length, 0);
      expect(told).toBeGreaterThanOrEqual(new Set(recorded.map(key)).size === 0 ? 0 : recorded.length);
    }),
  );
});
