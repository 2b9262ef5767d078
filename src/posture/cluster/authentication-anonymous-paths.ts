// SPDX-License-Identifier: Apache-2.0
// Reads anonymous.conditions of an AuthenticationConfiguration: paths of health, version and kubeadm's discovery are allowed.
import { field, isArray, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { removeRemedy } from '../facts/container-faults.ts';
import { authenticationKind } from '../facts/authentication.ts';

const harmless = /^\/(?:livez|readyz|healthz)(?:\/.*)?$|^\/version\/?$|^\/api\/v1\/namespaces\/kube-public\/configmaps\/cluster-info$/;

export const authenticationAnonymousPaths = defineCheck({
  id: 'authentication-anonymous-paths',
  title: 'Requests without credentials are let through to more than health',
  why: 'On these paths whoever reaches the API server asks as system:anonymous: one binding to that user, or to system:unauthenticated, is enough to give them away, and flaws before authorization are open to everybody.',
  remedy: 'Keep /livez, /readyz and /healthz, and the cluster-info that kubeadm join reads.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-authenticator-configuration'],
  aliases: [],
  appliesTo: authenticationKind,
  applicable: ({ body }) => isArray(field(field(body, 'anonymous'), 'conditions')),
  evaluate: ({ body }) => {
    const anonymous = field(body, 'anonymous');
    const conditions = field(anonymous, 'conditions');
    if (!isArray(conditions) || field(anonymous, 'enabled') === false) return [];
    return conditions.flatMap((condition, index) => {
      const path = stringField(condition, 'path') ?? '';
      if (path === '' || harmless.test(path)) return [];
      return {
        kind: 'fault' as const,
        path: `/anonymous/conditions/${index}/path`,
        reason: 'a path of the API is open without credentials',
        detail: `${path} is reached as system:anonymous`,
        // Without any condition every path is open.
        remedy:
          conditions.length > 1
            ? removeRemedy(`/anonymous/conditions/${index}`, 'Whoever asks there without credentials gets 401 from then on.')
            : { kind: 'advice' as const, advice: 'Name /livez, /readyz and /healthz in its place, or set anonymous.enabled to false.' },
      };
    });
  },
});
