// SPDX-License-Identifier: Apache-2.0
// Reads the flags of kube-apiserver, kube-controller-manager, kube-scheduler, kubelet and etcd where a workload or a node starts them: each
// must be one that the version has: that of the image, or else that of the cluster.
import { componentsOfWorkload } from '../../model/components/components.ts';
import type { FlagOccurrence } from '../../model/components/flags.ts';
import { compareVersions, formatVersion, type KubernetesVersion, parseVersion } from '../../model/version.ts';
import { type CheckContext, defineCheck, type Outcome } from '../check.ts';
import { apiServerNamesOf } from '../facts/api-server-names.ts';
import { onNodes } from '../facts/component-check.ts';
import { etcdFlagOfAnother, isUnknownToApiServer, isUnknownToEtcd, removedIn } from '../facts/component-flags.ts';
import { withoutFlag } from '../facts/component-remedies.ts';
import { imageVersion } from '../facts/component-version.ts';
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
  // Where a letter is wrong, that is the cause.
  yieldsTo: ['component-flag-unknown'],
  appliesTo: 'workload',
  applicable: (workload) => componentsOfWorkload(workload).length > 0,
  evaluate: (workload, context) => componentsOfWorkload(workload).flatMap((component) => outcomesOf(component, context)),
  besides: onNodes(undefined, outcomesOf),
});

function outcomesOf(component: Component, { version }: CheckContext): Outcome[] {
  return component.flags.flatMap((given): Outcome[] => {
    const fault = component.name === 'etcd' ? faultOfEtcd(component, given) : faultOf(component, given, version);
    return fault === undefined ? [] : [{ kind: 'fault', path: given.path, ...fault, remedy: withoutFlag(component, given.name) }];
  });
}

interface FlagFault {
  readonly reason: string;
  readonly detail: string;
}

function faultOfEtcd(component: Component, { name }: FlagOccurrence): FlagFault | undefined {
  if (isUnknownToEtcd(name)) return { reason: 'etcd has no such flag', detail: `etcd has never had --${name}` };
  const version = imageVersion(component);
  const why = version && etcdFlagOfAnother(name, version.minor);
  return why === undefined ? undefined : { reason: 'another version has the flag', detail: `etcd ${why}` };
}

function faultOf(component: Component, { name, short }: FlagOccurrence, version: KubernetesVersion): FlagFault | undefined {
  const own = imageVersion(component);
  const since = parseVersion(removedIn(component.name, name) ?? '');
  if (since !== undefined && compareVersions(since, own ?? version) <= 0) {
    return { reason: 'the flag was removed', detail: `${component.name} has no --${name} since ${formatVersion(since)}` };
  }
  // Behind one dash Kubernetes' programs read letters, and only -h and -v are any; what follows -v is its value.
  if (short === true && /^[hv]/.test(name)) return undefined;
  if (short === true) {
    return { reason: 'one dash begins no name', detail: `${component.name} reads -${name} as letters that it does not know` };
  }
  const isListed = component.name === 'kube-apiserver' && (own === undefined || compareVersions(own, apiServerNamesOf) <= 0);
  return isListed && isUnknownToApiServer(name)
    ? { reason: 'the API server has no such flag', detail: `kube-apiserver knows no --${name}` }
    : undefined;
}
