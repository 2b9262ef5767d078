// SPDX-License-Identifier: Apache-2.0
// The roles that the API server makes by itself. In bootstrap-roles.ts each is a block of lines: namespace/name and the
// version from which it holds; `from` and `into` name aggregations; then a rule a line: verbs | groups | resources | names |
// URLs, with `core` for ''. A lone `-` says that the role is gone.
import { compareVersions, formatVersion, type KubernetesVersion, parseVersion } from '../../model/version.ts';
import { aggregate } from './aggregate.ts';
import { bootstrapText } from './bootstrap-roles.ts';
import { covers } from './covers.ts';
import type { Role } from './policy.ts';
import type { PolicyRule } from './rule.ts';

interface Block {
  readonly since: KubernetesVersion;
  /** Undefined from the version on that has it no more. */
  readonly role: Role | undefined;
}

let parsed: ReadonlyMap<string, readonly Block[]> | undefined;

/** Parsed once, when first asked for. */
function blocks(): ReadonlyMap<string, readonly Block[]> {
  parsed ??= Map.groupBy(bootstrapText.trim().split('\n\n').map(parseBlock), ({ key }) => key);
  return parsed;
}

/** The versions at which some role changed: an aggregated one changes with those that it gathers. */
function knownVersions(): readonly KubernetesVersion[] {
  const since = [...blocks().values()].flat().map((block) => [formatVersion(block.since), block.since] as const);
  return [...new Map(since).values()];
}

const rolesByVersion = new Map<string, ReadonlyMap<string, Role>>();

/** The built-in roles of a version by `namespace/name`, aggregated; of a version older than the oldest known, that one's. */
export function bootstrapRoles(version: KubernetesVersion): ReadonlyMap<string, Role> {
  const name = `${version.major}.${version.minor}`;
  const known = rolesByVersion.get(name);
  if (known !== undefined) return known;
  const roles = [...blocks().values()].flatMap((versions) => {
    const block = versions.findLast(({ since }) => compareVersions(since, version) <= 0) ?? versions[0];
    return block?.role ?? [];
  });
  const byName = new Map(aggregate(roles).map((role) => [`${role.namespace}/${role.name}`, role]));
  rolesByVersion.set(name, byName);
  return byName;
}

/** A built-in role of a version; '' is the namespace of a ClusterRole. */
export function bootstrapRole(namespace: string, name: string, version: KubernetesVersion): Role | undefined {
  return bootstrapRoles(version).get(`${namespace}/${name}`);
}

/**
 * Whether a role of this name is built in, and the rules grant nothing beyond it, in the release that the roles are judged
 * for or in any other that is known: a dump may come from an older server. Labels say nothing here; anybody can set them.
 */
export function grantsNoMoreThanBootstrap({ namespace, name }: Pick<Role, 'namespace' | 'name'>, rules: readonly PolicyRule[]): boolean {
  if (!blocks().has(`${namespace}/${name}`)) return false;
  return knownVersions().some((version) => {
    const role = bootstrapRole(namespace, name, version);
    return role !== undefined && covers(role.rules, rules);
  });
}

function parseBlock(text: string): Block & { readonly key: string } {
  const [head = '', ...lines] = text.split('\n');
  const [key = '', version = ''] = head.split(' ');
  const slash = key.indexOf('/');
  const since = parseVersion(version);
  if (since === undefined) throw new TypeError(`no version in "${head}"`);
  if (lines[0] === '-') return { key, since, role: undefined };
  const from = lines.flatMap((line) =>
    line.startsWith('from ') ? [[{ operator: 'In' as const, key: aggregationLabel(line.slice(5)), values: new Set(['true']) }]] : [],
  );
  const into = lines.flatMap((line) => (line.startsWith('into ') ? [[aggregationLabel(line.slice(5)), 'true']] : []));
  const role: Role = {
    namespace: key.slice(0, slash),
    name: key.slice(slash + 1),
    labels: Object.fromEntries(into),
    rules: lines.filter((line) => line.includes(' | ')).map(parseRule),
    ...(from.length === 0 ? {} : { aggregates: from }),
  };
  return { key, since, role };
}

function aggregationLabel(name: string): string {
  return `rbac.authorization.k8s.io/aggregate-to-${name}`;
}

function parseRule(line: string): PolicyRule {
  const [verbs = [], groups = [], resources = [], resourceNames = [], nonResourceURLs = []] = line
    .split(' | ')
    .map((items) => (items.trim() === '' ? [] : items.trim().split(',')));
  const apiGroups = groups.map((group) => (group === 'core' ? '' : group));
  return { verbs, apiGroups, resources, resourceNames, nonResourceURLs };
}
