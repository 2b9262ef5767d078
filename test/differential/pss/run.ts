// SPDX-License-Identifier: Apache-2.0
// Random pods, judged by a real API server and by our engine, until the time is over.
import { isDeepStrictEqual } from 'node:util';
import { type AdmissionConfiguration, defaultConfiguration } from '../../../src/engines/pod-security/index.ts';
import { parseVersion } from '../../../src/model/version.ts';
import type { Cluster } from '../../../testbed/cluster.ts';
import { drive, type Options, type Tally, withServer } from '../drive.ts';
import { generate, type Specimen } from './generate.ts';
import { type JudgedNamespace, namespaces } from './namespaces.ts';
import { createRandom } from './random.ts';
import { shrink } from './shrink.ts';
import { ourVerdict, standardsIn, theirVerdict, type Verdict } from './verdict.ts';

interface Counts {
  /** Standards asked whose verdict and text are ours. */
  agreements: number;
  /** Bodies with a wrong type, which both refuse to decode. */
  undecodable: number;
  /** Pods that validation refuses, so that PodSecurity says nothing of them. */
  invalid: number;
}

export interface Difference {
  readonly namespace: JudgedNamespace;
  /** Shrunk: nothing can be left out of it. */
  readonly body: Specimen['body'];
  readonly ours: Verdict;
  readonly theirs: Verdict;
}

const inFlight = 8;

export async function runPss(options: Options<Difference>): Promise<Tally<Difference> & Counts> {
  return await withServer(async (cluster) => {
    for (const { name, labels } of namespaces) await cluster.createNamespace(name, labels);
    const configuration = { ...defaultConfiguration, server: parseVersion(cluster.version) ?? defaultConfiguration.server };
    const counts = { agreements: 0, undecodable: 0, invalid: 0 };
    const random = createRandom(options.seed);
    return await drive(options, cluster.version, counts, ({ repeat, differ }) =>
      repeat(
        async () => {
          const specimen = generate(random);
          const namespace = random.pick(namespaces);
          const { ours, theirs } = await judge(cluster, configuration, specimen, namespace);
          if (theirs.kind === 'unjudged') counts.invalid++;
          else if (!isDeepStrictEqual(ours, theirs)) differ(await smallest(cluster, configuration, specimen, namespace));
          else if (theirs.kind === 'undecodable') counts.undecodable++;
          else counts.agreements += standardsIn(specimen, theirs);
        },
        { inFlight },
      ),
    );
  });
}

interface Pair {
  readonly ours: Verdict;
  readonly theirs: Verdict;
}

async function judge(
  cluster: Cluster,
  configuration: AdmissionConfiguration,
  specimen: Specimen,
  namespace: JudgedNamespace,
): Promise<Pair> {
  const api = specimen.resource === 'pods' ? '/api/v1' : '/apis/apps/v1';
  const path = `${api}/namespaces/${namespace.name}/${specimen.resource}?dryRun=All`;
  const theirs = theirVerdict(await cluster.request('POST', path, specimen.body));
  return { ours: ourVerdict(specimen, namespace, configuration), theirs };
}

async function smallest(
  cluster: Cluster,
  configuration: AdmissionConfiguration,
  specimen: Specimen,
  namespace: JudgedNamespace,
): Promise<Difference> {
  const { body } = await shrink(specimen, async (smaller) => {
    const { ours, theirs } = await judge(cluster, configuration, smaller, namespace);
    return theirs.kind !== 'unjudged' && !isDeepStrictEqual(ours, theirs);
  });
  return { namespace, body, ...(await judge(cluster, configuration, { ...specimen, body }, namespace)) };
}
