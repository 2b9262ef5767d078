// SPDX-License-Identifier: Apache-2.0
// How a certificate is renewed follows from where it stands: kubeadm, k3s and RKE2 keep theirs under names of their own.
import type { KubernetesObject } from '../../model/object.ts';
import type { PlacedCertificate } from './certificates.ts';

/** What `kubeadm certs renew` calls the files below /etc/kubernetes. */
const kubeadmFiles: ReadonlyMap<string, string> = new Map([
  ['pki/apiserver.crt', 'apiserver'],
  ['pki/apiserver-kubelet-client.crt', 'apiserver-kubelet-client'],
  ['pki/apiserver-etcd-client.crt', 'apiserver-etcd-client'],
  ['pki/front-proxy-client.crt', 'front-proxy-client'],
  ['etcd/server.crt', 'etcd-server'],
  ['etcd/peer.crt', 'etcd-peer'],
  ['etcd/healthcheck-client.crt', 'etcd-healthcheck-client'],
  ['kubernetes/admin.conf', 'admin.conf'],
  ['kubernetes/super-admin.conf', 'super-admin.conf'],
  ['kubernetes/controller-manager.conf', 'controller-manager.conf'],
  ['kubernetes/scheduler.conf', 'scheduler.conf'],
]);

/** What to do where a certificate is to be replaced by a newer one. */
export function renewal(object: KubernetesObject, { use, isCA }: Pick<PlacedCertificate, 'use' | 'isCA'>): string {
  const source = object.origin.kind === 'file' ? object.origin.source : '';
  const rancher = /(?:^|\/)(k3s|rke2)(?:\/|\.yaml$)/.exec(source)?.[1];
  switch (object.kind) {
    case 'PemFile':
      if (rancher !== undefined) return `${rancher} certificate ${isCA ? 'rotate-ca' : 'rotate'}, then restart ${rancher}`;
      if (isCA)
        return 'Replace the authority by hand, with old and new trusted together meanwhile: kubeadm certs renew leaves authorities out';
      return kubeadmRenewal(source) ?? 'Have its authority issue a new one, and restart or reload what presents it';
    case 'Config':
      if (use === 'trusted') return 'Write the authority in force into certificate-authority-data';
      if (rancher !== undefined) return `${rancher} certificate rotate, then restart ${rancher} and copy the kubeconfig anew`;
      return kubeadmRenewal(source) ?? 'Have its authority issue a new one, or log in by a token that expires by itself';
    case 'Secret':
      return 'Let what issued it renew it: cert-manager does so by itself';
    case 'CertificateSigningRequest':
      return 'Ask for a new one; what uses it keeps the old one until then';
    case 'ConfigMap':
      return 'Write the certificate in force where the ConfigMap comes from';
    default:
      return 'Renew the authority and write it into caBundle: the CA injector of cert-manager keeps it current';
  }
}

function kubeadmRenewal(source: string): string | undefined {
  const name = kubeadmFiles.get(source.split('/').slice(-2).join('/')) ?? kubeadmFiles.get(`kubernetes/${source}`);
  return name === undefined ? undefined : `kubeadm certs renew ${name}, then restart the control plane's static Pods`;
}
