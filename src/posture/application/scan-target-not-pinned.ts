// SPDX-License-Identifier: Apache-2.0
// Reads the arguments of trivy image and of grype, variables of the container resolved: the image to be scanned must be named
// by digest.
import { containerInvocations } from '../../model/components/invocation.ts';
import type { Workload } from '../../model/workload.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { parseImage } from '../../model/image.ts';
import { type ContainerPlace, containerPlaces } from '../facts/container-faults.ts';
import { trivyRuns, type Word } from '../facts/trivy.ts';

// Flags that stand alone. Any other flag without = takes the word that follows.
const switches =
  /^(?:--(?:quiet|debug|insecure|no-progress|ignore-unfixed|list-all-pkgs|dependency-tree|offline-scan|removed-pkgs|skip-[a-z-]+-update|download-[a-z-]+-only|exit-on-eol|show-suppressed|include-non-failures|license-full|disable-telemetry|reset|clear-cache)|-[qd])$/;

interface ScanRun {
  readonly place: ContainerPlace;
  /** The arguments in which the image stands. */
  readonly words: readonly Word[];
}

/** trivy image TARGET, and grype TARGET. */
function scanRuns(workload: Workload): ScanRun[] {
  const trivy = trivyRuns(workload).flatMap(({ place, subcommand, words }) => {
    const start = words.findIndex(({ text }) => text === subcommand);
    return subcommand === 'image' || subcommand === 'i' ? [{ place, words: words.slice(start + 1) }] : [];
  });
  const grype = containerPlaces(workload).flatMap((place) =>
    containerInvocations(place.container, place.pointer)
      .filter(({ program, words }) => program === 'grype' && !grypeCommands.has(words[0]?.text ?? ''))
      .map(({ words }) => ({
        place,
        words: words.map(({ text, path }) => ({ text: text.replace(/^(?:registry|docker):/, ''), pointer: path })),
      })),
  );
  return [...trivy, ...grype];
}

const grypeCommands: ReadonlySet<string> = new Set(['db', 'version', 'completion', 'config', 'explain', 'help']);

/** The argument that is neither a flag nor the value of one, variables of the container resolved. */
function targetOf({ words, place }: ScanRun): Word | undefined {
  if (words.some(({ text }) => /^--input(?:=|$)/.test(text))) return undefined;
  const plain = words.filter(({ text }, index) => {
    const before = words[index - 1]?.text ?? '';
    return !text.startsWith('-') && !(before.startsWith('-') && !before.includes('=') && !switches.test(before));
  });
  const target = plain.at(-1);
  const variable = /^\$(?:\(([A-Za-z_]\w*)\)|\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))$/
    .exec(target?.text ?? '')
    ?.slice(1)
    .find((name) => name !== undefined);
  if (variable === undefined) return target;
  const index = (place.container.env ?? []).findLastIndex(({ name }) => name === variable);
  const value = place.container.env?.[index]?.value;
  return value === undefined ? undefined : { text: value, pointer: `${place.pointer}/env/${index}/value` };
}

export const scanTargetNotPinned = defineCheck({
  id: 'scan-target-not-pinned',
  title: 'Scanner looks at another image than the one that runs',
  why: 'A tag moves: what was scanned and what is deployed later are different images, and a bad one passes on the report of a good one.',
  remedy: 'Scan the digest that is deployed.',
  severity: 'medium',
  layer: 'application',
  threats: ['supply-chain'],
  references: ['https://trivy.dev/latest/docs/target/container_image/'],
  aliases: [],
  appliesTo: 'workload',
  evaluate: (workload) =>
    scanRuns(workload).flatMap((run) => {
      const target = targetOf(run);
      if (target === undefined) return [];
      const image = parseImage(target.text);
      if (image === undefined || image.digest !== undefined) return [];
      const detail = `${run.place.label} scans ${target.text}, whose tag moves`;
      return [
        advised(
          target.pointer,
          'target is named by tag',
          detail,
          'Hand the scanner the reference with @sha256:… that the deployment uses.',
        ),
      ];
    }),
});
