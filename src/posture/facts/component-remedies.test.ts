// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { componentsOf } from '../../model/components/components.ts';
import { buildInventory } from '../../model/inventory.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { applyPatch } from '../../model/patch.ts';
import { valueAt } from '../../model/pointer.ts';
import { newestKubernetes } from '../../model/version.ts';
import type { Remedy } from '../check.ts';
import { podOf } from '../testing.ts';
import { setting, unsetting } from './component-remedies.ts';
import { kubeletFile, nodeRunning, staticPod } from './component-testing.ts';

const componentIn = (...objects: readonly KubernetesObject[]) => {
  const [component] = componentsOf(buildInventory({ objects, problems: [], passedOver: 0 }, newestKubernetes));
  if (component === undefined) throw new Error('no component');
  return component;
};
const after = (body: JsonObject, remedy: Remedy): JsonObject => applyPatch(body, remedy.kind === 'patch' ? remedy.patch : []);
const commandAfter = (pod: KubernetesObject, remedy: Remedy): Json | undefined =>
  valueAt(after(pod.body, remedy), '/spec/containers/0/command');

describe('setting', () => {
  const matter = { flag: 'a' };

  test.each([
    [['etcd'], ['etcd', '--a=1']],
    [
      ['etcd', '--a=0'],
      ['etcd', '--a=1'],
    ],
    [
      ['etcd', '-a', '0', '--b'],
      ['etcd', '-a', '1', '--b'],
    ],
    [
      ['etcd', '--a'],
      ['etcd', '--a=1'],
    ],
    [
      ['etcd', '--a=0', '--a=2'],
      ['etcd', '--a=0', '--a=1'],
    ],
  ])('%j', (before, wanted) => {
    const pod = staticPod(...before);
    expect(commandAfter(pod, setting(componentIn(pod), matter, 1))).toEqual(wanted);
  });

  test('a list that is given in pieces becomes one', () => {
    const pod = staticPod('kube-apiserver', '--a=1', '--b', '--a', '2');
    expect(commandAfter(pod, setting(componentIn(pod), { flag: 'a', list: true }, ['1', '2', '3']))).toEqual([
      'kube-apiserver',
      '--a=1,2,3',
      '--b',
    ]);
  });

  test('an image without arguments gets its first', () => {
    const pod = podOf({ containers: [{ name: 'etcd', image: 'registry.k8s.io/etcd:3.6.5-0' }] });
    expect(valueAt(after(pod.body, setting(componentIn(pod), matter, true)), '/spec/containers/0/args')).toEqual(['--a=true']);
  });

  test('k3s hands flags on', () => {
    const pod = staticPod('k3s', 'server', '--etcd-arg', 'a=0', '--kubelet-arg=b=0');
    const [etcd] = [componentIn(pod)];
    expect(commandAfter(pod, setting(etcd, matter, 1))).toEqual(['k3s', 'server', '--etcd-arg', 'a=1', '--kubelet-arg=b=0']);
    expect(commandAfter(pod, setting(etcd, { flag: 'c' }, 1))).toContain('--etcd-arg=c=1');
  });

  test('in a file it is a field', () => {
    const file = kubeletFile('config.yaml', { authentication: { x509: {} } });
    const remedy = setting(componentIn(file), { flag: 'a', field: '/authentication/anonymous/enabled' }, false);
    expect(after(file.body, remedy)['authentication']).toEqual({ x509: {}, anonymous: { enabled: false } });
  });

  test('of scripts and of nodes that were seen there is only advice', () => {
    expect(setting(componentIn(staticPod('sh', '-c', 'etcd --a=0')), matter, 1).kind).toBe('advice');
    expect(setting(componentIn(nodeRunning('etcd', '--a=0')), matter, 1)).toEqual({ kind: 'advice', advice: 'Start etcd with --a=1.' });
  });
});

test('unsetting takes all occurrences', () => {
  const pod = staticPod('etcd', '--a', '0', '--b', '--a=1');
  expect(commandAfter(pod, unsetting(componentIn(pod), { flag: 'a' }))).toEqual(['etcd', '--b']);
});
