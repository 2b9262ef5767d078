// SPDX-License-Identifier: Apache-2.0
// A proposal in the words of the plugin that will enforce it.
import type { JsonObject } from '../../model/json.ts';
import { calicoPolicy } from './calico-policy.ts';
import { ciliumPolicy } from './cilium-policy.ts';
import { kubernetesPolicy } from './kubernetes-policy.ts';
import type { PolicyProposal } from './proposal.ts';

export const policyForms = ['kubernetes', 'calico', 'cilium'] as const;
export type PolicyForm = (typeof policyForms)[number];

const writers: Readonly<Record<PolicyForm, (proposal: PolicyProposal) => JsonObject>> = {
  kubernetes: kubernetesPolicy,
  calico: calicoPolicy,
  cilium: ciliumPolicy,
};

export function writtenPolicy(proposal: PolicyProposal, form: PolicyForm): JsonObject {
  return writers[form](proposal);
}
