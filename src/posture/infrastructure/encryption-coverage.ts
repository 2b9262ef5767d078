// SPDX-License-Identifier: Apache-2.0
// Reads resources[*].resources: secrets must be among them, and custom resources too: by their group, or `*.*`.
import { defineCheck, type Fault } from '../check.ts';
import { encryptedResources, encryptionKind, isExemption, takesIn } from '../facts/encryption.ts';

/** Groups that Kubernetes itself serves end so, or have no dot. */
const builtIn = /^(?:[^.]*|.*\.k8s\.io)$/;

export const encryptionCoverage = defineCheck({
  id: 'encryption-coverage',
  title: 'Encryption at rest leaves out what holds credentials',
  why: 'Whatever no entry names lies in etcd as plain text. Custom resources of secret stores, certificate managers and deployment tools hold tokens as well, and a stolen backup of etcd gives them away.',
  remedy: 'Name secrets, and add an entry for `*.*` (since 1.27) or the groups of your custom resources.',
  severity: 'medium',
  layer: 'infrastructure',
  threats: ['data-exposure'],
  references: ['https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/#understanding-the-encryption-at-rest-configuration'],
  aliases: ['T1552'],
  appliesTo: encryptionKind,
  evaluate: (object) => {
    const resources = encryptedResources(object).flatMap((entry) => entry.resources);
    if (!takesIn(resources, 'secrets')) return [fault('secrets are not encrypted', 'no entry names secrets')];
    const encrypted = encryptedResources(object).flatMap((entry) => (isExemption(entry) ? [] : entry.resources));
    const custom = encrypted.some((name) => name === '*.*' || !builtIn.test(name.slice(name.indexOf('.') + 1)));
    return custom ? [] : [fault('custom resources are not encrypted', 'no entry names *.* or the group of a custom resource')];
  },
});

function fault(reason: string, detail: string): Fault {
  return {
    kind: 'fault',
    path: '/resources/-',
    reason,
    detail,
    remedy: { kind: 'advice', advice: 'Add what is missing to the resources that kms v2 writes, `*.*` as an entry of its own at the end.' },
  };
}
