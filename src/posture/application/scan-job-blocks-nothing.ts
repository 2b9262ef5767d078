// SPDX-License-Identifier: Apache-2.0
// Reads backoffLimit (6 where it is left out) of a Job whose scanner is told to fail on findings (--exit-code, TRIVY_EXIT_CODE or
// exit-code in its file): 0 is expected. A Job stops no deployment.
import { field } from '../../model/json.ts';
import { setOperation } from '../../model/patch.ts';
import { defineCheck } from '../check.ts';
import { configurationsOf, trivyOption, trivyRuns } from '../facts/trivy.ts';

export const scanJobBlocksNothing = defineCheck({
  id: 'scan-job-blocks-nothing',
  title: 'Scan that fails blocks nothing',
  why: 'A Job that exits with 1 is tried again and forgotten. The image it found wanting is deployed all the same, since nothing waits for the Job.',
  remedy: 'Scan in the pipeline or let admission ask for a signed report; in the Job, set backoffLimit: 0 and alert on its failure.',
  severity: 'medium',
  layer: 'application',
  threats: ['supply-chain'],
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy'],
  aliases: ['T1204.003'],
  appliesTo: 'workload',
  applicable: ({ object }) => object.kind === 'Job' || object.kind === 'CronJob',
  evaluate: (workload, context) => {
    const { object, templatePath } = workload;
    const spec = templatePath.replace(/\/template$/, '');
    const job = object.kind === 'Job' ? field(object.body, 'spec') : field(field(field(object.body, 'spec'), 'jobTemplate'), 'spec');
    const fails = trivyRuns(workload).some((run) => {
      const code =
        trivyOption(run, '--exit-code')?.text ?? configurationsOf(workload, run, context).map((config) => field(config, 'exit-code'))[0];
      return typeof code === 'number' ? code > 0 : typeof code === 'string' && /^[1-9]/.test(code);
    });
    const limit = field(job, 'backoffLimit');
    if (!fails || limit === 0 || field(job, 'podFailurePolicy') !== undefined) return [];
    return [
      {
        kind: 'fault' as const,
        path: `${spec}/backoffLimit`,
        reason: 'failed scan is tried again and blocks nothing',
        detail: `a scan that finds something runs ${typeof limit === 'number' ? limit + 1 : 7} times, and nothing waits for it`,
        remedy: {
          kind: 'patch' as const,
          patch: [setOperation(object.body, `${spec}/backoffLimit`, 0)],
          note: 'Ends the retries. What stops a deployment is a gate in the pipeline or at admission.',
        },
      },
    ];
  },
});
