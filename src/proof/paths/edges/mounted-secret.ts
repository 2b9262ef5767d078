// SPDX-License-Identifier: Apache-2.0
import { placedContainers } from '../../../model/pod.ts';
import { defineEdge, type Step } from '../edge.ts';
import { tokenSecrets } from '../token-secrets.ts';
import type { PodsOf } from '../world.ts';

export const mountedSecret = defineEdge({
  id: 'mounted-secret',
  title: 'Read a token that a Pod has from a Secret',
  reason:
    'Whoever runs code in a Pod reads the Secrets that it mounts or has in its environment, a token of another ServiceAccount among them.',
  condition: 'None.',
  references: ['https://kubernetes.io/docs/concepts/configuration/secret/'],
  length: 1,
  *stepsOf(world): Generator<Step> {
    const secrets = new Map(tokenSecrets(world).map((secret) => [`${secret.namespace}/${secret.object.name}`, secret]));
    if (secrets.size === 0) return;
    for (const pods of world.pods) {
      const { workload, foothold, namespace } = pods;
      for (const name of secretsOf(pods)) {
        const secret = secrets.get(`${namespace}/${name}`);
        if (secret === undefined) continue;
        const { object, templatePath } = workload;
        const removable = {
          kind: 'mount' as const,
          action: `take Secret ${name} from ${foothold.name}`,
          object,
          pointer: `${templatePath}/spec`,
        };
        yield {
          from: foothold,
          to: secret.foothold,
          how: `has Secret ${name}`,
          removables: [removable],
          object,
          pointer: `${templatePath}/spec`,
        };
      }
    }
  },
});

function secretsOf({ workload: { spec } }: PodsOf): ReadonlySet<string> {
  const names = [
    ...(spec.volumes ?? []).flatMap(({ secret, projected }) => [
      secret?.secretName,
      ...(projected?.sources ?? []).map((source) => source.secret?.name),
    ]),
    ...placedContainers(spec).flatMap(({ container }) => [
      ...(container.env ?? []).map(({ valueFrom }) => valueFrom?.secretKeyRef?.name),
      ...(container.envFrom ?? []).map(({ secretRef }) => secretRef?.name),
    ]),
  ];
  return new Set(names.flatMap((name) => name ?? []));
}
