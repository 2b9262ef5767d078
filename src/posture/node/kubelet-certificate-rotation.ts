// SPDX-License-Identifier: Apache-2.0
// Reads --rotate-certificates and rotateCertificates of kubelet.
import { defineNodeComponentCheck } from '../facts/component-check.ts';
import { mustBe } from '../facts/component-demands.ts';

export const kubeletCertificateRotation = defineNodeComponentCheck({
  id: 'kubelet-certificate-rotation',
  title: 'Kubelet does not renew its client certificate',
  why: 'The certificate then lives for a year or more, so one that was stolen works for as long, and the node drops out of the cluster when it expires.',
  remedy: 'Set rotateCertificates to true.',
  severity: 'medium',
  layer: 'node',
  threats: ['unauthorized-access'],
  aliases: ['CIS-4.2.10'],
  component: 'kubelet',
  judge: mustBe(
    { flag: 'rotate-certificates', field: '/rotateCertificates', type: 'boolean', default: 'false' },
    true,
    'The controller manager must sign the requests of kubelets.',
  ),
});
