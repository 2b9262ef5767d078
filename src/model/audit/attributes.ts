// SPDX-License-Identifier: Apache-2.0
// What an authorizer is asked, from an event: the server takes it from the URL (RequestInfoFactory of k8s.io/apiserver), and later fills
// gaps of objectRef from the body, which was not asked.
import type { Request } from '../request.ts';
import type { AuditEvent } from './event.ts';

/** What was asked of the authorizer. */
export function requestAttributes({ verb, requestURI, objectRef }: AuditEvent): Request {
  // Without a body nothing is filled in.
  const filled = verb === 'create' || verb === 'update' || verb === 'patch';
  if (objectRef === undefined || filled) {
    const asked = attributesOfUri(verb, requestURI);
    if (asked.kind === 'resource' || objectRef === undefined) return asked;
  }
  const { apiGroup, resource, subresource, name, namespace } = objectRef;
  // Behind a proxy that adds to the path. Only a subresource is created by a name.
  return { kind: 'resource', verb, apiGroup, resource, subresource, name: verb === 'create' && subresource === '' ? '' : name, namespace };
}

const pathVerbs = new Set(['proxy', 'watch']);
const namespaceSubresources = new Set(['status', 'finalize']);

function attributesOfUri(verb: string, uri: string): Request {
  const query = uri.indexOf('?');
  const path = decoded(query < 0 ? uri : uri.slice(0, query));
  const parts = withoutOuterSlashes(path).split('/');
  const [prefix = ''] = parts;
  const head = prefix === 'api' ? 2 : 3;
  if ((prefix !== 'api' && prefix !== 'apis') || parts.length <= head) return { kind: 'nonResource', verb, path };
  const apiGroup = prefix === 'api' ? '' : (parts[1] ?? '');
  let rest = parts.slice(head);
  if (pathVerbs.has(rest[0] ?? '') && rest.length > 1) rest = rest.slice(1);
  const namespace = rest[0] === 'namespaces' ? (rest[1] ?? '') : '';
  if (namespace !== '' && rest.length > 2 && !namespaceSubresources.has(rest[2] ?? '')) rest = rest.slice(2);
  const [resource = '', name = '', subresource = ''] = rest;
  const selected = name === '' && (verb === 'list' || verb === 'watch') && query >= 0 ? selectedName(uri.slice(query + 1)) : name;
  return { kind: 'resource', verb, apiGroup, resource, subresource: verb === 'proxy' ? '' : subresource, name: selected, namespace };
}

function withoutOuterSlashes(path: string): string {
  let [start, end] = [0, path.length];
  while (start < end && path[start] === '/') start += 1;
  while (end > start && path[end - 1] === '/') end -= 1;
  return path.slice(start, end);
}

/** The name to which a field selector limits a list, for which the server asks as if it stood in the path. */
function selectedName(query: string): string {
  for (const pair of query.split('&')) {
    if (!pair.startsWith('fieldSelector=')) continue;
    const terms = decoded(pair.slice('fieldSelector='.length).replaceAll('+', ' ')).split(',');
    const term = terms.find((item) => /^metadata\.name==?[^=]/.test(item));
    const name = term?.replace(/^metadata\.name==?/, '') ?? '';
    return name === '.' || name === '..' || /[/%]/.test(name) ? '' : name;
  }
  return '';
}

function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * What the authorizer decided: by the server's annotation, else by the status code. Undefined where neither tells: before an answer, and for
 * a 403 without the annotation, which may be admission's, or mean that an impersonation was refused and nothing else was asked.
 */
export function authorizationDecision({ annotations, responseStatus, user }: AuditEvent): 'allow' | 'forbid' | undefined {
  const decision = annotations['authorization.k8s.io/decision'];
  if (decision === 'allow' || decision === 'forbid') return decision;
  const code = responseStatus?.code;
  return code === undefined || code === 401 || code === 403 || user === undefined ? undefined : 'allow';
}
