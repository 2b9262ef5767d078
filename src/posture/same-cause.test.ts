// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';
import { markSameCause } from './same-cause.ts';
import { evaluateAll } from './catalogue-testing.ts';
import { podOf } from './testing.ts';

const byCheck = (spec: Parameters<typeof podOf>[0]) =>
  new Map(evaluateAll([podOf(spec)]).findings.map(({ check, path, sameCauseAs }) => [`${check} ${path}`, sameCauseAs]));

test('a general check yields to the specific one at the same place', () => {
  const found = byCheck({
    containers: [{ name: 'a', image: 'a', volumeMounts: [{ name: 'docker', mountPath: '/x' }] }],
    volumes: [{ name: 'docker', hostPath: { path: '/var/run/docker.sock' } }],
  });
  expect(found.get('host-path-volume /spec/volumes/0/hostPath')).toBe('container-runtime-socket');
  expect(found.has('container-runtime-socket /spec/volumes/0/hostPath/path')).toBe(true);
});

test('and not elsewhere, nor to itself', () => {
  const found = byCheck({
    containers: [{ name: 'a', image: 'a', securityContext: { capabilities: { add: ['SYS_ADMIN', 'CHOWN', 'IPC_LOCK'] } } }],
  });
  expect(found.get('added-capabilities /spec/containers/0/securityContext/capabilities/add/0')).toBe('dangerous-capabilities');
  expect(found.get('added-capabilities /spec/containers/0/securityContext/capabilities/add/2')).toBeUndefined();
  expect(found.get('dangerous-capabilities /spec/containers/0/securityContext/capabilities/add/0')).toBeUndefined();
});

test('every check that is yielded to exists, and yields to nobody that yields back', () => {
  const ids = new Map(catalogue.map((check) => [check.id, check]));
  for (const { id, yieldsTo = [] } of catalogue) {
    for (const other of yieldsTo) {
      expect(ids.has(other), `${id} yields to ${other}`).toBe(true);
      expect(ids.get(other)?.yieldsTo ?? []).not.toContain(id);
    }
  }
});

test('without checks that yield, findings are what they were', () => {
  const { findings } = evaluateAll([podOf({ hostPID: true, containers: [] })]);
  expect(markSameCause(findings, [])).toBe(findings);
});

test('what another field brings about is told with it, in that container or pod alone', () => {
  const found = byCheck({
    hostNetwork: true,
    containers: [
      { name: 'a', image: 'a', securityContext: { privileged: true }, ports: [{ containerPort: 80, hostPort: 80 }] },
      { name: 'b', image: 'b' },
    ],
  });
  expect(found.get('host-port /spec/containers/0/ports/0/hostPort')).toBe('host-namespaces');
  expect(found.get('privilege-escalation /spec/containers/0/securityContext')).toBe('privileged-container');
  expect(found.get('privilege-escalation /spec/containers/1')).toBeUndefined();
  expect(found.get('default-service-account /spec')).toBe('service-account-token');
});

test('what has no cause in the pod is told', () => {
  const found = byCheck({ hostPID: true, containers: [{ name: 'a', image: 'a', ports: [{ containerPort: 80, hostPort: 80 }] }] });
  expect(found.has('host-namespaces /spec/hostPID')).toBe(true);
  expect(found.get('host-port /spec/containers/0/ports/0/hostPort')).toBeUndefined();
});

test('every check that is followed from exists', () => {
  const ids = new Set(catalogue.map(({ id }) => id));
  for (const { id, followsFrom = [] } of catalogue)
    for (const { check } of followsFrom) expect(ids.has(check), `${id} follows from ${check}`).toBe(true);
});
