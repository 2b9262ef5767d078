// SPDX-License-Identifier: Apache-2.0
// Reads securityContext.windowsOptions.hostProcess of pod and containers; allows false and absent.
// Follows policy/check_windowsHostProcess.go.
import { settersOf } from '../containers.ts';
import type { Control, Pod } from '../control.ts';

export const windowsHostProcess: Control = {
  id: 'windowsHostProcess',
  level: 'baseline',
  versions: [{ since: '1.0', evaluate }],
};

const badSetters = settersOf(({ windowsOptions }) => windowsOptions?.hostProcess === true);

function evaluate({ spec }: Pod) {
  const setters = badSetters(spec);
  if (setters === undefined) return undefined;
  return {
    reason: 'hostProcess',
    detail: `${setters.text} must not set securityContext.windowsOptions.hostProcess=true`,
    paths: setters.all.map(({ path }) => `${path}/windowsOptions/hostProcess`),
  };
}
