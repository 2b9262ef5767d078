// SPDX-License-Identifier: Apache-2.0
// Reads exemptions.usernames of the PodSecurity plugin, in an AdmissionConfiguration or a file of its own: controllers create nearly
// all pods.
import { field, isArray } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { defineCheck } from '../check.ts';
import { pluginConfiguration } from '../facts/admission-configuration.ts';
import { removeRemedy } from '../facts/container-faults.ts';

const controllers =
  /^system:serviceaccount:kube-system:(?:replicaset|statefulset|daemon-set|job|cronjob|replication|deployment)[\w-]*$|^system:kube-controller-manager$/;

export const podSecurityExemptsControllers = defineCheck({
  id: 'pod-security-exempts-controllers',
  title: 'Pod Security exempts the controllers that create pods',
  why: 'Pods of Deployments, Jobs and their like are created by controllers: whoever may create a Deployment then starts any pod, a privileged one included, in every namespace, whatever its labels say.',
  remedy: 'Take the controllers out of exemptions.usernames; exempt a namespace where its pods need it.',
  severity: 'high',
  layer: 'cluster',
  threats: ['container-escape', 'privilege-escalation'],
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-admission/#exemptions'],
  aliases: [],
  appliesTo: { kinds: ['AdmissionConfiguration.apiserver.config.k8s.io', 'PodSecurityConfiguration.pod-security.admission.config.k8s.io'] },
  applicable: (object) => configurationOf(object)?.value !== undefined,
  evaluate: (object) => {
    const { value, path } = configurationOf(object) ?? { value: undefined, path: '' };
    const usernames = field(field(value, 'exemptions'), 'usernames');
    if (!isArray(usernames)) return [];
    return usernames.flatMap((name, index) => {
      if (typeof name !== 'string' || !controllers.test(name)) return [];
      const place = `${path}/exemptions/usernames/${index}`;
      return {
        kind: 'fault' as const,
        path: place,
        reason: 'a controller is exempt',
        detail: `every pod that ${name} creates is admitted`,
        remedy: removeRemedy(place, 'Pods that no namespace allows are refused from then on.'),
      };
    });
  },
});

function configurationOf(object: KubernetesObject) {
  return object.kind === 'PodSecurityConfiguration' ? { value: object.body, path: '' } : pluginConfiguration(object, 'PodSecurity');
}
