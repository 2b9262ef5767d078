// SPDX-License-Identifier: Apache-2.0
// Reads containers[*].env[*].name and value. A literal is taken for a credential by its form (a GitHub token, a password in
// a URL), else by the name of the variable; references, paths, switches and numbers, and the names of Secrets, are allowed.
import { objectsNamed } from '../../model/inventory.ts';
import type { Workload } from '../../model/workload.ts';
import { type CheckContext, defineCheck, type Fault } from '../check.ts';
import { faultsPerContainer } from '../facts/container-faults.ts';
import { credentialIn } from '../facts/credentials.ts';

export const literalSecretInEnvironment = defineCheck({
  id: 'literal-secret-in-environment',
  title: 'Credential is written into the manifest',
  why: 'Everyone who can read the repository, its history, the Helm release or the pod has the credential: reading pods is a right of the harmless view role. It outlives its removal from the file, and rotating it takes a new release.',
  remedy: 'Replace the credential, since it has been seen; keep the new one in a secret manager or Secret, and mount that as a file.',
  severity: 'high',
  layer: 'application',
  threats: ['data-exposure', 'unauthorized-access'],
  references: [
    'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
    'https://kubernetes.io/docs/concepts/configuration/secret/#using-secrets-as-files-from-a-pod',
  ],
  aliases: ['kube-linter:env-var-secret', 'polaris:sensitiveContainerEnvVar', 'C-0012', 'T1552.001'],
  appliesTo: 'workload',
  evaluate: (workload, context) =>
    faultsPerContainer(workload, ({ container, pointer, label }) =>
      (container.env ?? []).flatMap(({ name = '', value = '' }, index): Fault[] => {
        const credential = credentialIn(name, value);
        if (credential === undefined || namesSecret(value, workload, context)) return [];
        return [
          {
            kind: 'fault',
            path: `${pointer}/env/${index}/value`,
            reason: `environment holds ${credential}`,
            detail: `${label} sets ${name} to ${credential}`,
            confidential: true,
            remedy: {
              kind: 'advice',
              advice: `Replace the credential, put the new one into a Secret, and mount it as a file; or, at the least, read ${name} by secretKeyRef.`,
            },
          },
        ];
      }),
    ),
});

// The variable of a controller that tells it which Secret to use.
function namesSecret(value: string, { spec, object }: Workload, { inventory }: CheckContext): boolean {
  return (
    (spec.volumes ?? []).some(({ secret }) => secret?.secretName === value) ||
    objectsNamed(inventory, 'Secret', '', object.namespace, value).length > 0
  );
}
