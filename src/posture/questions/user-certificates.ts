// SPDX-License-Identifier: Apache-2.0
// Reads the ways to log in that kube-apiserver is given, certificate requests for users, kubeconfigs, and who roles are bound to.
import type { Component } from '../../model/components/component.ts';
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { field, isArray, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { componentsNamed, settingPlace } from '../facts/components-in.ts';
import { kubeconfigUsers } from '../facts/kubeconfigs.ts';
import { bindingKinds, placedBindings } from '../facts/rbac.ts';
import { fact, factAt, type FactPlace, type Question } from '../question.ts';

const userSigner = 'kubernetes.io/kube-apiserver-client';

export const userCertificates: Question = {
  id: 'CIS-3.1.1',
  question: 'Do people log in with client certificates, which nobody can take back before they expire?',
  good: 'People log in by OpenID Connect or another provider that can lock them out; certificates are for components and for one sealed emergency account.',
  layer: 'cluster',
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/authentication/'],
  kinds: ['Pod', 'CertificateSigningRequest.certificates.k8s.io', ...bindingKinds],
  gather: (inventory) => {
    const servers = componentsNamed(inventory, 'kube-apiserver');
    const facts = [
      ...factAt('ways to log in that the API server is given', servers.flatMap(waysIn)),
      ...factAt('AuthenticationConfigurations with issuers of tokens', issuers(inventory)),
      ...factAt('certificates for users were asked for', certificateRequests(inventory)),
      ...factAt(
        'kubeconfigs that log in with a certificate',
        kubeconfigUsers(inventory, (user) => user['client-certificate'] !== undefined || user['client-certificate-data'] !== undefined),
      ),
      ...boundUsers(inventory),
    ];
    return {
      facts,
      missing: [
        ...(servers.length === 0 ? ['the flags of kube-apiserver'] : []),
        'which certificates were signed for people: an authority keeps no list of its own',
      ],
    };
  },
};

const providers = ['oidc-issuer-url', 'authentication-config', 'authentication-token-webhook-config-file'];

/** Whether certificates are accepted, and what else is. */
function waysIn(server: Component): FactPlace[] {
  const others = providers
    .map((name) => settingPlace(server, { flag: name }, 'no provider of identities'))
    .filter(({ detail }) => detail.includes('='));
  const none = settingPlace(server, { flag: 'oidc-issuer-url' }, 'nor is another provider of identities');
  return [
    settingPlace(server, { flag: 'client-ca-file' }, 'client certificates are not accepted'),
    ...(others.length === 0 ? [none] : others),
  ];
}

function issuers(inventory: Inventory): FactPlace[] {
  return inventory.configurations
    .filter(({ kind }) => kind === 'AuthenticationConfiguration')
    .flatMap((object) => {
      const jwt = field(object.body, 'jwt');
      return (isArray(jwt) ? jwt : []).map((item, index) => ({
        object,
        path: `/jwt/${index}/issuer`,
        detail: stringField(field(item, 'issuer'), 'url') ?? 'no url',
      }));
    });
}

function certificateRequests(inventory: Inventory): FactPlace[] {
  return objectsOfKind(inventory, 'CertificateSigningRequest', 'certificates.k8s.io').flatMap((object: KubernetesObject) => {
    const spec = field(object.body, 'spec');
    const asker = stringField(spec, 'username');
    if (stringField(spec, 'signerName') !== userSigner) return [];
    return { object, path: '/spec/signerName', detail: asker === undefined ? 'for a client' : `asked for by ${asker}` };
  });
}

/** Kubernetes has no users of its own: those that are named here log in by a certificate or a provider. */
function boundUsers(inventory: Inventory) {
  const users = placedBindings(inventory).flatMap(({ object, binding }) =>
    binding.subjects.flatMap(({ kind, name }, index) =>
      kind === 'User' && !name.startsWith('system:') ? { object, path: `/subjects/${index}`, detail: `User ${name}` } : [],
    ),
  );
  return users.length === 0 ? [] : [fact('users that roles are bound to, who log in by a certificate or a provider', users)];
}
