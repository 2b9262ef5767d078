// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { applyPatch } from '../../model/patch.ts';
import { evaluateOn, pathsFound, podOf } from '../testing.ts';
import { netRawCapability } from './net-raw-capability.ts';

const pod = (capabilities: object) =>
  podOf({ containers: [{ name: 'a', image: 'a', securityContext: { capabilities: { ...capabilities } } }] });

test('added without any drop: one patch does both', () => {
  const object = pod({ add: ['cap_net_raw', 'CHOWN', 'NET_RAW'] });
  const [finding] = evaluateOn(netRawCapability, [object]).findings;
  const patched = applyPatch(object.body, finding?.remedy?.kind === 'patch' ? finding.remedy.patch : []);
  expect(patched['spec']).toEqual(pod({ add: ['CHOWN'], drop: ['NET_RAW'] }).body['spec']);
});

test('ephemeral containers do not count', () => {
  expect(pathsFound(netRawCapability, { ephemeralContainers: [{ name: 'a', image: 'a' }] })).toEqual([]);
});

test('capabilities: null is patched as if it were absent', () => {
  const object = podOf({ containers: [{ name: 'a', image: 'a', securityContext: { capabilities: null } }] });
  const [finding] = evaluateOn(netRawCapability, [object]).findings;
  const patched = applyPatch(object.body, finding?.remedy?.kind === 'patch' ? finding.remedy.patch : []);
  expect(patched['spec']).toEqual(pod({ drop: ['NET_RAW'] }).body['spec']);
});
