// SPDX-License-Identifier: Apache-2.0
// Reads env, envFrom and volumes of workloads: by which way Secrets reach programs.
import type { Workload } from '../../model/workload.ts';
import { containerPlaces, specPath } from '../facts/container-faults.ts';
import { fact, type FactPlace, type Question } from '../question.ts';

export const secretsInEnvironment: Question = {
  id: 'CIS-5.4.1',
  question: 'Which programs take Secrets from their environment, and which of them could read a file?',
  good: 'Secrets are mounted as files; those left in the environment belong to programs that can do no better.',
  layer: 'application',
  references: ['https://kubernetes.io/docs/concepts/configuration/secret/'],
  kinds: ['Pod'],
  gather: ({ workloads }) => {
    if (workloads.length === 0) return { facts: [], missing: ['workloads'] };
    const inEnvironment = workloads.flatMap(environment);
    const asFiles = workloads.flatMap(files);
    return {
      facts: [
        fact(
          `${new Set(inEnvironment.map(({ object }) => object)).size} of ${workloads.length} workloads take Secrets from their environment`,
          inEnvironment,
        ),
        fact(`${new Set(asFiles.map(({ object }) => object)).size} of ${workloads.length} workloads mount Secrets as files`, asFiles),
      ],
    };
  },
};

function environment(workload: Workload): FactPlace[] {
  return containerPlaces(workload).flatMap(({ container, pointer, label }) => [
    ...(container.envFrom ?? []).flatMap(({ secretRef }, index) =>
      secretRef === undefined
        ? []
        : { object: workload.object, path: `${pointer}/envFrom/${index}`, detail: `${label}, all of Secret ${secretRef.name ?? ''}` },
    ),
    ...(container.env ?? []).flatMap(({ name = '', valueFrom }, index) =>
      valueFrom?.secretKeyRef === undefined
        ? []
        : {
            object: workload.object,
            path: `${pointer}/env/${index}`,
            detail: `${label}, ${name} from Secret ${valueFrom.secretKeyRef.name ?? ''}`,
          },
    ),
  ]);
}

function files(workload: Workload): FactPlace[] {
  return (workload.spec.volumes ?? []).flatMap(({ secret, projected }, index) => {
    const names = [secret?.secretName, ...(projected?.sources ?? []).map((source) => source.secret?.name)].filter(
      (name) => name !== undefined,
    );
    return names.map((name) => ({ object: workload.object, path: `${specPath(workload)}/volumes/${index}`, detail: `Secret ${name}` }));
  });
}
