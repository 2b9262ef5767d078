// SPDX-License-Identifier: Apache-2.0
// Laws that people ask about before they write the policy that enforces them: which registries, which labels.
import { parseImage } from '../../model/image.ts';
import { type AdmissionAnswer, type AdmissionLaw, allowed } from './law.ts';

/** Images from these places only: `registry.example.com`, or with a path, whose segments must be whole. */
export function registryLaw(places: readonly string[]): AdmissionLaw {
  const wanted = places.map((place) => segmentsOf(place));
  return {
    name: 'allowed registries',
    statedBy: `registries ${places.join(' ')}`,
    judge: ({ pod: { spec } }) => {
      const lists = [
        ['containers', spec.containers],
        ['initContainers', spec.initContainers],
      ] as const;
      const faults = lists.flatMap(([list, containers = []]) =>
        containers.flatMap(({ image = '' }, index) =>
          isFrom(image, wanted) ? [] : [{ image, path: `/spec/${list}/${index}/image` as const }],
        ),
      );
      if (faults.length === 0) return allowed;
      const images = [...new Set(faults.map(({ image }) => image))];
      return refusal(
        `images are from elsewhere than ${places.join(', ')}: ${images.join(', ')}`,
        images,
        faults.map(({ path }) => path),
      );
    },
  };
}

/** Pods that bear these labels only: `team`, or `tier=web` where the value matters. */
export function labelLaw(labels: readonly string[]): AdmissionLaw {
  const wanted = labels.map((label) => {
    const at = label.indexOf('=');
    return at < 0 ? { key: label, value: undefined } : { key: label.slice(0, at), value: label.slice(at + 1) };
  });
  return {
    name: 'required labels',
    statedBy: `labels ${labels.join(' ')}`,
    judge: ({ pod: { metadata } }) => {
      const missing = wanted.filter(({ key, value }) =>
        value === undefined ? metadata.labels[key] === undefined : metadata.labels[key] !== value,
      );
      if (missing.length === 0) return allowed;
      const texts = missing.map(({ key, value }) => (value === undefined ? key : `${key}=${value}`));
      return refusal(`the pod has no label ${texts.join(', ')}`, texts, ['/metadata/labels']);
    },
  };
}

function refusal(message: string, faults: readonly string[], paths: readonly string[]): AdmissionAnswer {
  return { verdict: 'refused', message, faults, paths };
}

function isFrom(image: string, places: readonly (readonly string[])[]): boolean {
  const reference = parseImage(image);
  if (reference === undefined) return false;
  const segments = [reference.registry, ...reference.repository.split('/')];
  return places.some((place) => place.every((segment, index) => segments[index] === segment));
}

/** Docker Hub has two names, and is meant where the first segment is no host. */
function segmentsOf(place: string): readonly string[] {
  const bare = place.replace(/\/+$/, '');
  const reference = parseImage(`${bare}/x`);
  return reference === undefined ? bare.split('/') : [reference.registry, ...reference.repository.split('/').slice(0, -1)];
}
