// SPDX-License-Identifier: Apache-2.0
// The two places where a policy's text is more than text: resources and paths.
import type { AuditRequest } from './request.ts';

type Resource = Pick<AuditRequest, 'resource' | 'subresource'>;

/** `pods` is not pods/log; `pods/*` is pods as well; any `status` is behind `*` and a slash; `*` is everything. */
export function resourceMatches(spec: string, { resource = '', subresource = '' }: Resource): boolean {
  if (spec === '*' || spec === (subresource === '' ? resource : `${resource}/${subresource}`)) return true;
  if (subresource !== '' && spec === `*/${subresource}`) return true;
  return spec.endsWith('/*') && spec.slice(0, -2) === resource;
}

/** Whether any of many specs matches, at the cost of a few look-ups. `named` is `pods/exec`. */
export function resourceMatcher(specs: Iterable<string>): (named: string, resource: Resource) => boolean {
  const held = new Set(specs);
  if (held.has('*')) return () => true;
  const hasWildcard = [...held].some((spec) => spec.endsWith('/*') || spec.startsWith('*/'));
  if (!hasWildcard) return (named) => held.has(named);
  return (named, { resource = '', subresource = '' }) =>
    held.has(named) || held.has(`${resource}/*`) || (subresource !== '' && held.has(`*/${subresource}`));
}

/** `pods/exec`, as policies write it. */
export function namedResource({ resource = '', subresource = '' }: Resource): string {
  return subresource === '' ? resource : `${resource}/${subresource}`;
}

/** A trailing `*` takes whatever follows. */
export function pathMatches(path: string, spec: string): boolean {
  return spec === '*' || spec === path || (spec.endsWith('*') && path.startsWith(beginOf(spec)));
}

/** What of a spec comes before its trailing stars. */
export function beginOf(spec: string): string {
  let end = spec.length;
  while (end > 0 && spec[end - 1] === '*') end -= 1;
  return spec.slice(0, end);
}
