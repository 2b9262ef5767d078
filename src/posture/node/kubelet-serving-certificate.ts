// SPDX-License-Identifier: Apache-2.0
// Reads --tls-cert-file, --tls-private-key-file and tlsCertFile, tlsPrivateKeyFile of kubelet.
import type { Component } from '../../model/components/component.ts';
import { defineNodeComponentCheck } from '../facts/component-check.ts';
import { mustBeGiven, settingText } from '../facts/component-demands.ts';

export const kubeletServingCertificate = defineNodeComponentCheck({
  id: 'kubelet-serving-certificate',
  title: 'Kubelet makes itself a serving certificate',
  why: 'Nobody can verify it, so the API server and metrics agents connect to whoever answers for the node, and give exec sessions and tokens away.',
  remedy: 'Set serverTLSBootstrap to true and approve the signing requests, or give tlsCertFile and tlsPrivateKeyFile.',
  severity: 'medium',
  layer: 'node',
  threats: ['network-attack'],
  aliases: ['CIS-4.2.9'],
  component: 'kubelet',
  judge: mustBeGiven(
    [
      { flag: 'tls-cert-file', field: '/tlsCertFile', type: 'string', unless: bootstrapsServing },
      { flag: 'tls-private-key-file', field: '/tlsPrivateKeyFile', type: 'string', unless: bootstrapsServing },
    ],
    'Set serverTLSBootstrap: true and let somebody approve the signing requests of kubelets.',
  ),
});

/** Then the kubelet asks the cluster for a certificate, and renews it. */
function bootstrapsServing(component: Component): boolean {
  return settingText(component, 'rotate-server-certificates', '/serverTLSBootstrap') === 'true';
}
