// SPDX-License-Identifier: Apache-2.0
// Checks on how the programs of control plane and nodes are configured. What an input does not show gets no verdict.
import type { Component, ComponentName } from '../../model/components/component.ts';
import { componentsOfWorkload } from '../../model/components/components.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { type CheckContext, type CheckMetadata, defineCheck, type ObjectCheck, type Outcome, type WorkloadCheck } from '../check.ts';
import { componentsIn } from './components-in.ts';

/** What is said of a component, and of which object it is said: a component may be configured in several. */
export interface PlacedOutcome {
  readonly object: KubernetesObject;
  readonly outcome: Outcome;
}

/** A component's verdict: what was found, and which objects were judged, those without a fault included. */
export interface Judgement {
  readonly judged: readonly KubernetesObject[];
  readonly outcomes: readonly PlacedOutcome[];
}

export type JudgeComponent = (component: Component, context: CheckContext) => Judgement;

type ControlPlaneName = Exclude<ComponentName, 'kubelet' | 'kube-proxy'>;

interface Definition<Name extends ComponentName> extends Omit<CheckMetadata, 'references'> {
  readonly component: Name;
  /** Besides the reference of the component's flags. */
  readonly references?: readonly string[];
}

const reference = (component: ComponentName): string =>
  component === 'etcd'
    ? 'https://etcd.io/docs/v3.6/op-guide/configuration/'
    : `https://kubernetes.io/docs/reference/command-line-tools-reference/${component}/`;

/** A check on a component of the control plane, judged at the workload that runs it. */
export function defineComponentCheck(
  definition: Definition<ControlPlaneName> & ({ readonly judge: JudgeComponent } | { readonly evaluate: EvaluateComponent }),
): WorkloadCheck {
  const { component: name, references = [], ...rest } = definition;
  const { judge, evaluate, ...metadata } = { judge: undefined, evaluate: undefined, ...rest };
  const outcomesOf = (component: Component, context: CheckContext): readonly Outcome[] =>
    judge === undefined ? (evaluate?.(component, context) ?? []) : judge(component, context).outcomes.map(({ outcome }) => outcome);
  return defineCheck({
    ...metadata,
    references: [reference(name), ...references],
    appliesTo: 'workload',
    applicable: (workload) => componentsOfWorkload(workload).some((component) => component.name === name),
    evaluate: (workload, context) =>
      distinct(
        componentsOfWorkload(workload)
          .filter((component) => component.name === name)
          .flatMap((component) => outcomesOf(component, context)),
      ),
    besides: onNodes(name, outcomesOf),
  });
}

/** The components of the control plane that a node runs without a pod: as a service of its own, or within k3s. */
export function onNodes(
  name: ComponentName | undefined,
  outcomesOf: (component: Component, context: CheckContext) => readonly Outcome[],
): NonNullable<WorkloadCheck['besides']> {
  const found = (object: KubernetesObject, { inventory }: CheckContext) =>
    componentsIn(inventory).filter((component) => component.object === object && (name === undefined || component.name === name));
  return {
    kinds: ['NodeEvidence.rampart.dev'],
    applicable: (object, context) => found(object, context).length > 0,
    evaluate: (object, context) => distinct(found(object, context).flatMap((component) => outcomesOf(component, context))),
  };
}

// A script may start a program in several branches: what is not known of each is told once.
function distinct(outcomes: readonly Outcome[]): Outcome[] {
  const isSame = (a: Outcome, b: Outcome) => a.kind === b.kind && a.path === b.path && a.detail === b.detail;
  return outcomes.filter((outcome, index) => outcomes.findIndex((other) => isSame(outcome, other)) === index);
}

/** What is found of a component in the workload that runs it. */
export type EvaluateComponent = (component: Component, context: CheckContext) => readonly Outcome[];

const documents = { kubelet: 'KubeletConfiguration.kubelet.config.k8s.io', 'kube-proxy': 'KubeProxyConfiguration.kubeproxy.config.k8s.io' };

/** A check on a component of nodes, judged at the object that decides: its flags, its configuration or a drop-in of that. */
export function defineNodeComponentCheck(definition: Definition<keyof typeof documents> & { readonly judge: JudgeComponent }): ObjectCheck {
  const { component: name, references = [], judge, ...metadata } = definition;
  const judgements = (context: CheckContext): readonly Judgement[] =>
    componentsIn(context.inventory)
      .filter((component) => component.name === name)
      .map((component) => judge(component, context));
  return defineCheck({
    ...metadata,
    references: [reference(name), ...references],
    appliesTo: { kinds: [documents[name], 'NodeEvidence.rampart.dev', 'DaemonSet.apps', 'Pod'] },
    applicable: (object, context) => judgements(context).some(({ judged }) => judged.includes(object)),
    evaluate: (object, context) =>
      judgements(context)
        .flatMap(({ outcomes }) => outcomes)
        .flatMap(({ object: place, outcome }) => (place === object ? outcome : [])),
  });
}
