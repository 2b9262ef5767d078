// SPDX-License-Identifier: Apache-2.0
// Reads command and args of containers that start cosign: the first word must be one of its commands.
import { containerInvocations } from '../../model/components/invocation.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { containerPlaces } from '../facts/container-faults.ts';

const commands: ReadonlySet<string> = new Set(
  'attach attest attest-blob bundle clean completion copy debug dockerfile download env generate generate-key-pair help import-key-pair initialize load login manifest piv-tool pkcs11-tool policy public-key save sign sign-blob signing-config tree triangulate trusted-root tuf upload verify verify-attestation verify-blob verify-blob-attestation version'.split(
    ' ',
  ),
);

/** Flags of cosign itself whose value is the next word. */
const takesValue = /^(?:-t|--timeout|--output-file)$/;

export const cosignUnknownCommand = defineCheck({
  id: 'cosign-unknown-command',
  title: 'Container starts cosign with a command that it does not have',
  why: 'The container ends at once and restarts for ever. Signatures are verified by nobody, although a workload of that name is there.',
  remedy: 'Verify at admission with policy-controller.',
  severity: 'high',
  layer: 'application',
  threats: ['supply-chain'],
  references: ['https://docs.sigstore.dev/policy-controller/installation/', 'https://docs.sigstore.dev/cosign/signing/overview/'],
  aliases: [],
  appliesTo: 'workload',
  evaluate: (workload) =>
    containerPlaces(workload).flatMap(({ container, pointer, label }) => {
      const starts = containerInvocations(container, pointer).filter(({ program }) => program === 'cosign');
      return starts.flatMap(({ words }) => {
        const word = words.find(({ text }, index) => !text.startsWith('-') && !takesValue.test(words[index - 1]?.text ?? ''));
        if (word === undefined || commands.has(word.text) || word.text.includes('$')) return [];
        return [
          advised(
            word.within === 'shell' ? word.path : word.path.replace(/\/\d+$/, ''),
            'unknown command',
            `${label} starts "cosign ${word.text}", which does not exist`,
            'Install policy-controller for admission; cosign itself signs and verifies on a command line.',
          ),
        ];
      });
    }),
});
