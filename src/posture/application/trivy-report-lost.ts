// SPDX-License-Identifier: Apache-2.0
// Reads output of a trivy.yaml in a ConfigMap: the file must be on a volume of its reader that outlives the pod, or not be
// below /tmp where no reader is in the input.
import { stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { outlives, trivyConfigurations, trivyReaders } from '../facts/trivy.ts';

export const trivyReportLost = defineCheck({
  id: 'trivy-report-lost',
  title: 'Report is written where nobody can read it',
  why: 'The pod is finished and its files are gone: nobody learns what was found, and no one can show later that the image was scanned.',
  remedy: 'Write the report to standard output, an object store or a volume that outlives the pod.',
  severity: 'low',
  layer: 'application',
  threats: ['supply-chain'],
  references: ['https://trivy.dev/latest/docs/references/configuration/config-file/'],
  aliases: [],
  appliesTo: { kinds: ['ConfigMap'] },
  evaluate: (object, context) =>
    trivyConfigurations(object).flatMap(({ pointer, config }) => {
      const output = stringField(config, 'output') ?? '';
      const readers = trivyReaders(object, context);
      const isLost =
        readers.length === 0 ? output.startsWith('/tmp/') : readers.some(({ workload, run }) => !outlives(workload, run.place, output));
      if (output === '' || output.startsWith('/dev/') || !isLost) return [];
      const advice = 'Leave output out and collect the log, or mount a PersistentVolumeClaim for it.';
      return [advised(pointer, 'report ends with the pod', `nothing keeps ${output}`, advice)];
    }),
});
