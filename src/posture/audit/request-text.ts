// SPDX-License-Identifier: Apache-2.0
// A request as people write it: `create pods/exec web -n prod as jane in developers`, `get /healthz`.
import type { AuditRequest } from '../../engines/audit-policy/index.ts';
import { somebody, targetOf } from '../facts/audit-policy.ts';
import { builtInResource } from '../facts/built-in-resources.ts';
import { usualNamespace } from './people.ts';

/** What it can look like, for whoever wrote something else. */
const requestForm = 'VERB RESOURCE[/SUBRESOURCE][.GROUP] [NAME] [-n NAMESPACE|-A] [as USER|as nobody] [in GROUP,…], or VERB /PATH [as …]';

const verbs = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', 'proxy'] as const;

/** The request, or why there is none. Without `as` it is somebody's whom no policy names. */
export function parseRequest(text: string): AuditRequest | { readonly refused: string } {
  const words = text.trim().split(/\s+/);
  const options = optionsOf(words.slice(2));
  const [verb = '', target = ''] = words;
  if ('refused' in options) return options;
  if (target === '') return { refused: `say what is asked for: ${requestForm}` };
  const who = options.user === undefined ? {} : { user: options.user };
  if (target.startsWith('/')) {
    if (options.name !== undefined || options.namespace !== undefined) return { refused: 'a path has no name and no namespace' };
    return { ...who, verb: verb.toLowerCase(), path: target.replace(/\?.*/, '') };
  }
  if (!verbs.some((known) => known === verb)) return { refused: `no request for a resource has the verb ${verb}: ${verbs.join(', ')}` };
  const resource = resourceOf(target);
  if (resource === undefined) return { refused: `${target} is no resource: write it as pods, pods/exec or deployments.apps` };
  const { name = '' } = options;
  const namespace = options.namespace ?? usualNamespace(resource.resource, name);
  return { ...who, verb, ...resource, namespace, name };
}

interface Options {
  readonly user: AuditRequest['user'];
  readonly namespace?: string;
  readonly name?: string;
}

function optionsOf(words: readonly string[]): Options | { readonly refused: string } {
  const given: { user?: string; groups?: string; namespace?: string; name?: string } = {};
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const key = keyOf(word);
    if (word === '-A' || word === '--all-namespaces') given.namespace = '';
    else if (key !== undefined) {
      index += 1;
      const value = words[index];
      if (value === undefined) return { refused: `${word} wants a word after it` };
      given[key] = value;
    } else if (word.startsWith('-') || given.name !== undefined) return { refused: `${word} is one word too many: ${requestForm}` };
    else given.name = word;
  }
  const { user = somebody.name, groups, namespace, name } = given;
  const place = { ...(namespace === undefined ? {} : { namespace }), ...(name === undefined ? {} : { name }) };
  if (user === 'nobody') return groups === undefined ? { user: undefined, ...place } : { refused: 'nobody is in no group' };
  return { user: { name: user, groups: [...new Set([...impliedGroups(user), ...(groups?.split(',') ?? [])])] }, ...place };
}

function keyOf(word: string): 'user' | 'groups' | 'namespace' | undefined {
  switch (word) {
    case 'as':
      return 'user';
    case 'in':
      return 'groups';
    case '-n':
    case '--namespace':
      return 'namespace';
    default:
      return undefined;
  }
}

function resourceOf(target: string): Required<Pick<AuditRequest, 'resource' | 'subresource' | 'apiGroup'>> | undefined {
  const match = /^([a-z][a-z0-9-]*)((?:\.[a-z0-9-]+)*)(?:\/([a-z][a-z0-9-]*)((?:\.[a-z0-9-]+)*))?$/.exec(target);
  if (match === null) return undefined;
  const [, resource = '', before = '', subresource = '', after = ''] = match;
  const written = before === '' ? after : before;
  return { resource, subresource, apiGroup: written === '' ? (builtInResource(resource)?.groups[0] ?? '') : written.slice(1) };
}

/** The groups that a name alone tells. */
function impliedGroups(user: string): readonly string[] {
  if (user === 'system:anonymous') return ['system:unauthenticated'];
  const namespace = /^system:serviceaccount:([^:]+):[^:]+$/.exec(user)?.[1];
  if (namespace !== undefined) return ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'];
  return user.startsWith('system:node:') ? ['system:nodes', 'system:authenticated'] : ['system:authenticated'];
}

/** In the same form. Groups that the name tells are left out. */
export function requestText(request: AuditRequest): string {
  const { verb, user, namespace = '', name = '', path = '', resource } = request;
  const target = resource === undefined ? path : `${targetOf(request)}${name && ` ${name}`} ${namespace === '' ? '-A' : `-n ${namespace}`}`;
  const implied = new Set(user === undefined ? [] : impliedGroups(user.name));
  const further = (user?.groups ?? []).filter((group) => !implied.has(group));
  const who = user === undefined ? 'nobody' : user.name;
  return `${verb === '' ? '(no verb)' : verb} ${target} as ${who}${further.length === 0 ? '' : ` in ${further.join(',')}`}`;
}
