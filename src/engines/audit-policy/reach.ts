// SPDX-License-Identifier: Apache-2.0
// Which rules of an audit policy can never decide anything.
import type { AuditPolicy, AuditRule, GroupResources } from './policy.ts';

/** The index of an earlier rule that matches whatever the rule at `index` matches; undefined where there is none. */
export function shadowedBy({ rules = [] }: AuditPolicy, index: number): number | undefined {
  const rule = rules[index];
  if (rule === undefined) return undefined;
  const found = rules.slice(0, index).findIndex((earlier) => covers(earlier, rule));
  return found < 0 ? undefined : found;
}

/** Whether every request that `inner` matches is matched by `outer`. Never true without reason; false where it would take both rules together. */
function covers(outer: AuditRule, inner: AuditRule): boolean {
  return (
    holdsAll(outer.users, inner.users) &&
    holdsAll(outer.userGroups, inner.userGroups) &&
    holdsAll(outer.verbs, inner.verbs) &&
    coversTarget(outer, inner)
  );
}

function coversTarget(outer: AuditRule, inner: AuditRule): boolean {
  if (hasAny(outer.namespaces) || hasAny(outer.resources)) {
    if (!hasAny(inner.namespaces) && !hasAny(inner.resources)) return false;
    return holdsAll(outer.namespaces, inner.namespaces) && coversResources(outer.resources, inner.resources);
  }
  if (!hasAny(outer.nonResourceURLs)) return true;
  if (hasAny(inner.namespaces) || hasAny(inner.resources) || !hasAny(inner.nonResourceURLs)) return false;
  return inner.nonResourceURLs.every((path) => (outer.nonResourceURLs ?? []).some((spec) => coversPath(spec, path)));
}

function hasAny<T>(selector: readonly T[] | undefined): selector is readonly T[] {
  return selector !== undefined && selector.length > 0;
}

function holdsAll(outer: readonly string[] | undefined, inner: readonly string[] | undefined): boolean {
  return !hasAny(outer) || (hasAny(inner) && inner.every((item) => outer.includes(item)));
}

function coversResources(outer: readonly GroupResources[] | undefined, inner: readonly GroupResources[] | undefined): boolean {
  if (!hasAny(outer)) return true;
  return hasAny(inner) && inner.every((entry) => specsOf(entry).every((spec) => outer.some((other) => coversEntry(other, entry, spec))));
}

function specsOf({ resources }: GroupResources): readonly string[] {
  return hasAny(resources) ? resources : ['*'];
}

function coversEntry(outer: GroupResources, inner: GroupResources, spec: string): boolean {
  if (outer.group !== '*' && (outer.group ?? '') !== (inner.group ?? '')) return false;
  if (!hasAny(outer.resources)) return true;
  // Without resources an entry matches its whole group, and its names say nothing.
  const names = hasAny(inner.resources) ? inner.resourceNames : undefined;
  return holdsAll(outer.resourceNames, names) && outer.resources.some((other) => coversSpec(other, spec));
}

function coversSpec(outer: string, inner: string): boolean {
  if (outer === '*' || outer === inner) return true;
  const [resource = '', subresource = ''] = inner.split('/');
  if (outer.endsWith('/*')) return outer.slice(0, -2) === resource;
  return outer.startsWith('*/') && subresource !== '' && outer.slice(2) === subresource;
}

function coversPath(outer: string, inner: string): boolean {
  if (outer === '*' || outer === inner) return true;
  return outer.endsWith('*') && inner.startsWith(outer.replace(/\*+$/, ''));
}
