// SPDX-License-Identifier: Apache-2.0
// Reads notAfter of every certificate that an object holds; a time before the scan is allowed where a newer certificate stands beside it.
import type { KubernetesObject } from '../../model/object.ts';
import { defineCertificateCheck, dateOf, distance } from '../facts/certificate-check.ts';
import { certificatesIn, isPlaceholder, kubeconfigTexts } from '../facts/certificates.ts';
import { isLeftBehind } from '../facts/kubelet-files.ts';
import type { Undecided } from '../check.ts';

export const certificateExpired = defineCertificateCheck({
  id: 'certificate-expired',
  title: 'Certificate has expired',
  why: 'Whoever verifies refuses the connection: a control plane whose certificates run out stands still, and in the hurry to bring it back verification is what gets switched off.',
  remedy: 'Renew the certificate, and restart or reload what presents it: a renewed file is not yet a reloaded process.',
  severity: 'high',
  threats: ['network-attack', 'unauthorized-access'],
  references: [
    'https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-certs/',
    'https://kubernetes.io/docs/setup/best-practices/certificates/',
  ],
  aliases: [],
  concerns: ({ superseded }, object, { inventory }) => !superseded && !isLeftBehind(object, inventory),
  judge: ({ name, notAfter }, { now }) => {
    if (notAfter >= now) return undefined;
    return {
      reason: 'the certificate has expired',
      detail: `${name} expired on ${dateOf(notAfter)}, ${distance(notAfter, now)}`,
      evidence: { notAfter: new Date(notAfter).toISOString() },
    };
  },
  besides: unreadableIn,
});

/** A kubeconfig with data that is no certificate: it cannot be told when that ends. */
function unreadableIn(object: KubernetesObject): Undecided[] {
  if (object.kind !== 'Config') return [];
  const read = new Set(certificatesIn(object).map(({ path }) => path));
  return kubeconfigTexts(object).flatMap(({ path, text, label }) =>
    read.has(path) || text.trim() === '' || isPlaceholder(text)
      ? []
      : {
          kind: 'undecided',
          path,
          reason: 'what is there is no certificate',
          detail: `${label} is not the base64 of a certificate in PEM`,
          missing: 'a certificate that can be read',
        },
  );
}
