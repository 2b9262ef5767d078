// SPDX-License-Identifier: Apache-2.0
// Reads --oidc-groups-claim with --oidc-groups-prefix, and --oidc-username-prefix of kube-apiserver. Groups have no prefix of
// themselves; user names have that of their issuer, unless it is `-`.
import type { Component } from '../../model/components/component.ts';
import { type FlagOccurrence, flag } from '../../model/components/flags.ts';
import type { Outcome } from '../check.ts';
import { defineComponentCheck } from '../facts/component-check.ts';
import { setting } from '../facts/component-remedies.ts';

export const apiServerOidcPrefix = defineComponentCheck({
  id: 'api-server-oidc-prefix',
  title: 'Tokens of the OIDC issuer may name users or groups of the system',
  why: 'Whoever can set a claim at the issuer, an administrator there or a user who edits a profile, becomes system:masters or a controller of this cluster: RBAC knows them by the name alone.',
  remedy: 'Give --oidc-groups-prefix and --oidc-username-prefix, and write the prefix into the bindings.',
  severity: 'high',
  layer: 'cluster',
  threats: ['privilege-escalation', 'unauthorized-access'],
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/authentication/#openid-connect-tokens'],
  aliases: [],
  component: 'kube-apiserver',
  evaluate: (component) => {
    if (flag(component.flags, 'oidc-issuer-url') === undefined) return [];
    const claim = flag(component.flags, 'oidc-groups-claim');
    const ofGroups = flag(component.flags, 'oidc-groups-prefix');
    const ofUsers = flag(component.flags, 'oidc-username-prefix');
    return [
      ...(claim === undefined || claim.value === '' || isPrefix(ofGroups?.value) ? [] : [fault(component, ofGroups ?? claim, 'groups')]),
      ...(ofUsers === undefined || (ofUsers.value !== '-' && !ofUsers.value.startsWith('system:'))
        ? []
        : [fault(component, ofUsers, 'username')]),
    ];
  },
});

function isPrefix(value: string | undefined): boolean {
  return value !== undefined && value !== '' && !value.startsWith('system:');
}

function fault(component: Component, { path, name, value }: FlagOccurrence, what: 'groups' | 'username'): Outcome {
  const matter = `oidc-${what}-prefix`;
  return {
    kind: 'fault',
    path,
    reason: what === 'groups' ? 'groups have no prefix of their own' : 'user names have no prefix of their own',
    detail: name === matter ? `--${matter} is ${value === '' ? 'empty' : value}` : `--${name} is given without --${matter}`,
    remedy: setting(
      component,
      { flag: matter },
      'oidc:',
      'Bindings name users and groups with the prefix from then on: change them first.',
    ),
  };
}
