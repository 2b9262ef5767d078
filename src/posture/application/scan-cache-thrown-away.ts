// SPDX-License-Identifier: Apache-2.0
// Reads the volumes of Jobs that run Trivy: an emptyDir named or mounted as its cache, without a database mirror
// (--db-repository), --server or --skip-db-update.
import { field, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { specPath } from '../facts/container-faults.ts';
import { holds, normalHostPath } from '../facts/host-paths.ts';
import { configurationsOf, trivyOption, trivyRuns } from '../facts/trivy.ts';

const remedies = ['--db-repository', '--server', '--skip-db-update', '--cache-backend'];

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
  evaluate: (workload, context) =>
    trivyRuns(workload).flatMap((run) => {
      const { place } = run;
      const configs = configurationsOf(workload, run, context);
      if (remedies.some((flag) => trivyOption(run, flag) !== undefined)) return [];
      if (
        configs.some(
          (config) =>
            field(field(config, 'db'), 'repository') ?? field(field(config, 'db'), 'skip-update') ?? field(field(config, 'server'), 'addr'),
        )
      )
        return [];
      const folder = trivyOption(run, '--cache-dir')?.text ?? configs.map((config) => stringField(field(config, 'cache'), 'dir'))[0];
      const caches = (workload.spec.volumes ?? []).filter(({ name, emptyDir }) => {
        const mount = (place.container.volumeMounts ?? []).find((candidate) => candidate.name === name);
        if (emptyDir === undefined || mount === undefined) return false;
        const holdsFolder = folder !== undefined && holds(normalHostPath(mount.mountPath ?? ''), normalHostPath(folder));
        return holdsFolder || /cache/i.test(`${name ?? ''} ${mount.mountPath ?? ''}`);
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
