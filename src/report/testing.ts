// SPDX-License-Identifier: Apache-2.0
// Shared by the tests of formats: the report on manifests given as text, and one in which every text is hostile.
import { buildInventory } from '../model/inventory.ts';
import { readSource } from '../model/read.ts';
import { newestKubernetes } from '../model/version.ts';
import { hostNamespaces } from '../posture/workload/host-namespaces.ts';
import { memoryLimit } from '../posture/workload/memory-limit.ts';
import { privilegedContainer } from '../posture/workload/privileged-container.ts';
import { allQuestions } from '../posture/all-questions.ts';
import { evaluate } from '../posture/evaluate.ts';
import type { Exception } from '../posture/exceptions.ts';
import type { Finding } from '../posture/finding.ts';
import type { AskedQuestion } from '../posture/question.ts';
import { type ScanReport, scanReport, type Settlement } from './scan-report.ts';
import { testTime } from '../posture/testing.ts';

export const manifest = `apiVersion: v1
kind: Pod
metadata:
  name: agent
  namespace: shop
  labels: { app: agent }
spec:
  hostPID: true
  containers:
    - name: agent
      image: registry.example.com/agent:1.0.0
      securityContext:
        privileged: true
`;

/** What three checks say of a manifest named agent.yaml. */
export function reportOn(text: string, settlement?: Settlement): ScanReport {
  const read = readSource({ name: 'agent.yaml', text });
  const inventory = buildInventory(read, newestKubernetes);
  const checks = [hostNamespaces, memoryLimit, privilegedContainer];
  const { problems } = read;
  const evaluation = evaluate(inventory, checks, testTime);
  const given = settlement === undefined ? {} : { settlement };
  return scanReport({ rampartVersion: '0.0.0', targets: ['agent.yaml'], files: 1, inventory, checks, evaluation, problems, ...given });
}

export const exception: Exception = {
  name: 'agent-is-privileged',
  origin: { kind: 'file', source: 'exceptions.yaml', start: 0, end: 0, pointer: '' },
  checks: ['privileged-*'],
  objects: [{ namespace: 'shop', name: 'agent' }],
  owner: 'platform',
  approver: 'security',
  reason: 'It loads a kernel module.',
  ticket: 'SEC-1',
  expires: '2026-12-31',
  expiresAt: Date.parse('2027-01-01'),
};

/** A question with evidence in which every text of the input is the same. */
function hostileQuestion(text: string): AskedQuestion {
  const [question] = allQuestions;
  if (question === undefined) throw new TypeError('there are no questions');
  const object = { apiVersion: 'v1', kind: text, namespace: text, name: text };
  const places = [{ object, origin: { kind: 'cluster', context: text, resourceVersion: '' } as const, path: '', detail: text }];
  return { question, status: 'question', facts: [{ text, places }], missing: [text] };
}

/** A report of one finding in each state, with the same text wherever the input has a say. */
export function hostileReport(text: string): ScanReport {
  const base = reportOn(manifest);
  const origin = { kind: 'cluster', context: text, resourceVersion: '' } as const;
  const finding: Finding = {
    check: 'memory-limit',
    verdict: 'fail',
    severity: 'medium',
    object: { apiVersion: 'v1', kind: text, namespace: text, name: text },
    origin,
    path: '',
    absent: [text],
    reason: text,
    detail: text,
    remedy: { kind: 'patch', patch: [{ op: 'add', path: '/x', value: text }], note: text },
  };
  const hostile: Exception = { ...exception, name: text, reason: text, owner: text, approver: text, ticket: text, expires: text };
  return {
    ...base,
    targets: [text],
    findings: [
      finding,
      { ...finding, detail: '', remedy: { kind: 'advice', advice: text } },
      { ...finding, verdict: 'unknown', missing: text },
    ],
    accepted: [{ finding, exception: hostile }],
    exceptions: [{ exception: hostile, status: 'used', matched: 1 }],
    invalidExceptions: [{ name: text, origin, faults: [{ path: `/${text}`, reason: text }] }],
    baseline: { known: [finding], gone: 0 },
    questions: [hostileQuestion(text)],
    problems: [{ code: 'syntax', source: text, line: 1, column: 1, reason: text }],
  };
}
