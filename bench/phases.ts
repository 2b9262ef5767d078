// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { readPaths } from '../src/adapters/files/read-paths.ts';
import { buildInventory } from '../src/model/inventory.ts';
import { newestKubernetes } from '../src/model/version.ts';
import { catalogue } from '../src/posture/catalogue.ts';
import { evaluate } from '../src/posture/evaluate.ts';
import { renderJson } from '../src/report/json.ts';
import { scanReport } from '../src/report/scan-report.ts';
import type { Row } from './row.ts';
import { testTime } from '../src/posture/testing.ts';

/** Deployments of our own making, flawed in turn, as one file of a folder that the caller removes. */
export function writeDeployments(folder: string, amount: number): void {
  const documents = Array.from({ length: amount }, (_, index) =>
    [
      'apiVersion: apps/v1',
      'kind: Deployment',
      `metadata: {name: app-${index}, namespace: team-${index % 40}}`,
      'spec:',
      `  selector: {matchLabels: {app: app-${index}}}`,
      '  template:',
      `    metadata: {labels: {app: app-${index}}}`,
      '    spec:',
      `      hostNetwork: ${index % 7 === 0}`,
      '      containers:',
      '        - name: app',
      `          image: registry.example.com/app:${index % 3 === 0 ? 'latest' : index}`,
      `          securityContext: {privileged: ${index % 11 === 0}, runAsNonRoot: ${index % 2 === 0}}`,
      '          ports: [{containerPort: 8080}]',
      '          resources: {limits: {memory: 128Mi}}',
      '',
    ].join('\n'),
  );
  writeFileSync(path.join(folder, 'deployments.yaml'), documents.join('---\n'));
}

/** The phases of one scan in this process, the code warm: each the median of five. */
export async function benchPhases(folder: string): Promise<Row[]> {
  const times: number[][] = [];
  let counts = { workloads: 0, checks: catalogue.length, findings: 0 };
  for (let round = 0; round < 6; round++) {
    const marks = [performance.now()];
    const mark = () => marks.push(performance.now());
    const read = await readPaths([folder]);
    mark();
    const inventory = buildInventory(read, newestKubernetes);
    mark();
    const evaluation = evaluate(inventory, catalogue, testTime);
    mark();
    const { files } = read;
    const report = scanReport({
      rampartVersion: '0',
      targets: [folder],
      files,
      inventory,
      checks: catalogue,
      evaluation,
      problems: read.problems,
    });
    for (const _ of renderJson(report, read.textOf));
    mark();
    // The first round warms the code up.
    if (round > 0) times.push(marks.slice(1).map((time, index) => time - (marks[index] ?? time)));
    counts = { workloads: inventory.workloads.length, checks: catalogue.length, findings: evaluation.findings.length };
  }
  const median = (phase: number) => times.map((round) => round[phase] ?? 0).toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  const checking = median(2);
  return [
    { name: 'walk, read and parse', value: median(0), unit: 'ms' },
    { name: 'inventory', value: median(1), unit: 'ms' },
    { name: `${counts.checks} checks on ${counts.workloads} workloads`, value: checking, unit: 'ms' },
    { name: 'verdicts', value: (counts.checks * counts.workloads) / (checking / 1000), unit: 'per s' },
    { name: `JSON of ${counts.findings} findings`, value: median(3), unit: 'ms' },
  ];
}
