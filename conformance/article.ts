// SPDX-License-Identifier: Apache-2.0
// The faults of the article's configuration: each must be found by a check that is mapped to it, in its file, on its object and
// at its path. All manifests are read as one bundle, as `rampart scan manifests/` would; faults of the bundle itself (`*`) are
// found by any finding of their checks. What expected.json says must not be reported is a failed case where it is.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { buildInventory } from '../src/model/inventory.ts';
import { displayName } from '../src/model/object.ts';
import { valueAt } from '../src/model/pointer.ts';
import type { Problem } from '../src/model/problem.ts';
import { readSource } from '../src/model/read.ts';
import { type KubernetesVersion, newestKubernetes } from '../src/model/version.ts';
import { catalogue } from '../src/posture/catalogue.ts';
import { evaluate } from '../src/posture/evaluate.ts';
import type { Finding } from '../src/posture/finding.ts';
import { controlPlaneFaults } from './article/control-plane.ts';
import { networkFaults } from './article/network.ts';
import { rbacFaults } from './article/rbac.ts';
import { supplyChainFaults } from './article/supply-chain.ts';
import { resultOf, type Suite } from './suite.ts';
import { testTime } from '../src/posture/testing.ts';

/** Fault ids to the checks that find them; `problem:syntax` stands for a document that is refused, with the problem's code. */
export const checksByFault: Readonly<Record<string, readonly string[]>> = {
  ...rbacFaults,
  ...controlPlaneFaults,
  ...networkFaults,
  ...supplyChainFaults,
};

interface ArticleFault {
  readonly id: string;
  /** `Kind/namespace/name`; `Kind/-` of an object without a name. */
  readonly object: string;
  readonly path: string;
}

interface Scan {
  readonly findings: readonly (Finding & { readonly file: string })[];
  readonly problems: readonly Problem[];
}

export const article: Suite = {
  name: 'article',
  run: (folder) => {
    const faults = readFaults(folder);
    const scans = {
      manifests: scanOf(folder, filesOf(folder, 'manifests')),
      variants: filesOf(folder, 'variants').map((file) => scanOf(folder, [file])),
    };
    const cases = faults.map(({ file, fault }) => {
      const scan = file.startsWith('variants/') ? scans.variants.find(({ files }) => files.includes(file)) : scans.manifests;
      return { id: `${fault.id} ${file}`, passed: scan !== undefined && isFound(fault, file, scan) };
    });
    const wrong = forbidden(folder, scans.manifests);
    tell(cases, faults, wrong.length, scans.manifests);
    return resultOf('article', [...cases, ...wrong.map((id) => ({ id, passed: false }))]);
  },
};

function readFaults(folder: string): { readonly file: string; readonly fault: ArticleFault }[] {
  const { files }: { files: Readonly<Record<string, readonly ArticleFault[]>> } = JSON.parse(
    readFileSync(path.join(folder, 'expected.json'), 'utf8'),
  );
  return Object.entries(files)
    .filter(([file]) => !file.startsWith('code/'))
    .flatMap(([file, faults]) => faults.map((fault) => ({ file, fault })));
}

/** The manifests of a folder: those of `manifests/` by name alone, as expected.json has them. */
function filesOf(folder: string, part: 'manifests' | 'variants'): string[] {
  const names = readdirSync(path.join(folder, part)).filter((name) => name.endsWith('.yaml'));
  return names.toSorted().map((name) => (part === 'manifests' ? name : `${part}/${name}`));
}

function scanOf(
  folder: string,
  files: readonly string[],
  version: KubernetesVersion = newestKubernetes,
): Scan & { files: readonly string[] } {
  const read = files.map((file) => {
    const inManifests = path.join(folder, 'manifests', file);
    return readSource({ name: file, text: readFileSync(existsSync(inManifests) ? inManifests : path.join(folder, file), 'utf8') });
  });
  const problems = read.flatMap((result) => result.problems);
  const inventory = buildInventory({ objects: read.flatMap(({ objects }) => objects), problems, passedOver: 0 }, version);
  const findings = evaluate(inventory, catalogue, testTime).findings.map((finding) => ({
    ...finding,
    file: finding.origin.kind === 'file' ? finding.origin.source : '',
  }));
  return { files, findings, problems };
}

function isFound(fault: ArticleFault, file: string, { findings, problems }: Scan): boolean {
  const checks = checksByFault[fault.id] ?? [];
  if (checks.some((check) => problems.some(({ code, source }) => check === `problem:${code}` && source === file))) return true;
  return findings.some((finding) => explains(fault, file, finding));
}

/** Whether a finding tells a fault. Faults of the bundle have no place. */
function explains(fault: ArticleFault, file: string, finding: Scan['findings'][number]): boolean {
  if (!(checksByFault[fault.id] ?? []).includes(finding.check)) return false;
  return (
    file === '*' ||
    (finding.file === file && displayName(finding.object) === fault.object.replace(/\/-$/, '/') && finding.path === fault.path)
  );
}

/** What is reported although `mustNotReport` says that it is right: `file: check path`. */
function forbidden(folder: string, bundle: Scan): string[] {
  const rules: Readonly<Record<string, (finding: Finding) => boolean>> = {
    's1-05-serviceaccount-app.yaml': () => true,
    's1-07-rolebinding-app.yaml': () => true,
    's1-11-netpol-default-deny-ingress.yaml': () => true,
    's1-21-pod-secure-app.yaml': isOfPodSecurity,
    // The annotation of a rule is inert, and its field legal.
    's1-18-calico-np-business-hours.yaml': ({ path: place }) => /\/metadata(\/annotations)?$/.test(place),
    // An outdated name that still works is no error.
    's1-26-trivy-configmap.yaml': ({ check, severity }) =>
      (checksByFault['S1-121'] ?? []).includes(check) && severity !== 'low' && severity !== 'info',
    's1-01-kube-apiserver.yaml': (finding) => isRightFlag(folder, finding),
  };
  const found = Object.entries(rules).flatMap(([file, isForbidden]) => {
    const versions = file.startsWith('s1-21') ? [{ major: 1, minor: 28 }, newestKubernetes] : [newestKubernetes];
    const alone = versions.flatMap((version) => scanOf(folder, [file], version).findings);
    const together = bundle.findings.filter((finding) => finding.file === file);
    return [...alone, ...together].filter(isForbidden).map((finding) => `${file}: ${finding.check} ${finding.path}`);
  });
  return [...new Set(found)];
}

function isOfPodSecurity({ check }: Finding): boolean {
  return catalogue.some(({ id, aliases }) => id === check && aliases.some((alias) => alias.startsWith('pss:')));
}

function isRightFlag(folder: string, { path: place }: Finding): boolean {
  const file = path.join(folder, 'manifests/s1-01-kube-apiserver.yaml');
  const [pod] = readSource({ name: file, text: readFileSync(file, 'utf8') }).objects;
  const flag = pod === undefined ? undefined : valueAt(pod.body, place);
  return typeof flag === 'string' && /^--(service-account-lookup=true|profiling=false|tls-[a-z-]*file=.*|client-ca-file=.*)$/.test(flag);
}

/** Recall and precision, and what is no case, on standard error: standard output has a line for the suite alone. */
function tell(
  cases: readonly { readonly passed: boolean }[],
  faults: readonly { readonly file: string; readonly fault: ArticleFault }[],
  wrong: number,
  { findings }: Scan,
): void {
  const found = cases.filter(({ passed }) => passed).length;
  const right = findings.filter((finding) => faults.some(({ file, fault }) => explains(fault, file, finding))).length;
  const lines = [
    `article recall ${percent(found, cases.length)}`,
    `article precision ${percent(right, right + wrong)}; ${findings.length - right} findings tell what expected.json has no fault for`,
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
}

function percent(part: number, whole: number): string {
  return `${part}/${whole} (${((100 * part) / Math.max(whole, 1)).toFixed(1)} %)`;
}
