// SPDX-License-Identifier: Apache-2.0
// Reads --enable-admission-plugins of kube-apiserver.
import { defineComponentCheck } from '../facts/component-check.ts';
import { mustInclude } from '../facts/component-demands.ts';

export const apiServerAlwaysPullImages = defineComponentCheck({
  id: 'api-server-always-pull-images',
  title: 'Pods may use images that a node has pulled for somebody else',
  why: 'A pod that names a private image on a node where it lies already runs it without the credentials to pull it. Since Kubernetes 1.35 the kubelet verifies that itself.',
  remedy: 'Enable the admission plugin AlwaysPullImages where tenants share nodes.',
  severity: 'info',
  layer: 'cluster',
  threats: ['supply-chain', 'unauthorized-access'],
  aliases: ['CIS-1.2.11'],
  component: 'kube-apiserver',
  judge: mustInclude(
    { flag: 'enable-admission-plugins', default: '' },
    'AlwaysPullImages',
    'Every start of a container then asks the registry, which must be up.',
  ),
});
