// SPDX-License-Identifier: Apache-2.0
// Which of the fields of a security context only containers have, and which only pods.
export const fieldsOfContainers: ReadonlySet<string> = new Set([
  'allowPrivilegeEscalation',
  'capabilities',
  'privileged',
  'procMount',
  'readOnlyRootFilesystem',
]);

export const fieldsOfPods: ReadonlySet<string> = new Set([
  'fsGroup',
  'fsGroupChangePolicy',
  'seLinuxChangePolicy',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'sysctls',
]);
