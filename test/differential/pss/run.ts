// SPDX-License-Identifier: Apache-2.0
// Random pods, judged by a real API server and by our engine, until the time is over.
import { isDeepStrictEqual } from 'node:util';
import { type AdmissionConfiguration, defaultConfiguration } from '../../../src/engines/pod-security/index.ts';
import { parseVersion } from '../../../src/model/version.ts';
import { type Cluster, startCluster } from '../../../testbed/cluster.ts';
import { generate, type Specimen } from './generate.ts';
import { type JudgedNamespace, namespaces } from './namespaces.ts';
import { createRandom } from './random.ts';
import { shrink } from './shrink.ts';
import { ourVerdict, standardsIn, theirVerdict, type Verdict } from './verdict.ts';

export interface Options {
  readonly minutes: number;
  readonly seed: number;
  /** Told every few seconds, and of each difference. */
  readonly onProgress: (tally: Tally, elapsedMs: number) => void;
  readonly onDifference: (difference: Difference) => void;
}

export interface Tally {
  readonly server: string;
  /** Standards asked whose verdict and text are ours. */
  readonly agreements: number;
  readonly differences: readonly Difference[];
  /** Bodies with a wrong type, which both refuse to decode. */
  readonly undecodable: number;
  /** Pods that validation refuses, so that PodSecurity says nothing of them. */
  readonly invalid: number;
}

export interface Difference {
  readonly namespace: JudgedNamespace;
  /** Shrunk: nothing can be left out of it. */
  readonly body: Specimen['body'];
  readonly ours: Verdict;
  readonly theirs: Verdict;
}

const inFlight = 8;
const progressMs = 5000;
/** After this many something is wrong in general. */
const enoughDifferences = 10;

/** Throws where the server cannot be started. */
export async function runPss({ minutes, seed, onProgress, onDifference }: Options): Promise<Tally> {
  const cluster = await startCluster({ auditPolicy: { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [{ level: 'None' }] } });
  try {
    for (const { name, labels } of namespaces) await cluster.createNamespace(name, labels);
    const configuration = { ...defaultConfiguration, server: parseVersion(cluster.version) ?? defaultConfiguration.server };
    const tally = { server: cluster.version, agreements: 0, differences: [] as Difference[], undecodable: 0, invalid: 0 };
    const random = createRandom(seed);
    const start = Date.now();
    let told = start;

    const work = async (): Promise<void> => {
      while (Date.now() - start < minutes * 60_000 && tally.differences.length < enoughDifferences) {
        const specimen = generate(random);
        const namespace = random.pick(namespaces);
        const { ours, theirs } = await judge(cluster, configuration, specimen, namespace);
        if (theirs.kind === 'unjudged') tally.invalid++;
        else if (!isDeepStrictEqual(ours, theirs)) {
          const difference = await smallest(cluster, configuration, specimen, namespace);
          tally.differences.push(difference);
          onDifference(difference);
        } else if (theirs.kind === 'undecodable') tally.undecodable++;
        else tally.agreements += standardsIn(specimen, theirs);
        if (Date.now() - told < progressMs) continue;
        told = Date.now();
        onProgress(tally, told - start);
      }
    };
    await Promise.all(Array.from({ length: inFlight }, work));
    return tally;
  } finally {
    await cluster.stop();
  }
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
