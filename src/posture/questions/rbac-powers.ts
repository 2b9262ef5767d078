// SPDX-License-Identifier: Apache-2.0
// Reads roles and bindings: each subject that holds a power, by name or by a wildcard.
import { matchOf, type Power, powers } from '../facts/rbac-powers.ts';
import { powerHolders } from '../facts/rbac-holders.ts';
import { bindingKinds, roleKinds } from '../facts/rbac.ts';
import type { Question } from '../question.ts';

interface Asked {
  readonly id: string;
  readonly question: string;
  readonly good: string;
  readonly may: string;
  readonly powers: readonly Power[];
  /** Of resources without a namespace. */
  readonly clusterWide?: true;
}

function powerQuestion({ id, question, good, may, powers: sought, clusterWide }: Asked): Question {
  return {
    id,
    question,
    good,
    layer: 'cluster',
    references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
    kinds: [...roleKinds, ...bindingKinds],
    gather: (inventory) =>
      powerHolders(inventory, {
        may,
        holds: (rule) => sought.some((power) => matchOf(rule, power) !== undefined),
        ...(clusterWide === undefined ? {} : { clusterWide }),
      }),
  };
}

export const powerQuestions: readonly Question[] = [
  powerQuestion({
    id: 'CIS-5.1.8',
    question: 'Who may grant more rights than they have themselves: by bind, escalate or impersonate?',
    good: 'Only those who administer the cluster, and controllers whose rights are limited by resourceNames.',
    may: 'bind, escalate or impersonate',
    powers: [powers.bind, powers.escalate, powers.impersonate, powers.constrainedImpersonation],
  }),
  powerQuestion({
    id: 'CIS-5.1.9',
    question: 'Who may create PersistentVolumes, and with them reach any path of a node?',
    good: 'Storage provisioners and those who administer the cluster; everybody else claims volumes of a StorageClass.',
    may: 'create PersistentVolumes',
    powers: [powers.createVolumes],
    clusterWide: true,
  }),
  powerQuestion({
    id: 'CIS-5.1.10',
    question: 'Who may reach the kubelets through nodes/proxy, past audit and admission?',
    good: 'Nobody, or the API server alone; metrics need nodes/metrics and nothing more.',
    may: 'use nodes/proxy',
    powers: [powers.nodeProxy],
    clusterWide: true,
  }),
  powerQuestion({
    id: 'CIS-5.1.11',
    question: 'Who may approve certificate requests, and with them make users?',
    good: 'Approving controllers, each limited to its signer, and those who administer the cluster.',
    may: 'approve or sign certificate requests',
    powers: [powers.approveRequests, powers.signCertificates],
    clusterWide: true,
  }),
  powerQuestion({
    id: 'CIS-5.1.12',
    question: 'Who may change the webhooks that see and alter every object?',
    good: 'Those who administer the cluster, and installers of policy engines by resourceNames.',
    may: 'change webhooks or admission policies',
    powers: [powers.changeAdmission],
    clusterWide: true,
  }),
  powerQuestion({
    id: 'CIS-5.1.13',
    question: 'Who may make tokens of ServiceAccounts, and of which?',
    good: 'Kubelets for their own Pods, and programs that are limited by resourceNames to ServiceAccounts that are no stronger than they are.',
    may: 'make tokens of ServiceAccounts',
    powers: [powers.mintTokens],
  }),
];
