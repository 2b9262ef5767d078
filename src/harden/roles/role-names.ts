// SPDX-License-Identifier: Apache-2.0
import type { Subject } from '../../engines/rbac/index.ts';

/** Gives out names of roles, each once in its namespace. */
export class RoleNames {
  readonly #taken: Set<string>;

  /** `namespace/name` of the roles that are somebody else's; '' is the namespace of ClusterRoles. */
  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  /** The same for the same subject, whatever else is in the log. `namespaces` are those where the name has to be free. */
  take(subject: Subject, namespaces: readonly string[]): string {
    const plain = plainName(subject, namespaces);
    const isFree = (name: string) => namespaces.every((namespace) => !this.#taken.has(`${namespace}/${name}`));
    let name = plain;
    for (let salt = 0; !isFree(name); salt++) name = `${plain}-${hashOf(`${subject.kind} ${subject.namespace}/${subject.name} ${salt}`)}`;
    for (const namespace of namespaces) this.#taken.add(`${namespace}/${name}`);
    return name;
  }
}

/** What RBAC takes for a name and a person can type: no slash, no percent sign, not too long. */
function plainName({ kind, name, namespace }: Subject, namespaces: readonly string[]): string {
  const isLocal = kind === 'ServiceAccount' && namespaces.length === 1 && namespaces[0] === namespace;
  const whole = kind === 'ServiceAccount' && !isLocal ? `${namespace}-${name}` : name;
  const plain = whole.replace(/[^A-Za-z0-9._@-]+/g, '-').slice(0, 100);
  return plain === whole ? `recorded-${plain}` : `recorded-${plain}-${hashOf(whole)}`;
}

/** Eight hexadecimal digits (FNV-1a). */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
