// SPDX-License-Identifier: Apache-2.0
// Who may apply which patch, where the manifest decides it.
import { expect, test } from 'vitest';
import type { Json } from '../model/json.ts';
import { type Check, remedyClass } from './check.ts';
import { evaluateOn, podOf } from './testing.ts';
import { capabilitiesNotDropped } from './workload/capabilities-not-dropped.ts';
import { hostPathVolume } from './workload/host-path-volume.ts';
import { imagePullPolicy as imagePullPolicyCheck } from './workload/image-pull-policy.ts';
import { privilegedPort } from './workload/privileged-port.ts';
import { privilegeEscalation } from './workload/privilege-escalation.ts';
import { runAsRoot } from './workload/run-as-root.ts';
import { serviceAccountToken } from './workload/service-account-token.ts';

function classesOf(check: Check, spec: Json, version?: string): (string | undefined)[] {
  const { findings } = evaluateOn(check, [podOf(spec)], version);
  return findings.map(({ remedy }) => (remedy?.kind === 'patch' ? remedyClass(remedy) : undefined));
}

const container = (securityContext: Json, more: object = {}) => ({ name: 'a', image: 'a', securityContext, ...more });

test('a user other than root is asked for safely where the manifest names one for every container', () => {
  const user = { runAsUser: 10_001 };
  expect(classesOf(runAsRoot, { securityContext: user, containers: [container({})] })).toEqual(['safe']);
  expect(classesOf(runAsRoot, { containers: [container({})] })).toEqual(['decision']);
  expect(classesOf(runAsRoot, { securityContext: user, containers: [container({}), container({ runAsUser: 0 })] })).toEqual(['decision']);
  expect(classesOf(runAsRoot, { securityContext: { runAsUser: 0 }, containers: [container({})] })).toEqual(['decision']);
});

test('capabilities are dropped safely where the runtime drops them already, and likely so from who is not root', () => {
  const dropping = (drop: readonly string[], more: object = {}) =>
    classesOf(capabilitiesNotDropped, { containers: [container({ capabilities: { drop: [...drop] }, ...more })] });
  expect(dropping(['all'])).toEqual(['safe']);
  expect(dropping(['NET_RAW'], { runAsNonRoot: true })).toEqual(['likely-safe']);
  expect(dropping(['NET_RAW'])).toEqual(['decision']);
});

test('to deny more privileges takes nothing else away, or is a decision', () => {
  expect(classesOf(privilegeEscalation, { containers: [container({})] })).toEqual(['likely-safe']);
  expect(classesOf(privilegeEscalation, { containers: [container({ privileged: true })] })).toEqual(['decision']);
});

test('a token is seldom what a pod with the shared account works with', () => {
  expect(classesOf(serviceAccountToken, { containers: [] })).toEqual(['likely-safe']);
  expect(classesOf(serviceAccountToken, { serviceAccountName: 'api', containers: [] })).toEqual(['decision']);
});

test('a volume that nobody mounts goes safely, unless it makes a folder on the node', () => {
  const volume = (type?: string) => ({
    containers: [],
    volumes: [{ name: 'v', hostPath: { path: '/srv', ...(type === undefined ? {} : { type }) } }],
  });
  expect(classesOf(hostPathVolume, volume())).toEqual(['safe']);
  expect(classesOf(hostPathVolume, volume('DirectoryOrCreate'))).toEqual(['decision']);
});

test('a kubelet before 1.22 refuses the sysctl', () => {
  const web = { containers: [container({}, { ports: [{ containerPort: 80 }] })] };
  expect(classesOf(privilegedPort, web)).toEqual(['safe']);
  expect(classesOf(privilegedPort, web, '1.21')).toEqual(['decision']);
});

test('an image that is never pulled may be in no registry', () => {
  const pulled = (imagePullPolicy: string) => classesOf(imagePullPolicyCheck, { containers: [{ name: 'a', image: 'a', imagePullPolicy }] });
  expect(pulled('IfNotPresent')).toEqual(['likely-safe']);
  expect(pulled('Never')).toEqual(['decision']);
});
