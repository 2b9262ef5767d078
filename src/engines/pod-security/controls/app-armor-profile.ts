// SPDX-License-Identifier: Apache-2.0
// Reads the annotations container.apparmor.security.beta.kubernetes.io/*, which may be empty, runtime/default or
// localhost/*, and securityContext.appArmorProfile.type of pod and containers: RuntimeDefault, Localhost, or no profile.
// Follows policy/check_appArmorProfile.go.
import { pointer } from '../../../model/pointer.ts';
import { type AnySecurityContext, settersOf } from '../containers.ts';
import type { Control, Pod } from '../control.ts';
import { goQuoted, plural, quoted, sortedSet } from '../text.ts';

export const appArmorProfile: Control = {
  id: 'appArmorProfile',
  level: 'baseline',
  versions: [{ since: '1.0', evaluate }],
};

export const appArmorAnnotationPrefix = 'container.apparmor.security.beta.kubernetes.io/';

const badSetters = settersOf(({ appArmorProfile }: AnySecurityContext) => {
  return appArmorProfile !== undefined && appArmorProfile.type !== 'RuntimeDefault' && appArmorProfile.type !== 'Localhost';
});

function evaluate({ metadata, spec }: Pod) {
  const setters = badSetters(spec);
  const annotations = badAnnotations(metadata.annotations);
  if (setters === undefined && annotations.length === 0) return undefined;
  const types = sortedSet((setters?.all ?? []).map(({ securityContext }) => securityContext.appArmorProfile?.type ?? ''));
  const values = [...types, ...sortedSet(annotations.map((key) => `${key}=${goQuoted(metadata.annotations[key] ?? '')}`))];
  const culprits = [
    ...(setters === undefined ? [] : [setters.text]),
    ...(annotations.length === 0 ? [] : [plural(annotations.length, 'annotation', 'annotations')]),
  ];
  return {
    reason: plural(values.length, 'forbidden AppArmor profile', 'forbidden AppArmor profiles'),
    detail: `${culprits.join(' and ')} must not set AppArmor profile type to ${quoted(values)}`,
    paths: [
      ...(setters?.all ?? []).map(({ path }) => `${path}/appArmorProfile/type`),
      ...annotations.map((key) => pointer('metadata', 'annotations', key)),
    ],
  };
}

const none: readonly string[] = [];

/** The keys of AppArmor annotations with a forbidden value. */
function badAnnotations(annotations: Readonly<Record<string, string>>): readonly string[] {
  let found: string[] | undefined;
  for (const key in annotations) {
    if (key.startsWith(appArmorAnnotationPrefix) && !isAllowed(annotations[key] ?? '')) (found ??= []).push(key);
  }
  return found ?? none;
}

function isAllowed(value: string): boolean {
  return value === '' || value === 'runtime/default' || value.startsWith('localhost/');
}
