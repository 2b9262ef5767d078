// SPDX-License-Identifier: Apache-2.0
// By which labels a policy should select the pods of a workload: few, stable ones that mean no other workload.
import { stringMap } from '../../model/json.ts';
import { valueAt } from '../../model/pointer.ts';
import type { Labels } from '../../model/selector.ts';
import type { Workload } from '../../model/workload.ts';
import { namespaceOf } from '../../engines/network/index.ts';

export interface PodSelector {
  readonly namespace: string;
  readonly labels: Labels;
  /** Other workloads of the namespace that the labels select as well. */
  readonly others: readonly Workload[];
}

/** What controllers and charts add to a pod: it changes with every release, or means one pod. */
const volatile =
  /^(?:pod-template-(?:hash|generation)|controller-revision-hash|controller-uid|job-name|version|chart|heritage|release|apps\.kubernetes\.io\/pod-index|batch\.kubernetes\.io\/.*|statefulset\.kubernetes\.io\/.*|helm\.sh\/.*|app\.kubernetes\.io\/(?:version|managed-by|part-of|created-by))$/;

/** The labels that people look for first. */
const preferred = [
  'app.kubernetes.io/name',
  'app',
  'k8s-app',
  'name',
  'app.kubernetes.io/component',
  'component',
  'app.kubernetes.io/instance',
];

/** Selects pods of workloads, each always by the same labels; undefined for a workload whose pods have none that last. */
export function podSelectors(workloads: readonly Workload[]): (workload: Workload) => PodSelector | undefined {
  const byNamespace = Map.groupBy(workloads, ({ object }) => namespaceOf(object));
  const known = new Map<Workload, PodSelector | undefined>();
  return (workload) => {
    if (!known.has(workload)) known.set(workload, selectorOf(workload, byNamespace.get(namespaceOf(workload.object)) ?? []));
    return known.get(workload);
  };
}

function selectorOf(workload: Workload, neighbours: readonly Workload[]): PodSelector | undefined {
  const labels = stableLabels(workload);
  if (labels.length === 0) return undefined;
  const namespace = namespaceOf(workload.object);
  const othersOf = (some: readonly Label[]) =>
    neighbours.filter((other) => other !== workload && some.every(([key, value]) => other.metadata.labels[key] === value));
  // One label, else two, else all of them: whichever first means this workload alone.
  const choices: readonly (readonly Label[])[] = [...labels.map((label) => [label]), ...pairsOf(labels), labels];
  const chosen = choices.find((choice) => othersOf(choice).length === 0) ?? labels;
  return { namespace, labels: Object.fromEntries(chosen), others: othersOf(chosen) };
}

type Label = readonly [string, string];

/** The labels of the controller's own selector where it has one: they are on every pod it will ever make. */
function stableLabels({ object, metadata }: Workload): readonly Label[] {
  const selected = stringMap(valueAt(object.body, '/spec/selector/matchLabels'));
  const rank = (key: string) => (preferred.indexOf(key) + preferred.length + 1) % (preferred.length + 1);
  const of = (labels: Labels): Label[] =>
    Object.entries(labels).filter(([key, value]) => !volatile.test(key) && metadata.labels[key] === value);
  const own = of(selected);
  return (own.length > 0 ? own : of(metadata.labels)).toSorted(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** With many labels, pairs of the first ones are enough to try. */
function pairsOf(labels: readonly Label[]): Label[][] {
  const some = labels.slice(0, 8);
  return some.flatMap((a, index) => some.slice(index + 1).map((b) => [a, b]));
}
