// SPDX-License-Identifier: Apache-2.0
// Reads spec.minReplicas and spec.maxReplicas of HorizontalPodAutoscalers; the least must be more than one, and the most more
// than the least. An absent minReplicas is 1, as the API server defaults it, and is taken for a choice not made.
import { field } from '../../model/json.ts';
import { defineCheck, type Fault } from '../check.ts';

export const autoscalerWithoutRange = defineCheck({
  id: 'autoscaler-without-range',
  title: 'Autoscaler cannot answer a flood',
  why: 'With as many replicas at most as at least, load is not answered with pods; with one at least, a single crash is an outage.',
  remedy: 'Set minReplicas to two or more, and maxReplicas to more than that.',
  severity: 'info',
  layer: 'workload',
  threats: ['network-attack'],
  references: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'],
  aliases: ['polaris:hpaMaxAvailability', 'polaris:hpaMinAvailability', 'kube-linter:hpa-minimum-three-replicas'],
  appliesTo: { kinds: ['HorizontalPodAutoscaler.autoscaling'] },
  evaluate: ({ body }) => {
    const spec = field(body, 'spec');
    const [least, most] = [field(spec, 'minReplicas'), field(spec, 'maxReplicas')];
    const faults: Fault[] = [];
    if (typeof least === 'number' && least < 2) {
      faults.push({ ...common, path: '/spec/minReplicas', reason: 'may go down to one pod', detail: `minReplicas is ${least}` });
    }
    if (typeof least === 'number' && typeof most === 'number' && most <= least) {
      faults.push({ ...common, path: '/spec/maxReplicas', reason: 'has no range', detail: `maxReplicas is ${most}, minReplicas ${least}` });
    }
    return faults;
  },
});

const common = {
  kind: 'fault',
  remedy: { kind: 'advice', advice: 'Choose what the busiest hour needs for the most, and what one lost node leaves for the least.' },
} as const;
