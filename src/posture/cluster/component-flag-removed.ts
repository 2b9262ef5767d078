// SPDX-License-Identifier: Apache-2.0
// Reads the flags of kube-apiserver, kube-controller-manager, kube-scheduler, kubelet and etcd where a workload starts them: each
// must be one that the version still has.
import { componentsOfWorkload } from '../../model/components/components.ts';
import { compareVersions, formatVersion, type KubernetesVersion, parseVersion } from '../../model/version.ts';
import { defineCheck } from '../check.ts';
import { isUnknownToEtcd, removedIn } from '../facts/component-flags.ts';
import { withoutFlag } from '../facts/component-remedies.ts';
import type { Component } from '../../model/components/component.ts';

export const componentFlagRemoved = defineCheck({
  id: 'component-flag-removed',
  title: 'Component is given a flag that it does not have',
  why: 'A component that is given a flag it does not know exits at once. The control plane then does not come back after an upgrade or a restart, and a protection that the flag was meant to give was never there.',
  remedy: 'Take the flag away; what replaced it is in the changelog of the version.',
  severity: 'high',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/reference/command-line-tools-reference/'],
  aliases: [],
  appliesTo: 'workload',
  applicable: (workload) => componentsOfWorkload(workload).length > 0,
  evaluate: (workload, { version }) =>
    componentsOfWorkload(workload).flatMap((component) =>
      component.flags.flatMap(({ name, path }) => {
        const fault = faultOf(component, name, version);
        if (fault === undefined) return [];
        return { kind: 'fault', path, ...fault, remedy: withoutFlag(component, name) };
      }),
    ),
});

function faultOf(component: Component, name: string, version: KubernetesVersion): { reason: string; detail: string } | undefined {
  if (component.name === 'etcd') {
    return isUnknownToEtcd(name) ? { reason: 'etcd has no such flag', detail: `etcd has never had --${name}` } : undefined;
  }
  const since = parseVersion(removedIn(component.name, name) ?? '');
  if (since === undefined || compareVersions(since, version) > 0) return undefined;
  return { reason: 'the flag was removed', detail: `${component.name} has no --${name} since ${formatVersion(since)}` };
}
