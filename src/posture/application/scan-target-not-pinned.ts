// SPDX-License-Identifier: Apache-2.0
// Reads the arguments of trivy image, variables of the container resolved: the image to be scanned must be named by digest.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { parseImage } from '../../model/image.ts';
import { trivyRuns, type TrivyRun } from '../facts/trivy.ts';

// Flags that stand alone. Any other flag without = takes the word that follows.
const switches =
  /^(?:--(?:quiet|debug|insecure|no-progress|ignore-unfixed|list-all-pkgs|dependency-tree|offline-scan|removed-pkgs|skip-[a-z-]+-update|download-[a-z-]+-only|exit-on-eol|show-suppressed|include-non-failures|license-full|disable-telemetry|reset|clear-cache)|-[qd])$/;

/** The last argument that is neither a flag nor the value of one. */
function targetOf({ subcommand, words, place }: TrivyRun): { readonly text: string; readonly pointer: string } | undefined {
  const start = words.findIndex(({ text }) => text === 'image' || text === 'i');
  if ((subcommand !== 'image' && subcommand !== 'i') || words.some(({ text }) => /^--input(?:=|$)/.test(text))) return undefined;
  const plain = words.slice(start + 1).filter(({ text }, index, rest) => {
    const before = rest[index - 1]?.text ?? '';
    return !text.startsWith('-') && !(before.startsWith('-') && !before.includes('=') && !switches.test(before));
  });
  const target = plain.at(-1);
  const variable = /^\$\(([A-Za-z_]\w*)\)$/.exec(target?.text ?? '')?.[1];
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
    trivyRuns(workload).flatMap((run) => {
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
