// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { objectOf, podOf } from '../../posture/testing.ts';
import { buildInventory } from '../inventory.ts';
import type { KubernetesObject } from '../object.ts';
import { newestKubernetes } from '../version.ts';
import { componentsOf } from './components.ts';

const inventoryOf = (...objects: KubernetesObject[]) => buildInventory({ objects, problems: [], passedOver: 0 }, newestKubernetes);
const componentsOfContainer = (container: { readonly [key: string]: string | readonly string[] }) =>
  componentsOf(inventoryOf(podOf({ containers: [{ name: 'a', ...container }] })));
const seen = (container: { readonly [key: string]: string | readonly string[] }) =>
  componentsOfContainer(container).map(({ name, flags, argumentsPath }) => [
    name,
    flags.map((f) => `${f.name}=${f.value}@${f.path}`),
    argumentsPath,
  ]);

describe('programs', () => {
  test('in the command, the arguments, or the name of the image', () => {
    const path = '/spec/containers/0/command';
    expect(seen({ command: ['/usr/local/bin/kube-apiserver', '--a=b'] })).toEqual([['kube-apiserver', [`a=b@${path}/1`], path]]);
    expect(seen({ command: ['kube-scheduler'], args: ['--a', 'b'] })).toEqual([
      ['kube-scheduler', ['a=b@/spec/containers/0/args/0'], '/spec/containers/0/args'],
    ]);
    expect(seen({ args: ['etcd', '-a'] })).toEqual([['etcd', ['a=true@/spec/containers/0/args/1'], '/spec/containers/0/args']]);
    expect(seen({ image: 'registry.k8s.io/kube-proxy:v1.34.0' })).toEqual([['kube-proxy', [], '/spec/containers/0/args']]);
  });

  test('behind a shell or a wrapper', () => {
    expect(seen({ command: ['/bin/sh', '-c', 'set -e; exec kube-apiserver --a="b c" \\\n --d 2>&1 >>/var/log/x | tee y'] })).toEqual([
      ['kube-apiserver', ['a=b c@/spec/containers/0/command/2', 'd=true@/spec/containers/0/command/2'], '/spec/containers/0/command/2'],
    ]);
    expect(
      seen({ command: ['/go-runner', '--log-file=/x', '--', '/usr/local/bin/kube-scheduler', '--a=1'] }).map(([name]) => name),
    ).toEqual(['kube-scheduler']);
  });

  test('handed on by k3s', () => {
    const [component] = componentsOfContainer({
      image: 'rancher/k3s:v1.34.1-k3s1',
      args: ['server', '--kube-apiserver-arg', 'anonymous-auth=true'],
    });
    expect(component).toMatchObject({ name: 'kube-apiserver', flags: [{ name: 'anonymous-auth', value: 'true' }] });
    expect(component?.incomplete).toBeDefined();
  });

  test('not by a name alone', () => {
    expect(
      seen({ image: 'quay.io/prometheus-operator/prometheus-operator:v0.93', args: ['--kubelet-service=kube-system/kubelet'] }),
    ).toEqual([]);
    expect(seen({ command: ['etcdctl', 'get', 'x'] })).toEqual([]);
    expect(seen({ image: 'registry.k8s.io/etcd:3.6', command: ['/bin/sh', '-c', 'echo etcd; etcdctl snapshot save'] })).toEqual([]);
  });

  test('arguments that a shell or a variable fills in are not known', () => {
    expect(componentsOfContainer({ command: ['etcd', '$(OPTIONS)'] })[0]?.incomplete).toBeDefined();
    expect(componentsOfContainer({ command: ['etcd', '--name=$(NAME)', '--a', '$(B)'] })[0]?.incomplete).toBeUndefined();
    expect(componentsOfContainer({ command: ['sh', '-c', 'etcd $OPTIONS'] })[0]?.incomplete).toBeDefined();
  });
});

describe('kubelets', () => {
  const configuration = (source: string, body = {}): KubernetesObject => ({
    ...objectOf({ apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration', ...body }),
    origin: { kind: 'file', source, start: 0, end: 0, pointer: '' },
  });

  test('with the files that their flags name, drop-ins in order', () => {
    const file = configuration('root/var/lib/kubelet/config.yaml');
    const other = configuration('elsewhere/config.yaml');
    const late = configuration('root/etc/kubernetes/kubelet.conf.d/20-b.conf');
    const early = configuration('root/etc/kubernetes/kubelet.conf.d/10-a.conf');
    const evidence = objectOf({
      apiVersion: 'rampart.dev/v1alpha1',
      kind: 'NodeEvidence',
      processes: [
        { command: ['/usr/bin/kubelet', '--config=/var/lib/kubelet/config.yaml', '--config-dir=/etc/kubernetes/kubelet.conf.d'] },
      ],
    });
    const [first, second, ...rest] = componentsOf(inventoryOf(late, file, other, evidence, early));
    expect(first).toMatchObject({ object: evidence, configuration: [file, early, late] });
    expect(second).toMatchObject({ object: other, configuration: [other] });
    expect(rest).toEqual([]);
  });

  test('of files alone', () => {
    const file = configuration('a/config.yaml');
    const dropIn = configuration('a/10.conf');
    expect(componentsOf(inventoryOf(dropIn, file))).toMatchObject([{ object: file, configuration: [file, dropIn] }]);
    expect(componentsOf(inventoryOf(dropIn))[0]?.incomplete).toBeDefined();
  });
});
