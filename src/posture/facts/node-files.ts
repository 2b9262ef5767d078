// SPDX-License-Identifier: Apache-2.0
// Checks on the files of a node, as the evidence of that node has them: path, mode in octal, owner and group by name or number.
import { field, isArray, type Json, stringField } from '../../model/json.ts';
import { type Pointer, pointer } from '../../model/pointer.ts';
import { type CheckMetadata, defineCheck, type ObjectCheck, type Outcome } from '../check.ts';

/** Where kubeadm, k3s and RKE2 keep the files of control plane and nodes. */
export const nodePaths = {
  staticPods:
    /^\/etc\/kubernetes\/manifests\/[^/]+\.(?:ya?ml|json)$|^\/var\/lib\/rancher\/(?:k3s|rke2)\/agent\/pod-manifests\/[^/]+\.ya?ml$/,
  cni: /^\/etc\/cni\/net\.d\/.+\.(?:conf|conflist|json)$|^\/var\/lib\/cni\/networks\/.+$/,
  etcdData: /^\/var\/lib\/etcd$|^\/var\/lib\/rancher\/(?:k3s|rke2)\/server\/db\/etcd$/,
  kubeconfigs:
    /^\/etc\/kubernetes\/[\w-]+\.(?:conf|kubeconfig)$|^\/var\/lib\/(?:kubelet|kube-proxy)\/kubeconfig(?:\.conf)?$|^\/etc\/rancher\/(?:k3s|rke2)\/(?:k3s|rke2)\.yaml$|^\/var\/lib\/rancher\/(?:k3s|rke2)\/(?:server\/cred|agent)\/[^/]+\.kubeconfig$/,
  pki: /^\/etc\/kubernetes\/pki(?:\/.*)?$|^\/var\/lib\/rancher\/(?:k3s|rke2)\/(?:server\/tls(?:\/.*)?|agent\/[^/]+\.(?:crt|key))$/,
  certificates: /^\/etc\/kubernetes\/pki\/.+\.(?:crt|pem)$|^\/var\/lib\/rancher\/(?:k3s|rke2)\/(?:server\/tls|agent)\/.+\.crt$/,
  privateKeys: /^\/etc\/kubernetes\/pki\/.+\.key$|^\/var\/lib\/rancher\/(?:k3s|rke2)\/(?:server\/tls|agent)\/.+\.key$/,
  kubelet:
    /^\/var\/lib\/kubelet\/config\.ya?ml$|^\/etc\/kubernetes\/kubelet\.conf\.d\/[^/]+\.conf$|^\/(?:etc|lib|usr\/lib)\/systemd\/system\/kubelet\.service(?:\.d\/[^/]+\.conf)?$/,
} as const;

interface Definition extends Omit<CheckMetadata, 'references' | 'layer'> {
  readonly files: RegExp;
  /** The bits that may be set at most, or who must own the files: `root:root`. */
  readonly allows: { readonly mode: number } | { readonly owner: string };
}

/** A check on the files of nodes. A node whose files were not seen is not judged. */
export function defineNodeFileCheck({ files, allows, ...metadata }: Definition): ObjectCheck {
  return defineCheck({
    ...metadata,
    layer: 'node',
    references: [
      'https://kubernetes.io/docs/reference/setup-tools/kubeadm/implementation-details/',
      'https://www.cisecurity.org/benchmark/kubernetes',
    ],
    appliesTo: { kinds: ['NodeEvidence.rampart.dev'] },
    applicable: ({ body }) => filesOf(body, files).length > 0,
    evaluate: ({ body }) =>
      filesOf(body, files).flatMap((file) => ('mode' in allows ? modeOutcome(file, allows.mode) : ownerOutcome(file, allows.owner)) ?? []),
  });
}

interface NodeFile {
  /** On the node. */
  readonly path: string;
  /** Where it was looked at. */
  readonly shown: string;
  readonly value: Json;
  readonly at: Pointer;
}

function filesOf(body: Json, wanted: RegExp): NodeFile[] {
  const files = field(body, 'files');
  const root = stringField(body, 'root') ?? '';
  if (!isArray(files)) return [];
  return files.flatMap((value, index) => {
    const path = stringField(value, 'path');
    return path !== undefined && wanted.test(path) ? { path, shown: `${root}${path}`, value, at: pointer('files', index) } : [];
  });
}

function modeOutcome({ shown, value, at }: NodeFile, most: number): Outcome | undefined {
  const text = stringField(value, 'mode');
  if (text === undefined || !/^[0-7]{3,5}$/.test(text)) return unknown(shown, `${at}/mode`, 'mode');
  const mode = Number.parseInt(text, 8) & 0o777;
  if ((mode & ~most) === 0) return undefined;
  const wanted = (mode & most).toString(8);
  return {
    kind: 'fault',
    path: `${at}/mode`,
    reason: `the mode is wider than ${most.toString(8)}`,
    detail: `${shown} has mode ${text}`,
    remedy: { kind: 'advice', advice: `chmod ${wanted} ${shown}` },
  };
}

function ownerOutcome({ shown, value, at }: NodeFile, wanted: string): Outcome | undefined {
  const [owner, group] = ['owner', 'group'].map((key) => nameOf(field(value, key)));
  if (owner === undefined || group === undefined) return unknown(shown, `${at}/${owner === undefined ? 'owner' : 'group'}`, 'owner');
  if (`${owner}:${group}` === wanted) return undefined;
  return {
    kind: 'fault',
    path: `${at}/${owner === wanted.split(':')[0] ? 'group' : 'owner'}`,
    reason: `the owner is not ${wanted}`,
    detail: `${shown} belongs to ${owner}:${group}`,
    remedy: { kind: 'advice', advice: `chown ${wanted} ${shown}` },
  };
}

/** A disk that is looked at from another machine has numbers alone: 0 is root everywhere. */
function nameOf(value: Json | undefined): string | undefined {
  if (value === 0) return 'root';
  return typeof value === 'number' ? String(value) : typeof value === 'string' && value !== '' ? value : undefined;
}

function unknown(shown: string, at: Pointer, what: string): Outcome {
  return { kind: 'undecided', path: at, reason: `the ${what} is not known`, detail: shown, missing: `the ${what} of ${shown}` };
}
