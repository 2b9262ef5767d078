// SPDX-License-Identifier: Apache-2.0
// The techniques of MITRE ATT&CK (Enterprise, v18) that checks may name. A check that closes or narrows a way names the technique.

export interface Technique {
  readonly id: string;
  readonly name: string;
  /** False where the technique is of Enterprise and not of the Containers matrix: what happens on the network, or on the node below. */
  readonly containers: boolean;
}

const containers: Readonly<Record<string, string>> = {
  T1036: 'Masquerading',
  T1046: 'Network Service Discovery',
  T1053: 'Scheduled Task/Job',
  'T1053.007': 'Container Orchestration Job',
  T1068: 'Exploitation for Privilege Escalation',
  T1069: 'Permission Groups Discovery',
  T1070: 'Indicator Removal',
  T1078: 'Valid Accounts',
  'T1078.001': 'Default Accounts',
  T1098: 'Account Manipulation',
  'T1098.006': 'Additional Container Cluster Roles',
  T1110: 'Brute Force',
  T1133: 'External Remote Services',
  T1136: 'Create Account',
  T1190: 'Exploit Public-Facing Application',
  'T1204.003': 'Malicious Image',
  T1485: 'Data Destruction',
  T1490: 'Inhibit System Recovery',
  T1496: 'Resource Hijacking',
  T1498: 'Network Denial of Service',
  T1499: 'Endpoint Denial of Service',
  T1525: 'Implant Internal Image',
  T1528: 'Steal Application Access Token',
  'T1543.005': 'Container Service',
  'T1550.001': 'Application Access Token',
  T1552: 'Unsecured Credentials',
  'T1552.001': 'Credentials In Files',
  'T1552.007': 'Container API',
  T1562: 'Impair Defenses',
  'T1562.001': 'Disable or Modify Tools',
  T1609: 'Container Administration Command',
  T1610: 'Deploy Container',
  T1611: 'Escape to Host',
  T1612: 'Build Image on Host',
  T1613: 'Container and Resource Discovery',
};

const beyond: Readonly<Record<string, string>> = {
  T1041: 'Exfiltration Over C2 Channel',
  'T1071.004': 'DNS',
  T1546: 'Event Triggered Execution',
  'T1548.001': 'Setuid and Setgid',
  'T1552.004': 'Private Keys',
  T1557: 'Adversary-in-the-Middle',
  T1649: 'Steal or Forge Authentication Certificates',
};

const all = (names: Readonly<Record<string, string>>, inMatrix: boolean): Technique[] =>
  Object.entries(names).map(([id, name]) => ({ id, name, containers: inMatrix }));

/** By id, in the order of their numbers. */
export const attackTechniques: ReadonlyMap<string, Technique> = new Map(
  [...all(containers, true), ...all(beyond, false)]
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((technique): [string, Technique] => [technique.id, technique]),
);
