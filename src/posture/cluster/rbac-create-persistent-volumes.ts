// SPDX-License-Identifier: Apache-2.0
// Reads rules: create of persistentvolumes is not allowed.
import { defineCheck } from '../check.ts';
import { roleKinds } from '../facts/rbac.ts';
import { onPower, powers } from '../facts/rbac-powers.ts';

export const rbacCreatePersistentVolumes = defineCheck({
  id: 'rbac-create-persistent-volumes',
  title: 'Role may make PersistentVolumes',
  why: 'A PersistentVolume may be any path of the host. Pod Security looks at Pods and not at volumes, so a claim of such a volume brings the files of the node into any Pod.',
  remedy: 'Let StorageClasses provision volumes; leave PersistentVolumes to administrators and to the provisioner.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['privilege-escalation', 'container-escape'],
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/concepts/storage/persistent-volumes/',
  ],
  aliases: ['CIS-5.1.9', 'T1611'],
  appliesTo: { kinds: roleKinds },
  evaluate: onPower(powers.createVolumes, {
    at: 'verbs',
    reason: 'may make PersistentVolumes',
    advice: 'Remove create on persistentvolumes; let a StorageClass provision them.',
  }),
});
