// SPDX-License-Identifier: Apache-2.0
// Reads --tls-cert-file, --tls-private-key-file and tlsCertFile, tlsPrivateKeyFile of kubelet. What a kubelet tells of itself names the
// certificate that it made itself, too.
import type { Component } from '../../model/components/component.ts';
import { defineNodeComponentCheck, type Judgement } from '../facts/component-check.ts';
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
  judge: (component, context) => ownCertificate(component) ?? judgeGiven(component, context),
});

const judgeGiven = mustBeGiven(
  [
    { flag: 'tls-cert-file', field: '/tlsCertFile', type: 'string', unless: bootstrapsServing },
    { flag: 'tls-private-key-file', field: '/tlsPrivateKeyFile', type: 'string', unless: bootstrapsServing },
  ],
  'Set serverTLSBootstrap: true and let somebody approve the signing requests of kubelets.',
);

/** A kubelet at work names the file it serves with: of the one in its own folder nobody can tell who signed it. */
function ownCertificate(component: Component): Judgement | undefined {
  const { object } = component;
  const file = settingText(component, 'tls-cert-file', '/tlsCertFile') ?? '';
  if (object.origin.kind !== 'cluster' || object.kind !== 'KubeletConfiguration' || !file.endsWith('/pki/kubelet.crt')) return undefined;
  if (bootstrapsServing(component)) return undefined;
  const outcome = {
    kind: 'undecided',
    path: '/tlsCertFile',
    reason: 'who signed the certificate is not known',
    detail: `the kubelet serves with ${file}, which it makes itself where nobody else does`,
    missing: `the certificate at ${file}`,
  } as const;
  return { judged: [object], outcomes: [{ object, outcome }] };
}

/** Then the kubelet asks the cluster for a certificate, and renews it. */
function bootstrapsServing(component: Component): boolean {
  return settingText(component, 'rotate-server-certificates', '/serverTLSBootstrap') === 'true';
}
