// SPDX-License-Identifier: Apache-2.0
// Reads allowPrivilegedContainer, allowHostPID, allowHostIPC, allowHostNetwork, allowHostDirVolumePlugin and allowedCapabilities of OpenShift's
// SecurityContextConstraints, with the users and groups that they are for. Those that OpenShift brings are left out.
import { field } from '../../model/json.ts';
import { defineCheck, type Fault } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { strings } from '../facts/flow-rules.ts';

const shipped: ReadonlySet<string> = new Set([
  'anyuid',
  'hostaccess',
  'hostmount-anyuid',
  'hostmount-anyuid-v2',
  'hostnetwork',
  'hostnetwork-v2',
  'machine-api-termination-handler',
  'nested-container',
  'node-exporter',
  'nonroot',
  'nonroot-v2',
  'privileged',
  'privileged-genevalogging',
  'restricted',
  'restricted-v2',
  'restricted-v3',
]);

const switches: Readonly<Record<string, string>> = {
  allowPrivilegedContainer: 'privileged containers',
  allowHostPID: 'the processes of the node',
  allowHostIPC: 'the memory that processes of the node share',
  allowHostNetwork: 'the network of the node',
  allowHostDirVolumePlugin: 'files of the node',
};

export const securityContextConstraintsPrivileged = defineCheck({
  id: 'security-context-constraints-privileged',
  title: 'SecurityContextConstraints let pods take their node',
  why: 'Whoever may use them, by their users and groups or by a role with the verb use, starts a pod that reads every Secret on its node and leaves its container.',
  remedy: 'Take the switch away, or keep the constraints for one ServiceAccount of a node agent.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['container-escape', 'privilege-escalation'],
  references: ['https://docs.openshift.com/container-platform/latest/authentication/managing-security-context-constraints.html'],
  aliases: ['kube-linter:scc-deny-privileged-container', 'T1611'],
  appliesTo: { kinds: ['SecurityContextConstraints.security.openshift.io'] },
  applicable: ({ name }) => !shipped.has(name),
  evaluate: ({ body }) => {
    const holders = [...strings(field(body, 'users')), ...strings(field(body, 'groups'))];
    const whom = holders.length === 0 ? 'whoever may use them' : holders.join(', ').slice(0, 120);
    const faults = Object.entries(switches).flatMap(([key, what]): Fault[] =>
      field(body, key) === true
        ? [
            advised(
              `/${key}`,
              'pods may leave their container',
              `${key} gives ${what} to ${whom}`,
              `Set ${key}: false where no agent of the node needs it.`,
            ),
          ]
        : [],
    );
    const all = strings(field(body, 'allowedCapabilities')).findIndex((capability) => capability === '*' || capability === 'SYS_ADMIN');
    if (all < 0) return faults;
    const detail = `capabilities up to SYS_ADMIN for ${whom}`;
    return [
      ...faults,
      advised(`/allowedCapabilities/${all}`, 'pods may leave their container', detail, 'List the capabilities that are needed.'),
    ];
  },
});
