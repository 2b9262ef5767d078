// SPDX-License-Identifier: Apache-2.0
// Reads the seccomp profile in force for each container, and whether kubelets apply the default to those without one.
import type { Inventory } from '../../model/inventory.ts';
import type { Workload } from '../../model/workload.ts';
import { componentsNamed, settingPlace } from '../facts/components-in.ts';
import { containerPlaces } from '../facts/container-faults.ts';
import { inForce, namesOf } from '../facts/security-context.ts';
import { fact, factAt, type FactPlace, type Question } from '../question.ts';

export const seccompProfiles: Question = {
  id: 'CIS-5.6.2',
  question: 'Which containers run without a seccomp profile, and would one of them notice the default?',
  good: 'All containers have RuntimeDefault or a narrower profile of their own; exceptions are few and known.',
  layer: 'workload',
  references: ['https://kubernetes.io/docs/tutorials/security/seccomp/'],
  kinds: ['Pod'],
  gather: (inventory) => ({
    facts: [...profiles(inventory), ...factAt('what kubelets do with containers without a profile', kubelets(inventory))],
    missing: inventory.workloads.length === 0 ? ['workloads'] : [],
  }),
};

function profiles({ workloads }: Inventory) {
  if (workloads.length === 0) return [];
  const written = workloads.filter(({ spec }) => spec.os?.name !== 'windows').flatMap(profilesOf);
  const byType = [...Map.groupBy(written, ({ type }) => type)].toSorted(([a], [b]) => rank(a) - rank(b));
  return byType.map(([type, some]) => {
    const containers = some.reduce((sum, { containers: held }) => sum + held, 0);
    return fact(
      `${containers} container${containers === 1 ? '' : 's'} ${type === unset ? 'without a profile' : `with ${type}`}`,
      some.map(({ place }) => place),
    );
  });
}

const unset = '';

/** What is open comes first. */
function rank(type: string): number {
  const order = ['Unconfined', unset, 'Localhost', 'RuntimeDefault'].indexOf(type);
  return order < 0 ? 0 : order;
}

interface Written {
  readonly type: string;
  readonly containers: number;
  readonly place: FactPlace;
}

function profilesOf(workload: Workload): Written[] {
  const { object } = workload;
  const found = inForce(workload, '/seccompProfile', ({ seccompProfile }) => seccompProfile?.type);
  const covered = new Set(found.flatMap(({ places }) => places.map(({ pointer }) => pointer)));
  const bare = containerPlaces(workload).filter(({ pointer, type }) => !covered.has(pointer) && type !== 'ephemeralContainers');
  return [
    ...found.map(({ value, path, places }) => ({
      type: value,
      containers: places.length,
      place: { object, path, detail: namesOf(places) },
    })),
    ...(bare.length === 0
      ? []
      : [{ type: unset, containers: bare.length, place: { object, path: bare[0]?.pointer ?? '', detail: namesOf(bare) } }]),
  ];
}

function kubelets(inventory: Inventory): FactPlace[] {
  return componentsNamed(inventory, 'kubelet').map((kubelet) =>
    settingPlace(kubelet, { flag: 'seccomp-default', field: '/seccompDefault', type: 'boolean' }, 'they run unconfined'),
  );
}
