// SPDX-License-Identifier: Apache-2.0
// Reads enableServiceLinks; only false is allowed, and the default is true.
import { defineCheck } from '../check.ts';
import { isControlPlanePod } from '../facts/control-plane.ts';
import { setRemedy, specPath } from '../facts/container-faults.ts';
import { likelySafe } from '../facts/remedy-class.ts';

export const serviceLinks = defineCheck({
  id: 'service-links',
  title: 'Every Service of the namespace is in the environment',
  why: 'An intruder reads from the environment the address and ports of all Services of the namespace, without a query that anyone could notice. And whoever may create a Service sets variables in pods that start later: one that is named like the program’s own settings overrides its defaults.',
  remedy: 'Set enableServiceLinks: false and find Services by DNS.',
  severity: 'info',
  layer: 'workload',
  threats: ['network-attack'],
  references: ['https://kubernetes.io/docs/tutorials/services/connect-applications-service/#accessing-the-service'],
  aliases: [],
  appliesTo: 'workload',
  // Its programs read no such variables, and no manifest of a distribution says it.
  applicable: ({ object }) => !isControlPlanePod(object),
  evaluate: (workload) => {
    if (workload.spec.enableServiceLinks === false) return [];
    const path = `${specPath(workload)}/enableServiceLinks`;
    return [
      {
        kind: 'fault',
        path,
        reason: 'service links are on',
        detail: 'pods start with variables for every Service of their namespace',
        remedy: likelySafe(
          setRemedy(workload, path, false, 'Programs that read variables such as REDIS_SERVICE_HOST must use DNS names first.'),
        ),
      },
    ];
  },
});
