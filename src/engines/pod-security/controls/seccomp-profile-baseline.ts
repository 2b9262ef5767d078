// SPDX-License-Identifier: Apache-2.0
// Until 1.18 reads the seccomp annotations of the pod and of its containers, which may be runtime/default, docker/default
// or localhost/*. Since 1.19 reads securityContext.seccompProfile.type of pod and containers: RuntimeDefault, Localhost,
// or no profile.
// Follows policy/check_seccompProfile_baseline.go.
import { pointer } from '../../../model/pointer.ts';
import { nameOf, offenders, settersOf } from '../containers.ts';
import type { Control, Pod } from '../control.ts';
import { goQuoted, plural, sortedSet } from '../text.ts';
import { allowsSeccomp, forbiddenSeccomp } from './seccomp.ts';

export const seccompProfileBaseline: Control = {
  id: 'seccompProfile_baseline',
  level: 'baseline',
  versions: [
    { since: '1.0', evaluate: evaluateAnnotations },
    { since: '1.19', evaluate: evaluateFields },
  ],
};

const podAnnotation = 'seccomp.security.alpha.kubernetes.io/pod';
const containerPrefix = 'container.seccomp.security.alpha.kubernetes.io/';

function evaluateAnnotations({ metadata: { annotations }, spec }: Pod) {
  if (!hasSeccompAnnotation(annotations)) return undefined;
  const keys = [podAnnotation, ...offenders(spec, () => true).map((found) => `${containerPrefix}${nameOf(found)}`)];
  const bad = sortedSet(keys.filter((key) => !isAllowed(annotations[key])));
  if (bad.length === 0) return undefined;
  const texts = sortedSet(bad.map((key) => `${key}=${goQuoted(annotations[key] ?? '')}`));
  return {
    reason: 'seccompProfile',
    detail: `forbidden ${plural(bad.length, 'annotation', 'annotations')} ${texts.join(', ')}`,
    paths: bad.map((key) => pointer('metadata', 'annotations', key)),
  };
}

function hasSeccompAnnotation(annotations: Readonly<Record<string, string>>): boolean {
  for (const key in annotations) if (key === podAnnotation || key.startsWith(containerPrefix)) return true;
  return false;
}

function isAllowed(value: string | undefined): boolean {
  return value === undefined || value === 'runtime/default' || value === 'docker/default' || value.startsWith('localhost/');
}

const badSetters = settersOf(({ seccompProfile }) => seccompProfile !== undefined && !allowsSeccomp(seccompProfile));

function evaluateFields({ spec }: Pod) {
  const setters = badSetters(spec);
  if (setters === undefined) return undefined;
  return {
    reason: 'seccompProfile',
    detail: forbiddenSeccomp(setters),
    paths: setters.all.map(({ path }) => `${path}/seccompProfile/type`),
  };
}
