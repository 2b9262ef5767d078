// SPDX-License-Identifier: Apache-2.0
// Polaris' own cases against our checks of the same things, by their aliases. Where we judge otherwise on purpose, or leave a
// check out, the reason stands here.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildInventory } from '../src/model/inventory.ts';
import { readSource } from '../src/model/read.ts';
import { newestKubernetes } from '../src/model/version.ts';
import { catalogue } from '../src/posture/catalogue.ts';
import { evaluate } from '../src/posture/evaluate.ts';
import { resultOf, type Suite } from './suite.ts';

/** Checks of Polaris that we have none for, and why. */
const leftOut: Readonly<Record<string, string>> = {
  linuxHardening: 'asks for any one of four settings; ours ask for each of them, as the standard does',
  metadataAndInstanceMismatched: 'a convention of names, which secures nothing',
  nakedPod: 'an example of a custom check, not of the catalogue',
  oneController: 'an example of a custom check, not of the catalogue',
  resourceRange: 'an example of a custom check, not of the catalogue',
  priorityClassNotSet: 'which class is right is a choice of the whole cluster; without any, all pods are equal',
  pullPolicyNotAlways: 'a fixed version need not be pulled at every start; image-pull-policy asks that of moving tags',
  topologySpreadConstraint: 'the scheduler spreads replicas over nodes and zones by default',
};

const placeholder = 'the value is a placeholder (xxxxx), in which there is nothing to steal';
const spelling = 'the Pod Security Standards want drop: ["ALL"], in this spelling';
const notServed = 'the kind is not served by this version of its API, so Kubernetes refuses the object';
const single = 'replicas are not set, which means one, and a budget would only keep its node from being drained';

/** Cases in which we judge otherwise, and why. */
const otherwise: Readonly<Record<string, string>> = {
  'insecureCapabilities/success.yaml': spelling,
  'insecureCapabilities/success.all.yaml': spelling,
  'insecureCapabilities/success.case.yaml': spelling,
  'insecureCapabilities/success.pod.yaml': spelling,
  'deploymentMissingReplicas/failure.yaml': notServed,
  'pdbDisruptionsIsZero/failure.either.yaml': notServed,
  'pdbDisruptionsIsZero/failure.max.yaml': notServed,
  'pdbDisruptionsIsZero/failure.min.yaml': notServed,
  'missingPodDisruptionBudget/failure.yaml': single,
  'missingPodDisruptionBudget/failure-bad-ns.yaml': single,
  'missingPodDisruptionBudget/failure.bad-name.yaml': single,
  'missingPodDisruptionBudget/failure.empty-labels.yaml': single,
  'missingPodDisruptionBudget/failure.no-labels.yaml': single,
  'missingPodDisruptionBudget/failure.no-metadata.yaml': single,
  'missingPodDisruptionBudget/failure.wrong-place.yaml': single,
  'readinessProbeMissing/failure.yaml': 'it declares no port and no Service selects it: nothing waits for it to be ready',
  'sensitiveConfigmapContent/failure.key_aws_secret_access_key.yaml': placeholder,
  'sensitiveConfigmapContent/failure.key_azure_batch_key.yaml': placeholder,
  'sensitiveConfigmapContent/failure.key_oci_cli_key_content.yaml': placeholder,
};

interface Case {
  readonly check: string;
  readonly file: string;
  readonly expect: 'success' | 'failure' | 'mutated' | 'check';
}

export const polaris: Suite = {
  name: 'polaris',
  run(folder) {
    const cases: readonly Case[] = JSON.parse(readFileSync(path.join(folder, 'cases.json'), 'utf8'));
    const judged = cases.filter(({ expect, check }) => (expect === 'success' || expect === 'failure') && !Object.hasOwn(leftOut, check));
    return resultOf(
      'polaris',
      judged
        .map((item) => ({ ...item, id: item.file.replace(/^test\/checks\//, '') }))
        .filter(({ id }) => !Object.hasOwn(otherwise, id))
        .map((item) => ({ id: item.id, passed: agrees(folder, item) })),
    );
  },
};

function agrees(folder: string, { check, file, expect }: Case): boolean {
  const ours = catalogue.filter(({ aliases }) => aliases.includes(`polaris:${check}`));
  if (ours.length === 0) return false;
  const text = readFileSync(path.join(folder, file), 'utf8');
  const { findings } = evaluate(buildInventory(readSource({ name: file, text }), newestKubernetes), ours);
  return findings.length > 0 === (expect === 'failure');
}
