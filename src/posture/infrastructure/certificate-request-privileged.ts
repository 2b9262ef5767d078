// SPDX-License-Identifier: Apache-2.0
// Reads the name that a CertificateSigningRequest asks for, spec.signerName, spec.username and whether it is denied; requests in PEM
// files as well. A node may ask for its own name of the signers for nodes, as the kubelet does; no one may ask for system:masters.
import { isArray, type Json, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { valueAt } from '../../model/pointer.ts';
import type { RequestFacts } from '../../model/x509/certificate.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { requestsIn } from '../facts/certificates.ts';

export const certificateRequestPrivileged = defineCheck({
  id: 'certificate-request-privileged',
  title: 'Request for a certificate of the control plane, of a node or of system:masters',
  why: 'Who approves it makes the requester a node, a component or administrator for as long as the certificate lives, and nothing can take it back.',
  remedy: 'Deny it unless you know who asked and why; let people ask for groups that RBAC binds.',
  severity: 'high',
  layer: 'infrastructure',
  threats: ['unauthorized-access', 'privilege-escalation'],
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/',
    'https://attack.mitre.org/techniques/T1649/',
  ],
  aliases: ['T1649'],
  appliesTo: { kinds: ['CertificateSigningRequest.certificates.k8s.io', 'PemFile.rampart.dev'] },
  applicable: (object) => !isDenied(object) && requestsIn(object).length > 0,
  evaluate: (object) =>
    requestsIn(object).flatMap(({ path, request }) => {
      const wrong = object.kind === 'PemFile' ? wrongInFile(request) : wrongInObject(request, valueAt(object.body, '/spec') ?? null);
      if (wrong === undefined) return [];
      const advice = object.kind === 'PemFile' ? 'Ask for a group that RBAC binds' : `kubectl certificate deny ${object.name}`;
      return advised(path, wrong, `${request.subject.text} is asked for`, advice);
    }),
});

function isDenied({ body }: KubernetesObject): boolean {
  const conditions = valueAt(body, '/status/conditions');
  return isArray(conditions) && conditions.some((condition) => stringField(condition, 'type') === 'Denied');
}

/** Who runs an authority of their own asks for components by files: only the group that nothing limits is told. */
function wrongInFile({ subject }: RequestFacts): string | undefined {
  return subject.organizations.includes('system:masters') ? 'it asks for system:masters' : undefined;
}

const nodeSigners: ReadonlySet<string> = new Set(['kubernetes.io/kube-apiserver-client-kubelet', 'kubernetes.io/kubelet-serving']);

function wrongInObject({ subject }: RequestFacts, spec: Json): string | undefined {
  const { commonName = '', organizations } = subject;
  const signer = stringField(spec, 'signerName') ?? 'kubernetes.io/legacy-unknown';
  const requester = stringField(spec, 'username') ?? '';
  if (organizations.includes('system:masters')) return 'it asks for system:masters';
  if (organizations.includes('kubeadm:cluster-admins')) return 'it asks for the administrators of kubeadm';
  if (commonName.startsWith('system:node:') || organizations.includes('system:nodes')) {
    const isWhole = commonName.startsWith('system:node:') && organizations.length === 1 && organizations[0] === 'system:nodes';
    if (!isWhole) return 'it asks for half the identity of a node';
    if (!nodeSigners.has(signer)) return 'it asks to be a node, of a signer that is not for nodes';
    return requester.startsWith('system:node:') && requester !== commonName ? 'a node asks to be another node' : undefined;
  }
  return [commonName, ...organizations].some((name) => name.startsWith('system:'))
    ? 'it asks for an identity of the control plane'
    : undefined;
}
