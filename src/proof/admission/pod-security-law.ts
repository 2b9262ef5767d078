// SPDX-License-Identifier: Apache-2.0
import {
  type AdmissionConfiguration,
  defaultConfiguration,
  evaluateAdmission,
  evaluatePod,
  policyOf,
  versionOnServer,
} from '../../engines/pod-security/index.ts';
import type { Inventory } from '../../model/inventory.ts';
import { podSecuritySettings } from '../../posture/facts/pod-security-namespaces.ts';
import { type AdmissionAnswer, type AdmissionLaw, allowed, type NewPod } from './law.ts';

/** Pod Security admission, by the labels of namespaces and the defaults of the cluster. */
export function podSecurityLaw(inventory: Inventory): AdmissionLaw {
  const configuration = podSecuritySettings(inventory) ?? { ...defaultConfiguration, server: inventory.version };
  return {
    name: 'Pod Security',
    statedBy: 'pod security',
    judge: ({ pod, namespace: { name, labels } }): AdmissionAnswer => {
      if (labels === undefined) return { verdict: 'unknown', missing: `the labels of namespace ${name}` };
      // Controllers make the pods, and are exempt only where somebody exempts their own accounts.
      const request = { operation: 'CREATE', resource: 'pods', name: '', username: '', namespace: { name, labels }, pod } as const;
      const { allowed: isAllowed, message = '' } = evaluateAdmission(request, configuration);
      return isAllowed ? allowed : { verdict: 'refused', message, ...faultsOf(pod, labels, configuration) };
    },
  };
}

function faultsOf(pod: NewPod['pod'], labels: Readonly<Record<string, string>>, configuration: AdmissionConfiguration) {
  const { enforce } = policyOf(labels, configuration.defaults).policy;
  const version = versionOnServer(enforce.version, configuration.server);
  const { violations } = evaluatePod({ level: enforce.level, version }, pod);
  return { faults: violations.map(({ control }) => control), paths: violations.flatMap(({ paths }) => paths) };
}
