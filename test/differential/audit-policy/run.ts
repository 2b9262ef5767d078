// SPDX-License-Identifier: Apache-2.0
// Policies that people use and random ones, each read by an API server of its own, and requests of every kind. Each request carries an
// Audit-ID, so that what was recorded of it is known, and also that nothing was.
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type AuditDecision,
  type AuditPolicy,
  type AuditRequest,
  auditRequestOf,
  evaluateAuditPolicy,
  readAuditPolicy,
  stagesOf,
} from '../../../src/engines/audit-policy/index.ts';
import { type AuditEvent, decodeAuditEvent } from '../../../src/model/audit/event.ts';
import { isObject, type Json } from '../../../src/model/json.ts';
import { readSource } from '../../../src/model/read.ts';
import { startCluster } from '../../../testbed/cluster.ts';
import { dataFolder } from '../../../conformance/data.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { drive, type Options, type Tally } from '../drive.ts';
import { createRandom, type Random } from '../pss/random.ts';
import { type Asked, generateAsked, generatePolicy, knownUsers, tokenOf } from './generate.ts';
import { createSender, type Sender, withoutOwn } from './sender.ts';

export interface Difference {
  readonly why: string;
  readonly asked: Asked;
  readonly ours: { readonly rule: number | undefined; readonly level: string; readonly stages: readonly string[] };
  readonly theirs: readonly { readonly level: string; readonly stage: string }[];
  readonly policy: AuditPolicy;
}

interface Counts {
  agreements: number;
  policies: number;
  /** Of the requests, how many were recorded. */
  recorded: number;
  /** Lines of the log that were compared. */
  events: number;
}

const requestsPerPolicy = 1500;
const inFlight = 24;

export async function runAuditPolicy(options: Options<Difference>): Promise<Tally<Difference> & Counts> {
  const random = createRandom(options.seed);
  const counts = { agreements: 0, policies: 0, recorded: 0, events: 0 };
  const known = knownPolicies();
  let version = '';
  const tally = await drive<Difference, Counts>(options, version, counts, ({ repeat, differ, goesOn }) =>
    repeat(async (round) => {
      const policy = known[round] ?? generatePolicy(random);
      const compared = await comparePolicy(policy, random, requestsPerPolicy, goesOn);
      version = compared.version;
      if (compared.agreements > 0) counts.policies++;
      counts.agreements += compared.agreements;
      counts.recorded += compared.recorded;
      counts.events += compared.events;
      compared.differences.forEach(differ);
    }),
  );
  return { ...tally, server: version };
}

export interface Compared {
  readonly version: string;
  readonly agreements: number;
  readonly recorded: number;
  readonly events: number;
  readonly differences: readonly Difference[];
  /** What was recorded of these requests. */
  readonly log: readonly AuditEvent[];
}

/** As many random requests to a server with this policy, and what it recorded of each beside what the engine says. */
export async function comparePolicy(policy: AuditPolicy, random: Random, requests: number, goesOn = () => true): Promise<Compared> {
  const users = temporaryFolder({ 'tokens.csv': tokenFile() });
  const compared = { version: '', agreements: 0, recorded: 0, events: 0, differences: [] as Difference[], log: [] as AuditEvent[] };
  const asked: Asked[] = [];
  try {
    compared.version = await withPolicy(policy, users.folder, async (sender, recorded) => {
      let sent = 0;
      const ask = async (): Promise<void> => {
        while (sent++ < requests && goesOn()) {
          const one = generateAsked(random);
          const id = asked.push(one) - 1;
          await sender.send(one, `rampart-${id}`);
        }
      };
      await Promise.all(Array.from({ length: inFlight }, ask));
      const byId = await recorded();
      for (const [id, one] of asked.entries()) {
        const events = byId.get(`rampart-${id}`) ?? [];
        compared.log.push(...events.map(({ event }) => event));
        const difference = differenceOf(policy, one, events);
        if (difference !== undefined) compared.differences.push(difference);
        else {
          compared.agreements++;
          compared.recorded += events.length > 0 ? 1 : 0;
          compared.events += events.length;
        }
      }
    });
    return compared;
  } finally {
    users.remove();
  }
}

/** Policies that are in use; those that are not there are left out. */
export function knownPolicies(): AuditPolicy[] {
  const root = path.join(import.meta.dirname, '../../..');
  const files = [
    path.join(dataFolder('audit-policy'), 'gce-audit-policy.yaml'),
    path.join(root, 'examples/hardened/s1-02-audit-policy.yaml'),
  ];
  return files
    .filter(existsSync)
    .map((name) => readAuditPolicy(readSource({ name, text: readFileSync(name, 'utf8') }).objects[0]?.body ?? {}).policy);
}

function tokenFile(): string {
  return knownUsers
    .map(({ name, groups }, index) => {
      const own = withoutOwn(groups);
      return `${tokenOf(index)},${name},uid-${index}${own.length === 0 ? '' : `,"${own.join(',')}"`}\n`;
    })
    .join('');
}

type Recorded = () => Promise<Map<string, RecordedEvent[]>>;

interface RecordedEvent {
  readonly event: AuditEvent;
  readonly bodies: Json;
}

/** Returns the version of the server. */
async function withPolicy(
  policy: AuditPolicy,
  folder: string,
  work: (sender: Sender, recorded: Recorded) => Promise<void>,
): Promise<string> {
  const cluster = await startCluster({
    auditPolicy: { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', ...policy },
    flags: { 'token-auth-file': path.join(folder, 'tokens.csv') },
  });
  await cluster.createNamespace('shop');
  const sender = await createSender(cluster);
  try {
    await cluster.request('POST', '/api/v1/namespaces/default/configmaps', { metadata: { name: 'web' }, data: { word: 'hidden' } });
    await work(sender, () => eventsIn(cluster.auditLog));
    return cluster.version;
  } finally {
    sender.close();
    await cluster.stop();
  }
}

/** What the log has, when nothing more comes: an event may be written a moment after the answer. */
async function eventsIn(file: string): Promise<Map<string, RecordedEvent[]>> {
  let text = '';
  for (let quiet = 0; quiet < 3; ) {
    await wait(250);
    const now = existsSync(file) ? await readFile(file, 'utf8') : '';
    quiet = now.length === text.length ? quiet + 1 : 0;
    text = now;
  }
  const events = text.split('\n').flatMap((line): RecordedEvent[] => {
    const value: Json = line === '' ? null : JSON.parse(line);
    if (!isObject(value)) return [];
    const event = decodeAuditEvent(value, true);
    if ('broken' in event) throw new Error(`${event.broken}: ${line}`);
    if (event.bytes !== Buffer.byteLength(line) + 1)
      throw new Error(`${event.bytes} bytes instead of ${Buffer.byteLength(line) + 1}: ${line}`);
    return [{ event, bodies: [value['requestObject'] ?? null, value['responseObject'] ?? null] }];
  });
  return Map.groupBy(events, ({ event }) => event.auditID);
}

function differenceOf(policy: AuditPolicy, asked: Asked, recorded: readonly RecordedEvent[]): Difference | undefined {
  const decision = evaluateAuditPolicy(policy, asked.request);
  const stages = expectedStages(decision, asked.request);
  const found = recorded.map(({ event: { level, stage } }) => ({ level, stage }));
  const why = whyOf(policy, decision, stages, recorded, asked.request);
  if (why === undefined) return undefined;
  return { why, asked, ours: { rule: decision.rule, level: decision.level, stages }, theirs: found, policy };
}

function expectedStages({ level, omitStages }: AuditDecision, request: AuditRequest): string[] {
  return level === 'None' ? [] : stagesOf(request).filter((stage) => stage !== 'Panic' && !omitStages.has(stage));
}

function whyOf(
  policy: AuditPolicy,
  decision: AuditDecision,
  stages: readonly string[],
  recorded: readonly RecordedEvent[],
  request: AuditRequest,
): string | undefined {
  const found = recorded.map(({ event }) => event.stage).toSorted();
  if (found.join() !== stages.toSorted().join()) return 'other stages';
  if (recorded.some(({ event }) => event.level !== decision.level)) return 'another level';
  const hasManagedFields = recorded.some(({ bodies }) => JSON.stringify(bodies).includes('"managedFields"'));
  if (decision.omitManagedFields && hasManagedFields) return 'managed fields';
  for (const { event } of recorded) {
    if (event.requestBytes !== undefined && (decision.level === 'Metadata' || event.stage === 'RequestReceived')) return 'a body';
    // What the event tells of the request leads to the same decision.
    const read = auditRequestOf(event);
    if (evaluateAuditPolicy(policy, read).rule !== decision.rule) return `the event is read as ${JSON.stringify(read)}`;
    if (read.verb !== request.verb || (read.namespace ?? '') !== (request.namespace ?? '') || (read.name ?? '') !== (request.name ?? ''))
      return `the event is read as ${JSON.stringify(read)}`;
  }
  return undefined;
}
