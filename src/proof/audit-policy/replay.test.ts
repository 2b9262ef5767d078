// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AuditPolicy } from '../../engines/audit-policy/index.ts';
import { decodeAuditEvent } from '../../model/audit/event.ts';
import { auditRecord } from '../../model/audit/testing.ts';
import type { JsonObject } from '../../model/json.ts';
import { AuditReplay, type Replay } from './replay.ts';

function replayed(policy: AuditPolicy, records: readonly JsonObject[]): Replay {
  const replay = new AuditReplay(policy);
  for (const [index, record] of records.entries()) {
    const event = decodeAuditEvent(record, true);
    if ('broken' in event) throw new TypeError(event.broken);
    replay.add(event, 'audit.log', index + 1);
  }
  return replay.result();
}

/** The line that a server writes. */
function lineOf(record: JsonObject): string {
  return `${JSON.stringify(record).replace(/[<>&]/g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`)}\n`;
}

const secret = (verb: string, fields: JsonObject = {}) =>
  auditRecord({
    verb,
    level: 'RequestResponse',
    requestURI: `/api/v1/namespaces/shop/secrets/db?a=1&b=2`,
    objectRef: { resource: 'secrets', namespace: 'shop', name: 'db', apiVersion: 'v1' },
    responseObject: { kind: 'Secret', data: { a: 'größe <&>' } },
    ...fields,
  });
const pod = (verb: string, fields: JsonObject = {}) => auditRecord({ verb, ...fields });
const policy = (...rules: NonNullable<AuditPolicy['rules']>): AuditPolicy => ({ rules });

test('the bytes are those of the lines, as long as the log has what would be written', () => {
  const record = fc.record({
    level: fc.constant('RequestResponse'),
    verb: fc.constantFrom('get', 'update', 'create'),
    stage: fc.constantFrom('ResponseComplete', 'ResponseStarted'),
    requestURI: fc.constantFrom('/api/v1/namespaces/shop/pods/web?x=1&y=<2>', '/api/v1/namespaces/shop/secrets/db'),
    requestObject: fc.option(fc.dictionary(fc.string(), fc.string()), { nil: null }),
    responseObject: fc.option(fc.dictionary(fc.string(), fc.string()), { nil: null }),
  });
  const levels = ['Metadata', 'Request', 'RequestResponse'] as const;
  fc.assert(
    fc.property(fc.array(record, { maxLength: 8 }), fc.constantFrom(...levels), (fields, level) => {
      const records = fields.map(({ requestObject, responseObject, ...rest }) =>
        auditRecord({ ...rest, ...(requestObject && { requestObject }), ...(responseObject && { responseObject }) }),
      );
      const written = records.map(({ requestObject, responseObject, ...rest }) =>
        lineOf({
          ...rest,
          level,
          ...(level !== 'Metadata' && requestObject !== undefined ? { requestObject } : {}),
          ...(level === 'RequestResponse' && responseObject !== undefined ? { responseObject } : {}),
        }),
      );
      const { total, loggedBytes } = replayed(policy({ level, omitStages: ['RequestReceived'] }), records);
      expect(loggedBytes).toBe(Buffer.byteLength(records.map(lineOf).join('')));
      expect(total).toMatchObject({ bytes: Buffer.byteLength(written.join('')), unknownBodies: 0, recorded: records.length, dropped: 0 });
    }),
  );
});

test('rules, days, what is dropped, and stages that the log lacks', () => {
  const quiet = policy({ level: 'None', verbs: ['list'] }, { level: 'Metadata', resources: [{ group: '' }] });
  const day = (number: number) => ({ requestReceivedTimestamp: `2026-03-0${number}T00:00:00.5Z` });
  const { rules, days, dropped, total } = replayed(quiet, [
    pod('get', day(1)),
    pod('list', day(1)),
    pod('get', day(2)),
    pod('get', { ...day(2), stage: 'RequestReceived' }),
  ]);
  expect(rules.map(({ rule, recorded, dropped: gone, added }) => [rule, recorded, gone, added])).toEqual([
    [0, 0, 1, 0],
    [1, 3, 0, 1],
  ]);
  expect(days.map(({ day: of, recorded, dropped: gone, added }) => [of, recorded, gone, added])).toEqual([
    ['2026-03-01', 1, 1, 1],
    ['2026-03-02', 2, 0, 0],
  ]);
  expect(dropped).toEqual([{ rule: 0, kind: 'list pods', events: 1 }]);
  expect(total.estimatedBytes).toBeGreaterThan(300);
});

test('bodies that were not recorded are estimated from those that were, or unknown', () => {
  const everything = policy({ level: 'RequestResponse', omitStages: ['RequestReceived', 'ResponseStarted'] });
  const body = { spec: { a: 'x'.repeat(1000) } };
  const recorded = pod('get', { level: 'RequestResponse', responseObject: body });
  const { total } = replayed(everything, [recorded, pod('get'), pod('get')]);
  expect(total.estimatedBytes).toBe(2 * JSON.stringify(body).length);
  expect(total.unknownBodies).toBe(0);
  // A create sends and is answered; a watch's answers are no body.
  expect(replayed(everything, [pod('create'), pod('get'), pod('watch')]).total).toMatchObject({ estimatedBytes: 0, unknownBodies: 3 });
});

test('managed fields that would be left out make bodies an estimate', () => {
  const { total } = replayed({ omitManagedFields: true, rules: [{ level: 'Request', omitStages: ['RequestReceived'] }] }, [
    pod('update', { level: 'Request', requestObject: { a: 1 } }),
  ]);
  expect(total.estimatedBytes).toBe(',"requestObject":{"a":1}'.length);
});

test('detections that would lose their input in this log', () => {
  const records = [
    secret('get'),
    secret('list', { requestURI: '/api/v1/secrets', objectRef: { resource: 'secrets', apiVersion: 'v1' } }),
    pod('get', { user: null, stage: 'ResponseStarted', responseStatus: { code: 401 } }),
    pod('create', { level: 'Metadata', requestURI: '/api/v1/namespaces/shop/pods' }),
  ];
  const { detections } = replayed(policy({ level: 'None', verbs: ['get'] }, { level: 'Request' }), records);
  const told = detections.flatMap(({ detection, usable, lost, gained, example }) =>
    usable + gained === 0 ? [] : [[detection.id, usable, lost, gained, example?.line, example?.rule]],
  );
  expect(told).toEqual([
    ['failed-logins', 1, 1, 0, 3, 0],
    ['root-container', 0, 0, 1, undefined, undefined],
    ['secrets-collected', 2, 1, 0, 1, 0],
    ['host-access', 0, 0, 1, undefined, undefined],
    ['token-off-its-node', 2, 1, 0, 1, 0],
  ]);
});
