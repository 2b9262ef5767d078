// SPDX-License-Identifier: Apache-2.0
// Reads securityContext.runAsUser of pod and containers; allows every user but 0, and absent. Since 1.35 a Pod in a user
// namespace is exempt.
// Follows policy/check_runAsUser.go.
import { settersOf } from '../containers.ts';
import type { Control, Pod } from '../control.ts';
import { exceptUserNamespace } from './user-namespace.ts';

export const runAsUser: Control = {
  id: 'runAsUser',
  level: 'restricted',
  versions: [
    { since: '1.23', evaluate },
    { since: '1.35', evaluate: exceptUserNamespace(evaluate) },
  ],
};

const badSetters = settersOf(({ runAsUser }) => runAsUser !== undefined && Number(runAsUser) === 0);

function evaluate({ spec }: Pod) {
  const setters = badSetters(spec);
  if (setters === undefined) return undefined;
  return {
    reason: 'runAsUser=0',
    detail: `${setters.text} must not set runAsUser=0`,
    paths: setters.all.map(({ path }) => `${path}/runAsUser`),
  };
}
