// SPDX-License-Identifier: Apache-2.0
// Reads the security contexts of Pods and containers: who has none, and how many containers have what matters most.
import type { Inventory } from '../../model/inventory.ts';
import type { PodSpec } from '../../model/pod.ts';
import type { Workload } from '../../model/workload.ts';
import { type ContainerPlace, containerPlaces, specPath } from '../facts/container-faults.ts';
import { dropsCapability, mayRunAsRoot } from '../facts/security-context.ts';
import { fact, factAt, type FactPlace, type Question } from '../question.ts';

const measures: readonly (readonly [string, (place: ContainerPlace, spec: PodSpec) => boolean])[] = [
  ['cannot run as root', ({ container }, spec) => !mayRunAsRoot(spec, container)],
  ['cannot gain privileges', ({ container }) => container.securityContext?.allowPrivilegeEscalation === false],
  ['cannot write to their image', ({ container }) => container.securityContext?.readOnlyRootFilesystem === true],
  ['give up all capabilities', ({ container }) => dropsCapability(container, 'ALL')],
];

export const securityContexts: Question = {
  id: 'CIS-5.6.3',
  question: 'Does each workload say in a security context what it must not be able to do?',
  good: 'Every Pod has one, written by somebody who knows the program: no root, no new privileges, no capabilities, a file system that is read alone.',
  layer: 'workload',
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
  kinds: ['Pod'],
  gather: (inventory) => {
    const { workloads } = inventory;
    if (workloads.length === 0) return { facts: [], missing: ['workloads'] };
    const containers = workloads.flatMap((workload) => containerPlaces(workload).map((place) => ({ place, spec: workload.spec })));
    const shares = measures.map(([what, holds]) => `${containers.filter(({ place, spec }) => holds(place, spec)).length} ${what}`);
    return {
      facts: [
        fact(`of ${containers.length} container${containers.length === 1 ? '' : 's'}: ${shares.join(', ')}`),
        ...factAt('workloads without any security context', without(inventory)),
      ],
    };
  },
};

function without({ workloads }: Inventory): FactPlace[] {
  return workloads.filter(hasNone).map((workload) => ({ object: workload.object, path: specPath(workload), detail: '' }));
}

function hasNone(workload: Workload): boolean {
  const isEmpty = (context: object | undefined) => context === undefined || Object.keys(context).length === 0;
  return isEmpty(workload.spec.securityContext) && containerPlaces(workload).every(({ container }) => isEmpty(container.securityContext));
}
