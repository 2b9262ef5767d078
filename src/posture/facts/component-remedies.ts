// SPDX-License-Identifier: Apache-2.0
// How the configuration of a component is changed.
import type { Component } from '../../model/components/component.ts';
import { type FlagOccurrence, type Flags, occurrences } from '../../model/components/flags.ts';
import { type Matter, type Setting, settingOf, spelling } from '../../model/components/setting.ts';
import { type PatchOperation, setOperation } from '../../model/patch.ts';
import type { Remedy } from '../check.ts';
import { patchRemedy } from './container-faults.ts';

type Scalar = boolean | number | string;

/** Makes a component's configuration say a value, in the place that is in force now. */
export function setting(component: Component, matter: Matter, value: Scalar | readonly string[], note?: string): Remedy {
  const now = settingOf(component, matter);
  const text = typeof value === 'object' ? value.join(',') : String(value);
  const advice: Remedy = {
    kind: 'advice',
    advice:
      component.embedded === true
        ? `Add ${matter.flag}=${text} to ${component.name}-arg in the configuration of the node.`
        : `Start ${component.name} with --${matter.flag}=${text}.`,
  };
  if (now.object.kind === 'NodeEvidence') return advice;
  if (now.kind === 'flag') {
    const patch = flagPatch(now.given, text, matter.list === true);
    return patch === undefined ? advice : patchRemedy(patch, note);
  }
  if (now.kind === 'variable') return patchRemedy([setOperation(now.object.body, now.path, text)], note);
  if (isField(now, component, matter)) return patchRemedy([setOperation(now.object.body, now.path, value)], note);
  if (now.kind === 'unreadable' || component.within === 'shell' || component.argumentsPath === '') return advice;
  // k3s and its like take a component's flags by flags of their own.
  if (component.place !== undefined && component.flags.some(({ prefix }) => prefix !== undefined)) {
    return patchRemedy([setOperation(now.object.body, now.path, `--${component.name}-arg=${matter.flag}=${text}`)], note);
  }
  return patchRemedy([setOperation(now.object.body, now.path, `--${matter.flag}=${text}`)], note);
}

function isField(now: Setting, { configuration }: Component, { field }: Matter): boolean {
  return now.kind === 'field' || (field !== undefined && now.path === field && configuration.includes(now.object));
}

/** Takes a matter out of a component's configuration, so that its default holds. */
export function unsetting(component: Component, matter: Matter, note?: string): Remedy {
  const now = settingOf(component, matter);
  const advice: Remedy = { kind: 'advice', advice: `Start ${component.name} without --${matter.flag}.` };
  if (now.object.kind === 'NodeEvidence' || now.kind === 'absent' || now.kind === 'unreadable') return advice;
  if (now.kind === 'variable') return patchRemedy([{ op: 'remove', path: now.path.replace(/\/value$/, '') }], note);
  if (now.kind === 'field') return patchRemedy([{ op: 'remove', path: now.path }], note);
  if (now.given.some(({ within }) => within === 'shell')) return advice;
  return patchRemedy(removals(now.given), note);
}

/** A remedy that removes a flag, all of its occurrences. */
export function withoutFlag(component: Component, name: string, note?: string): Remedy {
  return occurrences(component.flags, name).length === 0
    ? { kind: 'advice', advice: `Start ${component.name} without --${name}.` }
    : unsetting(component, { flag: name }, note);
}

/** A scalar is set where it is in force; of a list that is given several times the first holds all. */
function flagPatch(given: Flags, text: string, list: boolean): readonly PatchOperation[] | undefined {
  const target = list ? given[0] : given.at(-1);
  if (target === undefined || target.within === 'shell') return undefined;
  const rest = list ? given.slice(1) : [];
  if (rest.some(({ within }) => within === 'shell')) return undefined;
  return [...removals(rest), replacement(target, text)];
}

function replacement(target: FlagOccurrence, text: string): PatchOperation {
  if (target.valuePath === undefined) return { op: 'replace', path: target.path, value: `${spelling(target)}${text}` };
  // `--kube-apiserver-arg name=value`: the second argument holds both.
  const value = target.prefix === undefined ? text : `${target.name}=${text}`;
  return { op: 'replace', path: target.valuePath, value };
}

/** The last first, so that the places of the others stay what they are. */
function removals(given: Flags): PatchOperation[] {
  return given
    .toReversed()
    .flatMap(({ path, valuePath }) => [
      ...(valuePath === undefined ? [] : [{ op: 'remove' as const, path: valuePath }]),
      { op: 'remove' as const, path },
    ]);
}
