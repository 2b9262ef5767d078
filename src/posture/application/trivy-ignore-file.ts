// SPDX-License-Identifier: Apache-2.0
// Reads ignorefile of a trivy.yaml in a ConfigMap, and --ignorefile or TRIVY_IGNOREFILE of containers: an absolute path is
// allowed, or a relative one where the container names its working directory.
import { stringField } from '../../model/json.ts';
import { valueAt } from '../../model/pointer.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { trivyConfigurations, trivyKinds, trivyOption, trivyRunsOf } from '../facts/trivy.ts';

export const trivyIgnoreFile = defineCheck({
  id: 'trivy-ignore-file',
  title: 'Ignore file is looked for in the working directory',
  why: 'A relative path is found only where the pod happens to start. Without the file every accepted finding fails the gate, and people switch the gate off.',
  remedy: 'Mount the file and give its absolute path; let its entries expire.',
  severity: 'info',
  layer: 'application',
  threats: ['supply-chain'],
  references: ['https://trivy.dev/latest/docs/configuration/filtering/'],
  aliases: [],
  appliesTo: { kinds: trivyKinds },
  evaluate: (object, context) => {
    const files = trivyConfigurations(object, context).map(({ pointer, config }) => ({
      pointer,
      text: stringField(config, 'ignorefile') ?? '',
    }));
    // A script may change the folder, and a container may name the one that it starts in.
    const flags = trivyRunsOf(object, context).flatMap(({ run }) =>
      run.isScripted || valueAt(object.body, `${run.place.pointer}/workingDir`) !== undefined
        ? []
        : (trivyOption(run, '--ignorefile') ?? []),
    );
    return [...files, ...flags].flatMap(({ pointer, text }) => {
      if (text === '' || text.startsWith('/') || text.startsWith('$')) return [];
      return [advised(pointer, 'relative path', `ignorefile ${text} is relative`, 'Mount the file and write its absolute path.')];
    });
  },
});
