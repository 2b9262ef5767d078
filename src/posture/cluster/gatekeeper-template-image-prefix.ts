// SPDX-License-Identifier: Apache-2.0
// Reads the Rego of a ConstraintTemplate for startswith over a container's image: a prefix of the text as it is written, not of
// registry and repository. Rego that asks for a wildcard first (trim_suffix, endswith) is left alone.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { templateKinds } from '../facts/gatekeeper.ts';
import { regoSources } from '../facts/rego.ts';

/** startswith over .image, over a variable of that name, or over one that was given an image. */
function comparesImage(rego: string): boolean {
  const variables = [...rego.matchAll(/\b(\w+)\s*:?=\s*[\w.[\]]+\.image\b/g)].map(([, name = '']) => name);
  return [...rego.matchAll(/\bstartswith\(\s*([\w.[\]]+)\s*,/g)].some(
    ([, text = '']) => /(?:^|\.)image$/.test(text) || variables.includes(text),
  );
}

export const gatekeeperTemplateImagePrefix = defineCheck({
  id: 'gatekeeper-template-image-prefix',
  title: 'Constraint template compares images as text',
  why: 'A prefix without a slash at its end admits gcr.io/my-company-evil beside gcr.io/my-company, and one image has several spellings: short names of Docker Hub are pulled from where the rule did not look.',
  remedy: 'Bring the reference into its full form and compare registry and path segments.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['supply-chain'],
  references: ['https://github.com/open-policy-agent/gatekeeper-library/tree/master/library/general/allowedrepos'],
  aliases: [],
  appliesTo: { kinds: templateKinds },
  evaluate: (template) =>
    regoSources(template).flatMap(({ pointer, all }) =>
      comparesImage(all) && !/\btrim_(?:suffix|right)\(|\bendswith\(/.test(all)
        ? [
            advised(
              pointer,
              'images are compared as text',
              'startswith(image, …) takes the reference as it is written',
              'Add docker.io and library/ where they are implied, and end each prefix with a slash.',
            ),
          ]
        : [],
    ),
});
