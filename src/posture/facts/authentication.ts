// SPDX-License-Identifier: Apache-2.0
// What an AuthenticationConfiguration says of its issuers.
import { field, isArray, type Json, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';

export const authenticationKind = { kinds: ['AuthenticationConfiguration.apiserver.config.k8s.io'] } as const;
export const authenticationReference =
  'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration';

/** One entry of `jwt`. */
export interface Issuer {
  readonly value: Json;
  readonly path: Pointer;
  readonly url: string;
}

export function issuersOf({ body }: KubernetesObject): readonly Issuer[] {
  const jwt = field(body, 'jwt');
  if (!isArray(jwt)) return [];
  return jwt.map((value, index) => ({ value, path: `/jwt/${index}`, url: stringField(field(value, 'issuer'), 'url') ?? '' }));
}

/** The CEL expressions of a list of rules. */
export function expressionsOf(rules: Json | undefined): string[] {
  return isArray(rules) ? rules.flatMap((rule) => stringField(rule, 'expression') ?? []) : [];
}
