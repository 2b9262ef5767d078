// SPDX-License-Identifier: Apache-2.0
// The flags that we know of components, held against the help of the programs themselves.
import { expect, it } from 'vitest';
import { isComponentName } from '../../src/model/components/component.ts';
import { flagsOf } from '../../src/posture/facts/component-flag-names.ts';
import { requireProgram } from '../../testbed/component.ts';
import { wanted } from '../../testbed/components.ts';
import { runProgram } from '../../testbed/program.ts';
import { describeWith } from '../../testbed/require.ts';

const programs = ['kube-apiserver', 'kube-controller-manager'] as const;

describeWith(programs, 'flags of components', () => {
  it.each(programs)('%s has no flag that we take for a misspelling', async (name) => {
    const { stdout } = await runProgram(requireProgram(wanted(name).component), ['--help']);
    const told = [...stdout.matchAll(/^ +(?:-\w, )?--([a-z0-9-]+)/gm)].flatMap(([, flag]) => flag ?? []);
    const known = isComponentName(name) ? flagsOf(name) : undefined;
    expect(told.length).toBeGreaterThan(100);
    expect(told.filter((flag) => known?.has(flag) !== true)).toEqual([]);
  });
});
