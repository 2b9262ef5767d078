// SPDX-License-Identifier: Apache-2.0
// Subjects as people name them: `alice`, `user/alice`, `group/dev`, `serviceaccount/shop/api`, `system:serviceaccount:shop:api`.
import { type Policy, type Subject, type User, subjectNamed, subjectsBound, userOfSubject } from '../../engines/rbac/index.ts';

export interface NamedSubject {
  readonly subject: Subject;
  readonly user: User;
  readonly notes: readonly string[];
}

/** `namespace` is that of a ServiceAccount which is named without one. */
export function findSubject(
  policy: Policy,
  text: string,
  asGroups: readonly string[],
  namespace: string | undefined,
): NamedSubject | { readonly refused: string } {
  const subject = parseSubject(text, namespace);
  if ('refused' in subject) return subject;
  const own = userOfSubject(subject);
  const user = { name: own.name, groups: [...new Set([...own.groups, ...asGroups])] };
  return { subject, user, notes: notesOn(policy, subject) };
}

function parseSubject(text: string, namespace: string | undefined): Subject | { readonly refused: string } {
  const [kind = '', ...rest] = text.split('/');
  const name = rest.join('/');
  switch (rest.length === 0 ? '' : kind.toLowerCase()) {
    case 'user':
    case 'users':
      return name === '' ? { refused: 'a user has a name: user/alice' } : subjectNamed({ isGroup: false, name });
    case 'group':
    case 'groups':
      return name === '' ? { refused: 'a group has a name: group/dev' } : subjectNamed({ isGroup: true, name });
    case 'serviceaccount':
    case 'serviceaccounts':
    case 'sa':
      return accountOf(rest, namespace);
    default:
      return text === '' ? { refused: 'say who: alice, group/dev, serviceaccount/shop/api' } : subjectNamed({ isGroup: false, name: text });
  }
}

function accountOf(parts: readonly string[], namespace: string | undefined): Subject | { readonly refused: string } {
  const [place = '', name = ''] = parts.length === 1 ? [namespace, parts[0]] : parts;
  if (parts.length > 2 || place === '' || name === '')
    return { refused: 'a ServiceAccount is named with its namespace: serviceaccount/shop/api' };
  return { kind: 'ServiceAccount', name, namespace: place };
}

/** Nothing is said of who exists: only authentication knows users. But somebody else may have been meant. */
function notesOn(policy: Policy, { kind, name, namespace }: Subject): string[] {
  const bound = subjectsBound(policy);
  const isBound = (other: Subject) =>
    bound.some((one) => one.kind === other.kind && one.name === other.name && one.namespace === other.namespace);
  if (isBound({ kind, name, namespace })) return [];
  const others = bound.filter((one) => one.name === name && (one.kind !== kind || one.namespace !== namespace)).slice(0, 3);
  const meant = others.map((one) => `${one.kind.toLowerCase()}/${one.namespace === '' ? '' : `${one.namespace}/`}${one.name}`);
  const who = kind === 'ServiceAccount' ? `${namespace}/${name}` : name;
  return meant.length === 0 ? [] : [`no binding names ${kind} ${who}; did you mean ${meant.join(' or ')}?`];
}
