// SPDX-License-Identifier: Apache-2.0
// Reads the labels of namespaces, the cluster's defaults of Pod Security, and the policies of other engines.
import { componentsNamed, settingPlace } from '../facts/components-in.ts';
import { namespacesUnseen } from '../facts/namespaces.ts';
import { defaultPlaces, enforcedNamespaces } from '../facts/pod-security-namespaces.ts';
import { policyEngineKinds, refusingPolicies } from '../facts/policy-engines.ts';
import { fact, factAt, type Question } from '../question.ts';

export const policyMechanism: Question = {
  id: 'CIS-5.2.1',
  question: 'What refuses dangerous Pods in each namespace?',
  good: 'Every namespace with workloads enforces baseline or restricted, or a policy engine refuses the same there and fails closed.',
  layer: 'cluster',
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-admission/'],
  kinds: ['Namespace', 'Pod', ...policyEngineKinds],
  gather: (inventory) => {
    const namespaces = enforcedNamespaces(inventory);
    const guarded = namespaces.filter(({ level }) => level !== 'privileged');
    const open = namespaces.filter(({ level }) => level === 'privileged');
    const off = componentsNamed(inventory, 'kube-apiserver')
      .map((server) => settingPlace(server, { flag: 'disable-admission-plugins', list: true }, 'none is off'))
      .filter(({ detail }) => detail.includes('PodSecurity'));
    return {
      facts: [
        ...(namespaces.length === 0
          ? []
          : [
              fact(
                `${guarded.length} of ${namespaces.length} namespaces enforce a level`,
                guarded.map(({ place }) => place),
              ),
            ]),
        ...factAt(
          'namespaces that enforce none',
          open.map(({ place }) => place),
        ),
        ...factAt('the defaults of the cluster', defaultPlaces(inventory)),
        ...factAt('API servers with Pod Security admission switched off', off),
        ...factAt('policies of other engines that refuse Pods', refusingPolicies(inventory)),
      ],
      missing: namespacesUnseen(inventory),
    };
  },
};
