// SPDX-License-Identifier: Apache-2.0
// What keeps a workload running whose pods Pod Security would refuse: its own manifest mended where patches are known to do it, else a
// namespace of its own where it is admitted, with an exception that ends.
import { namespaceOf } from '../../engines/network/index.ts';
import { type Level, strictestLevel } from '../../engines/pod-security/index.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { JsonObject } from '../../model/json.ts';
import { displayName, type KubernetesObject } from '../../model/object.ts';
import { applyPatch, type Patch } from '../../model/patch.ts';
import type { Workload } from '../../model/workload.ts';
import { workloadsOf } from '../../model/workloads.ts';
import { behaviourAt, type Check, remedyClass } from '../../posture/check.ts';
import type { AdmissionLaw } from '../../proof/admission/law.ts';
import type { Refusal } from '../../proof/admission/refused.ts';
import type { Break } from '../../proof/breaks.ts';
import type { Amendment } from './amendment.ts';

export interface Admitting {
  readonly after: Inventory;
  readonly law: AdmissionLaw;
  readonly checks: readonly Check[];
  readonly now: number;
}

/** How long an exception lasts that nobody has thought about yet. */
const exceptionDays = 90;

export function admitWorkloads(breaks: readonly Break[], admitting: Admitting): Amendment[] {
  return breaks.flatMap((one) => {
    if (!('restart' in one.of) || one.of.law !== admitting.law.name) return [];
    const patched = patchOf(one.of, admitting);
    return [patched === undefined ? exempted(one, one.of, admitting) : { ...patched, mends: [one.key] }];
  });
}

/** The patches of the checks on the controls that refuse it, where they are all there, and the law admits the result. */
function patchOf({ workload, faults, injected }: Refusal, { after, law, checks, now }: Admitting): Omit<Amendment, 'mends'> | undefined {
  if (injected) return undefined;
  const context = { inventory: after, version: after.version, now };
  const notes = new Set<string>();
  let { object } = workload;
  let current: Workload | undefined = workload;
  const operations: Patch[number][] = [];
  for (const fault of faults) {
    const check = checks.find(({ aliases }) => aliases.includes(`pss:${fault}`));
    if (check?.appliesTo !== 'workload' || current === undefined) return undefined;
    // One patch moves the places of the next: each is computed on what the one before has left.
    for (let round = 0; round < mostRounds; round++) {
      const [outcome] = behaviourAt(check.versions, after.version)?.(current, context) ?? [];
      if (outcome === undefined) break;
      const remedy = outcome.kind === 'fault' ? outcome.remedy : undefined;
      if (remedy?.kind !== 'patch') return undefined;
      if (remedyClass(remedy) !== 'safe' && remedy.note !== undefined) notes.add(remedy.note);
      operations.push(...remedy.patch);
      object = { ...object, body: applyPatch(object.body, remedy.patch) };
      [current] = workloadsOf([object]);
      if (current === undefined) return undefined;
    }
  }
  if (current === undefined || operations.length === 0 || !isAdmitted(current, after, law)) return undefined;
  return {
    title: `change ${displayName(workload.object)} so that it is admitted`,
    manifests: [],
    patches: [{ object: workload.object, patch: operations }],
    notes: [...notes],
    proven: true,
  };
}

const mostRounds = 200;

function isAdmitted(workload: Workload, after: Inventory, law: AdmissionLaw): boolean {
  const name = namespaceOf(workload.object);
  const labels = after.byKind.get('Namespace')?.find((namespace) => namespace.name === name)?.labels;
  return law.judge({ workload, pod: workload, namespace: { name, labels } }).verdict === 'allowed';
}

function exempted(one: Break, { workload, injected, faults }: Refusal, { after, now, law, checks }: Admitting): Amendment {
  const { object } = workload;
  const level = strictestLevel([workload], after.version);
  // One namespace for each level: what another workload needs is not opened to this one.
  const namespace = `${namespaceOf(object).slice(0, 45)}-exempt${level === 'privileged' ? '' : `-${level}`}`;
  const labels = { 'pod-security.kubernetes.io/enforce': level, 'pod-security.kubernetes.io/warn': 'restricted' };
  const moved = { ...workload, object: { ...object, namespace } };
  const answer = law.judge({ workload: moved, pod: workload, namespace: { name: namespace, labels } });
  return {
    title: `move ${displayName(object)} to namespace ${namespace}, where ${level} is enforced, with an exception until ${dayAfter(now)}`,
    mends: [one.key],
    manifests: [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } },
      movedManifest(object, namespace),
      exceptionFor(object, namespace, one.owner, faults, checks, now),
    ],
    patches: [],
    notes: [
      `what ${displayName(object)} needs by name (ServiceAccount, ConfigMaps, Secrets, claims) and the policies that select it have to come along`,
      'an exception holds once owner, approver and reason are filled in',
      ...(injected ? ['what is at fault was put into its pods by admission, which has to be told of the namespace'] : []),
      ...noteOf(level),
    ],
    proven: answer.verdict === 'allowed' && !injected,
  };
}

function noteOf(level: Level): string[] {
  return level === 'privileged' ? ['nothing is refused there: keep everybody else out of the namespace'] : [];
}

function dayAfter(now: number): string {
  return new Date(now + exceptionDays * 86_400_000).toISOString().slice(0, 10);
}

/** The object as a manifest: without what servers wrote. */
function movedManifest({ body, labels, name }: KubernetesObject, namespace: string): JsonObject {
  const { status: _, metadata: __, apiVersion = '', kind = '', ...rest } = body;
  return { apiVersion, kind, metadata: { name, namespace, ...(Object.keys(labels).length > 0 && { labels: { ...labels } }) }, ...rest };
}

function exceptionFor(
  { kind, name }: KubernetesObject,
  namespace: string,
  owner: string | undefined,
  faults: readonly string[],
  checks: readonly Check[],
  now: number,
): JsonObject {
  const ids = checks.filter(({ aliases }) => faults.some((fault) => aliases.includes(`pss:${fault}`))).map(({ id }) => id);
  return {
    apiVersion: 'rampart.dev/v1alpha1',
    kind: 'Exception',
    metadata: { name: `${namespace}-${name}`.slice(0, 253) },
    spec: {
      checks: ids,
      objects: [{ kind, namespace, name }],
      owner: owner ?? '',
      approver: '',
      reason: '',
      expires: dayAfter(now),
    },
  };
}
