// SPDX-License-Identifier: Apache-2.0
// Reads the flags of kube-apiserver, kube-controller-manager, kube-scheduler, kubelet and kube-proxy where a workload or a node
// starts them: none may be misspelt, and none newer than the version.
import type { Component } from '../../model/components/component.ts';
import { componentsOfWorkload } from '../../model/components/components.ts';
import { type FlagOccurrence, parseBoolean } from '../../model/components/flags.ts';
import { spelling } from '../../model/components/setting.ts';
import { editDistance } from '../../model/edit-distance.ts';
import { compareVersions, formatVersion, parseVersion } from '../../model/version.ts';
import { type CheckContext, defineCheck, type Outcome, type Remedy } from '../check.ts';
import { onNodes } from '../facts/component-check.ts';
import { addedIn, flagsOf } from '../facts/component-flag-names.ts';
import { removedIn } from '../facts/component-flags.ts';
import { imageVersion } from '../facts/component-version.ts';
import { patchRemedy } from '../facts/container-faults.ts';

export const componentFlagUnknown = defineCheck({
  id: 'component-flag-unknown',
  title: 'Component is given a flag that is misspelt, or too new for it',
  why: 'A component that is given a flag it does not know exits at once: the control plane or the node does not come back after the change. The protection that the flag was meant to give was never there.',
  remedy: 'Write the flag as the component knows it, or run a version that has it.',
  severity: 'high',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/reference/command-line-tools-reference/'],
  aliases: [],
  appliesTo: 'workload',
  applicable: (workload) => componentsOfWorkload(workload).some(({ name }) => flagsOf(name) !== undefined),
  evaluate: (workload, context) => componentsOfWorkload(workload).flatMap((component) => outcomesOf(component, context)),
  besides: onNodes(undefined, outcomesOf),
});

function outcomesOf(component: Component, context: CheckContext): Outcome[] {
  return component.flags.flatMap((given) => tooNew(component, given, context) ?? misspelt(component, given) ?? []);
}

function tooNew(component: Component, { name, path }: FlagOccurrence, context: CheckContext): Outcome | undefined {
  const since = parseVersion(addedIn(component.name, name) ?? '');
  const version = imageVersion(component) ?? context.version;
  if (since === undefined || compareVersions(since, version) <= 0) return undefined;
  return {
    kind: 'fault',
    path,
    reason: 'the flag is newer than the component',
    detail: `${component.name} has --${name} since ${formatVersion(since)}, not in ${formatVersion(version)}`,
    remedy: { kind: 'advice', advice: `Run ${component.name} ${formatVersion(since)} or newer, or take --${name} away.` },
  };
}

/** A name that no version has and that differs by a letter or two from one that some have. Of other names nothing is certain. */
function misspelt(component: Component, given: FlagOccurrence): Outcome | undefined {
  const { name, path } = given;
  const known = flagsOf(component.name);
  if (known === undefined || known.has(name) || removedIn(component.name, name) !== undefined) return undefined;
  const meant = nearest(name, known);
  if (meant === undefined) return undefined;
  return {
    kind: 'fault',
    path,
    reason: 'the flag is misspelt',
    detail: `${component.name} has no --${name}; did you mean --${meant}?`,
    remedy: remedyOf(component, given, meant),
  };
}

// A short name is near to many.
function nearest(name: string, known: ReadonlySet<string>): string | undefined {
  const most = name.length >= 9 ? 2 : name.length >= 6 ? 1 : 0;
  const near = [...known].filter(
    (other) => Math.abs(other.length - name.length) <= most && editDistance(name.toLowerCase(), other) <= most,
  );
  return near.toSorted((a, b) => editDistance(name, a) - editDistance(name, b))[0];
}

function remedyOf({ object }: Component, given: FlagOccurrence, meant: string): Remedy {
  const { path, valuePath, value, within } = given;
  if (object.kind === 'NodeEvidence' || within === 'shell') return { kind: 'advice', advice: `Write --${meant} in its place.` };
  const written = spelling({ ...given, name: meant });
  // The value stays where it stands; a flag that stands alone is `true`.
  const text = valuePath === undefined && parseBoolean(value) !== true ? `${written}${value}` : written.slice(0, -1);
  return patchRemedy([{ op: 'replace', path, value: valuePath === undefined ? `${written}${value}` : text }]);
}
