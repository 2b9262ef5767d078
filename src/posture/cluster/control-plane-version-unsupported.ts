// SPDX-License-Identifier: Apache-2.0
// Reads the tag of the image that a component of the control plane runs from: Kubernetes supports its newest minor versions, and
// etcd 3.5 and later get fixes.
import type { Component } from '../../model/components/component.ts';
import { componentsOfWorkload } from '../../model/components/components.ts';
import { compareVersions, formatVersion, newestKubernetes } from '../../model/version.ts';
import { defineCheck } from '../check.ts';
import { imageVersion } from '../facts/component-version.ts';

/** A minor version lives for 14 months, and three come out in a year. */
const supportedMinors = 4;

export const controlPlaneVersionUnsupported = defineCheck({
  id: 'control-plane-version-unsupported',
  title: 'Component of the control plane gets no security fixes',
  why: 'A version that is out of support gets no fix when a flaw becomes known, and the flaw of the API server that everybody reads about opens this one.',
  remedy: 'Upgrade, one minor version after another, to one that is supported.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['supply-chain', 'unauthorized-access'],
  references: ['https://kubernetes.io/releases/version-skew-policy/#supported-versions'],
  aliases: [],
  appliesTo: 'workload',
  applicable: (workload) => componentsOfWorkload(workload).length > 0,
  evaluate: (workload) =>
    componentsOfWorkload(workload).flatMap((component) => {
      const { place } = component;
      const oldest = oldestSupported(component);
      const version = imageVersion(component);
      if (place === undefined || version === undefined || compareVersions(version, oldest) >= 0) return [];
      return {
        kind: 'fault' as const,
        path: `${place.path}/image`,
        reason: 'the version is out of support',
        detail: `${component.name} ${formatVersion(version)} is older than ${formatVersion(oldest)}`,
        remedy: { kind: 'advice' as const, advice: `Upgrade ${component.name} to ${formatVersion(oldest)} or later.` },
      };
    }),
});

function oldestSupported({ name }: Component) {
  return name === 'etcd' ? { major: 3, minor: 5 } : { major: newestKubernetes.major, minor: newestKubernetes.minor - supportedMinors + 1 };
}
