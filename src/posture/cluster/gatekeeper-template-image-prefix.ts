// SPDX-License-Identifier: Apache-2.0
// Reads the Rego and CEL of a ConstraintTemplate for comparisons (startswith, any_prefix_match, contains, patterns) of a container's
// image, as it is written, with a list of the constraint or a text that ends within a name. What is brought into another form
// first, or asked for a wildcard, is left alone.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { templateKinds } from '../facts/gatekeeper.ts';
import { callsWithImages, celSources, regoSources } from '../facts/rego.ts';
import type { Argument } from '../facts/rego-references.ts';

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
  evaluate: (template) => {
    const places = [
      ...regoSources(template).map((source) => ({ pointer: source.pointer, call: callsWithImages(source).find(comparesText)?.of })),
      ...celSources(template).map(({ pointer, text }) => ({ pointer, call: comparedByCel(text) })),
    ];
    return places.flatMap(({ pointer, call }) =>
      call === undefined
        ? []
        : [
            advised(
              pointer,
              'images are compared as text',
              `${call}(image, …) takes the reference as it is written`,
              'Add docker.io and library/ where they are implied, and end each prefix with a slash.',
            ),
          ],
    );
  },
});

/** Whether a call compares an image with a list of the constraint, or with a text that ends within a name. */
function comparesText({ of, place, values, words }: Argument): boolean {
  const other = values[1 - place];
  const known = [...(other?.is ?? []), ...(other?.has ?? [])];
  const texts = known.filter((path) => path.startsWith('"')).map((path) => path.slice(1));
  const isListed = known.some((path) => path.startsWith('input.parameters.') && !/tag|digest|exempt/i.test(path));
  if (/^(?:startswith|strings\.any_prefix_match|indexof)$/.test(of)) return place === 0 && (isListed || texts.some(endsWithinName));
  if (of === 'contains') return place === 0 && (isListed || texts.some(namesPlace));
  // Only a pattern that is made of the list: one that is a parameter itself may be anchored.
  const made = words[0]?.[0]?.text ?? '';
  if (!/^(?:regex\.match|re_match)$/.test(of) || place !== 1) return false;
  return made === 'sprintf'
    ? !(words[0] ?? []).some(({ kind, text }) => kind === 'string' && /%[vs](?:.*\$|\/)/.test(text))
    : texts.some(isUnanchored);
}

function endsWithinName(text: string): boolean {
  return text !== '' && !text.endsWith('/');
}

function namesPlace(text: string): boolean {
  return /\w/.test(text) && /[./]/.test(text) && !/^[:@]/.test(text);
}

function isUnanchored(pattern: string): boolean {
  return namesPlace(pattern) && !pattern.startsWith('^') && /[a-z]{2}(?:\\?\.|\/)/i.test(pattern);
}

/** The function by which CEL compares an image as text. A text that says where it holds a wildcard is left alone. */
function comparedByCel(text: string): string | undefined {
  if (/endsWith\(\s*['"]\*['"]/.test(text)) return undefined;
  const calls = [...text.matchAll(/\.image\.(startsWith|contains)\(\s*('[^']*'|"[^"]*"|[\w.]+)/g)];
  return calls.find(([, name, given = '']) => {
    const constant = /^['"]/.test(given) ? given.slice(1, -1) : undefined;
    if (constant === undefined) return !/tag|digest|exempt/i.test(given);
    return name === 'startsWith' ? endsWithinName(constant) : namesPlace(constant);
  })?.[1];
}
