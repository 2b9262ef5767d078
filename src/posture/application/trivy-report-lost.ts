// SPDX-License-Identifier: Apache-2.0
// Reads output of a trivy.yaml in a ConfigMap, and --output or TRIVY_OUTPUT of containers: the file must be on a volume that
// outlives the pod or that another container reads; without a reader in the input, it must not be below /tmp.
import { stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import { type CheckContext, defineCheck, type Fault } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { outlives, trivyConfigurations, trivyKinds, trivyOption, trivyReaders, trivyRunsOf } from '../facts/trivy.ts';

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
  appliesTo: { kinds: trivyKinds },
  evaluate: (object, context) => [...lostByFile(object, context), ...lostByFlag(object, context)],
});

function lostByFile(object: KubernetesObject, context: CheckContext): Fault[] {
  const readers = trivyReaders(object, context);
  return trivyConfigurations(object, context).flatMap(({ pointer, config }) => {
    const output = stringField(config, 'output') ?? '';
    const isLost =
      readers.length === 0 ? output.startsWith('/tmp/') : readers.some(({ workload, run }) => !outlives(workload, run.place, output));
    return isLost ? lost(pointer, output) : [];
  });
}

function lostByFlag(object: KubernetesObject, context: CheckContext): Fault[] {
  return trivyRunsOf(object, context).flatMap(({ workload, run }) => {
    const output = trivyOption(run, '--output', '-o');
    // A script may send the file on.
    return output === undefined || run.isScripted || outlives(workload, run.place, output.text) ? [] : lost(output.pointer, output.text);
  });
}

function lost(pointer: Pointer, output: string): Fault[] {
  if (output === '' || output.startsWith('/dev/') || output.startsWith('plugin=')) return [];
  const advice = 'Leave output out and collect the log, or mount a PersistentVolumeClaim for it.';
  return [advised(pointer, 'report ends with the pod', `nothing keeps ${output}`, advice)];
}
