// SPDX-License-Identifier: Apache-2.0
// Requests and rules in one line each.
import type { PolicyRule, Request } from '../engines/rbac/index.ts';
import type { Need } from '../proof/calls/need-table.ts';
import { count, printable } from './style.ts';

/** `get pods/log web in shop`, `get /healthz`. */
export function askedText(request: Request): string {
  if (request.kind === 'nonResource') return printable(`${request.verb} ${request.path}`);
  const { verb, apiGroup, resource, subresource, name, namespace } = request;
  const what = `${resource}${apiGroup === '' ? '' : `.${apiGroup}`}${subresource === '' ? '' : `/${subresource}`}`;
  return printable(`${verb || 'no verb of RBAC on'} ${what}${name === '' ? '' : ` ${name}`}${namespace === '' ? '' : ` in ${namespace}`}`);
}

/** A request with how often it was made, what was answered, and where it stands first. */
export function requestText({ request, count: times, codes, source, line, besides }: Need): string {
  const answers = codes.length === 0 ? '' : `, answered ${codes.join(', ')}`;
  const why = besides === undefined ? '' : `, for ${besides}`;
  return `${askedText(request)}: ${count(times, 'time')}${answers}${why}, first ${printable(source)}:${line}`;
}

/** `get, list pods, pods/log (web, db)`. */
export function ruleText({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): string {
  if (nonResourceURLs.length > 0) return printable(`${verbs.join(', ')} ${nonResourceURLs.join(', ')}`);
  const groups = apiGroups.filter((group) => group !== '');
  const suffix =
    groups.length === 0 ? '' : ` in ${apiGroups.map((group) => (group === '' ? 'core' : group === '*' ? 'all groups' : group)).join(', ')}`;
  const names =
    resourceNames.length === 0
      ? ''
      : ` (${resourceNames.slice(0, 5).join(', ')}${resourceNames.length > 5 ? ` and ${resourceNames.length - 5} more` : ''})`;
  return printable(`${verbs.join(', ')} ${resources.join(', ')}${names}${suffix}`);
}
