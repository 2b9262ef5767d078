// SPDX-License-Identifier: Apache-2.0
// Reading audit logs beside JSON.parse of the same lines. Budget: all rules over the events reach 60 % of what JSON.parse alone does,
// so that reading has to leave them room.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { readAuditLogs } from '../src/adapters/files/audit-logs.ts';
import { NeedTable } from '../src/proof/calls/need-table.ts';
import { newestKubernetes } from '../src/model/version.ts';
import { formatRows, type Row } from './row.ts';

const rounds = 5;

/** Events without bodies, and events whose bodies were recorded. */
export async function benchAudit(): Promise<readonly Row[]> {
  return [...(await measure('Metadata', 100_000, '')), ...(await measure('RequestResponse', 30_000, body()))];
}

async function measure(level: string, events: number, object: string): Promise<Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'rampart-bench-'));
  try {
    const file = path.join(folder, 'audit.log');
    writeFileSync(file, Array.from({ length: events }, (_, index) => `${auditLine(index, level, object)}\n`).join(''));
    const bytes = readFileSync(file).byteLength;
    const parsing = await median(() => {
      for (const line of readFileSync(file, 'utf8').split('\n')) if (line !== '') JSON.parse(line);
    });
    let taken = 0;
    const reading = await median(async () => {
      await readAuditLogs([file], () => {
        taken += 1;
      });
    });
    const needs = await median(async () => {
      const table = new NeedTable({ version: newestKubernetes, isAnyName: () => false });
      await readAuditLogs([file], (event, source, at) => table.add(event, source, at));
      if (table.result().subjects.length === 0) throw new Error('nobody needed anything');
    });
    if (taken !== events * (rounds + 1)) throw new Error(`${taken} events were read`);
    return [
      { name: `${level}, JSON.parse of the lines`, value: events / parsing, unit: 'events/s' },
      {
        name: `${level}, read`,
        value: events / reading,
        unit: 'events/s',
        // With bodies it is the bodies that are parsed.
        ...(object === '' ? { limit: { value: 60_000, better: 'more' } as const } : {}),
      },
      { name: `${level}, read and added up to needs`, value: events / needs, unit: 'events/s' },
      { name: `${level}, read`, value: bytes / reading / 1e6, unit: 'MB/s' },
      { name: `${level}, of JSON.parse alone`, value: parsing / reading, unit: 'of speed', limit: { value: 0.6, better: 'more' } },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A line as a server writes it; every tenth is a list, every tenth creates. */
export function auditLine(index: number, level: string, object: string): string {
  const [namespace, name] = [`team-${index % 40}`, `web-${index % 5000}`];
  const [verb, tail] = index % 10 === 0 ? ['list', ''] : index % 10 === 1 ? ['create', ''] : ['get', `/${name}`];
  const time = new Date(Date.UTC(2026, 2, 1) + index * 10).toISOString().replace('Z', '123Z');
  const account = `system:serviceaccount:${namespace}:app-${index % 7}`;
  const groups = `["system:serviceaccounts","system:serviceaccounts:${namespace}","system:authenticated"]`;
  const id = `${(index + 0x10000000).toString(16)}-5f3a-4c62-9e0b-${(index * 7919).toString(16).padStart(12, '0')}`;
  return `{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"${level}","auditID":"${id}","stage":"ResponseComplete","requestURI":"/api/v1/namespaces/${namespace}/pods${tail}?timeout=10s","verb":"${verb}","user":{"username":"${account}","uid":"2f1d0f7e-1111-4222-8333-944455556666","groups":${groups},"extra":{"authentication.kubernetes.io/credential-id":["JTI=${id}"],"authentication.kubernetes.io/pod-name":["app-0"]}},"sourceIPs":["10.4.${index % 200}.7"],"userAgent":"app/v1.9 (linux/amd64) kubernetes/fd3ed37","objectRef":{"resource":"pods","namespace":"${namespace}"${verb === 'list' ? '' : `,"name":"${name}"`},"apiVersion":"v1"},"responseStatus":{"metadata":{},"code":${verb === 'create' ? 201 : 200}}${object},"requestReceivedTimestamp":"${time}","stageTimestamp":"${time}","annotations":{"authorization.k8s.io/decision":"allow","authorization.k8s.io/reason":"RBAC: allowed by RoleBinding \\"app/${namespace}\\" of Role \\"app\\" to ServiceAccount \\"app/${namespace}\\""}}`;
}

function body(): string {
  const container = (index: number) => ({
    name: `c-${index}`,
    image: `registry.example.com/team/web:1.${index}`,
    env: Array.from({ length: 20 }, (_, at) => ({ name: `NAME_${at}`, value: `value of ${at}` })),
    resources: { limits: { cpu: '500m', memory: '256Mi' }, requests: { cpu: '100m', memory: '128Mi' } },
  });
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', labels: { app: 'web' } },
    spec: { containers: [0, 1, 2].map(container) },
  };
  return `,"responseObject":${JSON.stringify(pod)}`;
}

async function median(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now();
    await work();
    times.push((performance.now() - start) / 1000);
  }
  return times.slice(1).toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
}

if (import.meta.main) process.stdout.write(`${formatRows('Audit logs', await benchAudit())}\n`);
