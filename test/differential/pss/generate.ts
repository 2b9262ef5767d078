// SPDX-License-Identifier: Apache-2.0
// Random pods on the borders of every control. A pod starts hardened or bare and is changed a few times, so that most
// break no control or one; what validation would refuse is mended, for such pods say nothing.
import { isArray, isObject, type Json, type JsonObject } from '../../../src/model/json.ts';
import { applyPatch } from '../../../src/model/patch.ts';
import { type Pointer, pointer } from '../../../src/model/pointer.ts';
import { allContainers, createDraft, type Draft, type Fields, templateOf } from './draft.ts';
import { mend } from './mend.ts';
import { commonMutations, linuxMutations, windowsMutations } from './mutations.ts';
import type { Random } from './random.ts';

export interface Specimen {
  readonly resource: 'pods' | 'deployments';
  readonly body: JsonObject;
  readonly templatePath: Pointer;
}

/** A Pod, or for one in six a Deployment, of which only warnings speak. */
export function generate(random: Random): Specimen {
  const draft = createDraft(random);
  const os = random.pick(['linux', 'windows', undefined, undefined, undefined, undefined]);
  if (os !== undefined) draft.spec['os'] = { name: os };
  if (random.chance(0.75)) harden(random, draft, os === 'windows');
  for (let left = random.pick([0, 1, 1, 2, 2, 3, 4, 6]); left > 0; left--) mutate(random, draft, os);
  mend(draft);
  const specimen = wrap(random, templateOf(random, draft));
  return random.chance(0.04) ? { ...specimen, body: corrupt(random, specimen) } : specimen;
}

function mutate(random: Random, draft: Draft, os: string | undefined): void {
  const special = os === 'windows' || (os === undefined && random.chance(0.05)) ? windowsMutations : linuxMutations;
  random.pick(random.chance(os === 'windows' ? 0.8 : 0.4) ? commonMutations : special)(random, draft);
}

function harden(random: Random, draft: Draft, isWindows: boolean): void {
  const byPod = random.chance(0.6);
  for (const context of byPod ? [draft.context] : allContainers(draft).map((container) => container.context)) {
    context['runAsNonRoot'] = true;
    if (!isWindows) context['seccompProfile'] = { type: 'RuntimeDefault' };
  }
  if (isWindows) return;
  for (const { context } of allContainers(draft)) {
    context['allowPrivilegeEscalation'] = false;
    context['capabilities'] = { drop: ['ALL'] };
  }
}

/** Wraps the template, in a Deployment with what it demands. */
function wrap(random: Random, template: { readonly metadata: Fields; readonly spec: Fields }): Specimen {
  if (!random.chance(1 / 6)) {
    const metadata = { ...template.metadata, name: 'specimen' };
    return { resource: 'pods', templatePath: '', body: { apiVersion: 'v1', kind: 'Pod', metadata, spec: template.spec } };
  }
  const labels = { app: 'specimen' };
  const spec = { selector: { matchLabels: labels }, template: { metadata: { ...template.metadata, labels }, spec: template.spec } };
  const body = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'specimen' }, spec };
  return { resource: 'deployments', templatePath: '/spec/template', body };
}

/** The body with one field of the template null or of a type that may be wrong. */
function corrupt(random: Random, { body, templatePath }: Specimen): JsonObject {
  const places = decodedPlaces(body, '').filter(
    (path) => path.startsWith(`${templatePath}/spec/`) || path.startsWith(`${templatePath}/metadata/annotations`),
  );
  const path = places[random.below(places.length)];
  const value = random.pick<Json>([null, null, 'x', '1', 1, 1.5, true, [], {}, [null], [1], { a: 1 }, 2 ** 31, 1e21]);
  return path === undefined ? body : applyPatch(body, [{ op: 'replace', path, value }]);
}

/** Pointers to what our decoder reads, too: of most volume sources it reads the name alone. */
function decodedPlaces(value: Json, path: Pointer): Pointer[] {
  const isDecoded = !/\/volumes\/\d+\/(?!(?:name|hostPath|emptyDir|configMap|secret|csi|persistentVolumeClaim)(?:\/|$))/.test(path);
  if (!isDecoded) return [];
  const below = isObject(value) || isArray(value) ? Object.entries<Json>(value) : [];
  return [path, ...below.flatMap(([key, item]) => decodedPlaces(item, `${path}${pointer(key)}`))];
}
