// SPDX-License-Identifier: Apache-2.0
// Reads securityContext.seLinuxOptions of pod and containers; type may be empty or a type of containers, user and role
// must be empty. Since 1.31 the type container_engine_t is allowed.
// Follows policy/check_seLinuxOptions.go.
import { type AnySecurityContext, type Setter, settersOf } from '../containers.ts';
import type { Control, Evaluate } from '../control.ts';
import { plural, quoted, sortedSet } from '../text.ts';

const types = ['', 'container_t', 'container_init_t', 'container_kvm_t'];

export const seLinuxOptions: Control = {
  id: 'seLinuxOptions',
  level: 'baseline',
  versions: [
    { since: '1.0', evaluate: allowingTypes(types) },
    { since: '1.31', evaluate: allowingTypes([...types, 'container_engine_t']) },
  ],
};

function allowingTypes(allowed: readonly string[]): Evaluate {
  const badType = ({ seLinuxOptions }: AnySecurityContext) => seLinuxOptions !== undefined && !allowed.includes(seLinuxOptions.type ?? '');
  const badSetters = settersOf((context) => badType(context) || setsUser(context) || setsRole(context));
  return ({ spec }) => {
    const setters = badSetters(spec);
    if (setters === undefined) return undefined;
    const withType = setters.all.filter(({ securityContext }) => badType(securityContext));
    const withUser = setters.all.filter(({ securityContext }) => setsUser(securityContext));
    const withRole = setters.all.filter(({ securityContext }) => setsRole(securityContext));
    const faults = [
      ...forbiddenTypes(withType),
      ...(withUser.length > 0 ? ['user may not be set'] : []),
      ...(withRole.length > 0 ? ['role may not be set'] : []),
    ];
    return {
      reason: 'seLinuxOptions',
      detail: `${setters.text} set forbidden securityContext.seLinuxOptions: ${faults.join('; ')}`,
      paths: [...pathsTo('type', withType), ...pathsTo('user', withUser), ...pathsTo('role', withRole)],
    };
  };
}

function setsUser({ seLinuxOptions }: AnySecurityContext): boolean {
  return (seLinuxOptions?.user ?? '') !== '';
}

function setsRole({ seLinuxOptions }: AnySecurityContext): boolean {
  return (seLinuxOptions?.role ?? '') !== '';
}

function forbiddenTypes(setters: readonly Setter[]): readonly string[] {
  const found = sortedSet(setters.map(({ securityContext }) => securityContext.seLinuxOptions?.type ?? ''));
  return found.length === 0 ? [] : [`${plural(found.length, 'type', 'types')} ${quoted(found)}`];
}

function pathsTo(field: string, setters: readonly Setter[]): readonly string[] {
  return setters.map(({ path }) => `${path}/seLinuxOptions/${field}`);
}
