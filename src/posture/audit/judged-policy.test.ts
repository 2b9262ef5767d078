// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { type AuditPolicy, evaluateAuditPolicy } from '../../engines/audit-policy/index.ts';
import { targetOf } from '../facts/audit-policy.ts';
import { detections, isInput } from './detections.ts';
import { compareDetections, judgeCatalogue, judgeDetections } from './judged-policy.ts';
import { requestCatalogue } from './request-catalogue.ts';

const policy = (...rules: NonNullable<AuditPolicy['rules']>): AuditPolicy => ({ omitStages: ['RequestReceived'], rules });
const verdicts = (of: AuditPolicy, verdict: string) =>
  judgeCatalogue(of).flatMap((judged) => (judged.verdict === verdict ? judged.entry.id : []));
const lost = (of: AuditPolicy) => judgeDetections(of).flatMap(({ detection, input }) => (input === 'lost' ? detection.id : []));

test('ids are unique, in words of small letters, and every entry asks for something that can be', () => {
  const ids = [...requestCatalogue.map(({ id }) => id), ...detections.map(({ id }) => id)];
  expect(new Set(requestCatalogue.map(({ id }) => id)).size).toBe(requestCatalogue.length);
  expect(new Set(detections.map(({ id }) => id)).size).toBe(detections.length);
  expect(ids.filter((id) => !/^[a-z]+(?:-[a-z]+)*$/.test(id))).toEqual([]);
  for (const { request, stages } of requestCatalogue) {
    expect(stages.length).toBeGreaterThan(0);
    expect(request.resource === undefined ? request.path : targetOf(request)).toMatch(/^[a-z/]/);
  }
});

test('nothing recorded is too little, everything too much', () => {
  expect(verdicts(policy({ level: 'None' }), 'too much')).toEqual([]);
  expect(verdicts(policy({ level: 'None' }), 'too little')).toContain('failed-login');
  const loud = policy({ level: 'RequestResponse' });
  expect(verdicts(loud, 'too little')).toEqual([]);
  expect(verdicts(loud, 'too much')).toEqual([
    'secret-read-user',
    'secret-read-account',
    'secret-read-node',
    'secret-list',
    'secret-watch',
    'secret-create',
    'secret-patch',
    'secret-delete',
    'configmap-read',
    'coredns-change',
    'token-create',
    'token-review',
  ]);
  expect(lost(loud)).toEqual([]);
});

test('stages count: a failed login is told at one alone, an exec at either', () => {
  const late = policy({ level: 'RequestResponse', omitStages: ['ResponseStarted'] });
  expect(lost(late)).toEqual(['failed-logins']);
  const early = policy({ level: 'RequestResponse', omitStages: ['ResponseComplete'] });
  expect(lost(early)).not.toContain('exec');
  expect(lost(early)).toContain('secrets-collected');
});

test('what two policies differ in, both ways', () => {
  const [quiet, loud] = [policy({ level: 'Metadata' }), policy({ level: 'None', verbs: ['get'] }, { level: 'Request' })];
  const changes = compareDetections(quiet, loud);
  const change = (id: string) => changes.find(({ detection }) => detection.id === id);
  expect(change('exec')).toMatchObject({ before: 'kept', after: 'partly', gained: [] });
  expect(change('exec')?.lost.every(({ request }) => request.verb === 'get')).toBe(true);
  expect(change('root-container')).toMatchObject({ before: 'lost', after: 'kept', lost: [] });
  expect(compareDetections(quiet, quiet)).toEqual([]);
});

test('every sample of a detection is its input, and each missing one is recorded with less', () => {
  for (const { detection, missing } of judgeDetections(policy({ level: 'None' }))) {
    expect(missing.length).toBeGreaterThan(0);
    for (const { request, decision } of missing) {
      const asked = { request, target: request.resource === undefined ? '' : targetOf(request), isImpersonating: true };
      expect([detection.id, detection.inputs.some((input) => isInput(input, asked))]).toEqual([detection.id, true]);
      expect(decision).toEqual(evaluateAuditPolicy(policy({ level: 'None' }), request));
    }
  }
});

test('health paths are no anonymous requests of interest', () => {
  const [anonymous] = detections.filter(({ id }) => id === 'anonymous-request');
  const user = { name: 'system:anonymous', groups: ['system:unauthenticated'] };
  const counts = (path: string) =>
    anonymous?.inputs.some((input) => isInput(input, { request: { user, verb: 'get', path }, target: '', isImpersonating: false }));
  expect(['/healthz', '/readyz/etcd', '/version', '/healthzz', '/api', '/metrics'].map(counts)).toEqual([
    false,
    false,
    false,
    true,
    true,
    true,
  ]);
});
