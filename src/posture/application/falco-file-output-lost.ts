// SPDX-License-Identifier: Apache-2.0
// Reads file_output of a falco.yaml in a ConfigMap: the file must be on a volume of a workload that runs Falco in the
// namespace.
import { field, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { falcoConfigurations, falcoReaders } from '../facts/falco.ts';
import { outlives as isOnVolume } from '../facts/trivy.ts';

export const falcoFileOutputLost = defineCheck({
  id: 'falco-file-output-lost',
  title: 'Falco writes its alerts into its own container',
  why: 'The file ends with the container: an intruder who restarts or crashes Falco takes the evidence along, and until then it fills the disk of the node.',
  remedy: 'Turn file_output off, or mount a volume where it writes.',
  severity: 'low',
  layer: 'application',
  threats: ['unauthorized-access'],
  references: ['https://falco.org/docs/reference/daemon/config-options/'],
  aliases: [],
  appliesTo: { kinds: ['ConfigMap'] },
  evaluate: (object, context) =>
    falcoConfigurations(object).flatMap(({ pointer, config }) => {
      const output = field(config, 'file_output');
      const file = stringField(output, 'filename') ?? '';
      const isKept = falcoReaders(object, context).some(({ workload, place }) => isOnVolume(workload, place, file));
      if (field(output, 'enabled') !== true || isKept || /^\/(?:dev|proc)\//.test(file)) return [];
      const advice = 'Set file_output.enabled to false and send alerts out, or mount a volume for the file and rotate it.';
      return [advised(pointer, 'alerts are kept in the container', `nothing in the input mounts a volume for ${file}`, advice)];
    }),
});
