// SPDX-License-Identifier: Apache-2.0
// Reads the volumes of Jobs that run Trivy: an emptyDir named or mounted as its cache, without a database mirror
// (--db-repository), --server or --skip-db-update.
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { specPath } from '../facts/container-faults.ts';
import { trivyRuns } from '../facts/trivy.ts';

export const scanCacheThrownAway = defineCheck({
  id: 'scan-cache-thrown-away',
  title: 'Scanner downloads its database anew in each run',
  why: 'Each run needs the internet and counts against the limits of a public registry. When the download fails, nothing is scanned, and images pass unseen.',
  remedy: 'Keep the cache on a volume, or name a mirror with --db-repository.',
  severity: 'low',
  layer: 'application',
  threats: ['supply-chain'],
  references: ['https://trivy.dev/latest/docs/configuration/db/'],
  aliases: [],
  appliesTo: 'workload',
  applicable: ({ object }) => object.kind === 'Job' || object.kind === 'CronJob',
  evaluate: (workload) =>
    trivyRuns(workload).flatMap(({ place, words }) => {
      if (words.some(({ text }) => /^--(?:db-repository|server|skip-db-update|cache-backend)\b/.test(text))) return [];
      if ((place.container.env ?? []).some(({ name }) => /^TRIVY_(?:DB_REPOSITORY|SERVER|SKIP_DB_UPDATE|CACHE_BACKEND)$/.test(name ?? '')))
        return [];
      const caches = (workload.spec.volumes ?? []).filter(({ name, emptyDir }) => {
        const mount = (place.container.volumeMounts ?? []).find((candidate) => candidate.name === name);
        return emptyDir !== undefined && mount !== undefined && /cache/i.test(`${name ?? ''} ${mount.mountPath ?? ''}`);
      });
      const advice = 'Mount a PersistentVolumeClaim for the cache, or name a mirror of the database inside with --db-repository.';
      return caches.map(({ name = '' }) =>
        advised(
          `${specPath(workload)}/volumes`,
          'cache is thrown away',
          `${place.label} keeps its database in the emptyDir "${name}"`,
          advice,
        ),
      );
    }),
});
