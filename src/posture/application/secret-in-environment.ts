// SPDX-License-Identifier: Apache-2.0
// Reads containers[*].env[*].valueFrom.secretKeyRef and envFrom[*].secretRef; neither is allowed.
import { defineCheck, type Fault, type Remedy } from '../check.ts';
import { faultsPerContainer } from '../facts/container-faults.ts';

const remedy: Remedy = { kind: 'advice', advice: 'Mount the Secret as a volume, read-only, and have the program read the file.' };

export const secretInEnvironment = defineCheck({
  id: 'secret-in-environment',
  title: 'Secret reaches the program through its environment',
  why: 'An environment is inherited by every child process, dumped by crash handlers and debug pages, and readable in /proc by all processes of the same user. It also never changes: after a rotation the program goes on with the old value.',
  remedy: 'Mount the Secret as a read-only volume and have the program read the file, which follows a rotation.',
  severity: 'low',
  layer: 'application',
  threats: ['data-exposure'],
  references: ['https://kubernetes.io/docs/concepts/configuration/secret/#using-secrets-as-files-from-a-pod'],
  aliases: ['kube-linter:read-secret-from-env-var', 'CIS-5.4.1', 'C-0207', 'T1552'],
  appliesTo: 'workload',
  evaluate: (workload) =>
    faultsPerContainer(workload, ({ container, pointer, label }) => [
      ...(container.envFrom ?? []).flatMap(({ secretRef }, index): Fault[] => {
        if (secretRef === undefined) return [];
        const detail = `${label} takes all keys of Secret "${secretRef.name ?? ''}" as variables`;
        return [
          { kind: 'fault', path: `${pointer}/envFrom/${index}/secretRef`, reason: 'whole Secret is in the environment', detail, remedy },
        ];
      }),
      ...(container.env ?? []).flatMap(({ name = '', valueFrom }, index): Fault[] => {
        const ref = valueFrom?.secretKeyRef;
        if (ref === undefined) return [];
        const detail = `${label} takes ${name} from Secret "${ref.name ?? ''}"`;
        return [
          { kind: 'fault', path: `${pointer}/env/${index}/valueFrom/secretKeyRef`, reason: 'Secret is in the environment', detail, remedy },
        ];
      }),
    ]),
});
