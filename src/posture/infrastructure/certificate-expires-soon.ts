// SPDX-License-Identifier: Apache-2.0
// Reads notAfter of every certificate that an object holds; less than thirty days away is told. Of a short-lived one, which something
// renews by itself, less than a third of its life.
import { dateOf, day, defineCertificateCheck, distance } from '../facts/certificate-check.ts';
import { isLeftBehind } from '../facts/kubelet-files.ts';

export const certificateExpiresSoon = defineCertificateCheck({
  id: 'certificate-expires-soon',
  title: 'Certificate expires within 30 days',
  why: 'On that day connections are refused, and a cluster whose API server they lead to can no longer be repaired through it.',
  remedy: 'Renew it now, and let something renew it in future: cert-manager, the kubelet, a timer that runs kubeadm certs renew.',
  severity: 'medium',
  threats: ['network-attack', 'unauthorized-access'],
  references: [
    'https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-certs/',
    'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-tls-bootstrapping/#certificate-rotation',
  ],
  aliases: [],
  concerns: ({ superseded }, object, { inventory }) => !superseded && !isLeftBehind(object, inventory),
  judge: ({ name, notBefore, notAfter }, { now }) => {
    const left = notAfter - now;
    if (left < 0 || left >= Math.min(30 * day, (notAfter - notBefore) / 3)) return undefined;
    return {
      reason: 'the certificate expires soon',
      detail: `${name} expires on ${dateOf(notAfter)}, ${distance(notAfter, now)}`,
      evidence: { notAfter: new Date(notAfter).toISOString() },
    };
  },
});
