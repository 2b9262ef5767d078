// SPDX-License-Identifier: Apache-2.0
// What stands behind the sentence of a break, as data: for who reads a proof with a program.
import { connectionsText } from '../../engines/network/index.ts';
import type { Grant, Request } from '../../engines/rbac/index.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Refusal } from '../../proof/admission/refused.ts';
import type { Break } from '../../proof/breaks.ts';
import type { DeniedCalls } from '../../proof/calls/denied.ts';
import type { Edge, Party } from '../../proof/flows/edges.ts';

export const isoTime = (time: number | undefined) => (time === undefined ? undefined : new Date(time).toISOString());

/** One field, named by what the break is of. */
export function breakDetail({ of }: Break): object {
  if ('restart' in of) return { refusal: refusalData(of) };
  if ('calls' in of) return { denied: deniedData(of) };
  if ('reference' in of)
    return { reference: { needs: refData(of.reference.to), path: of.reference.path, consequence: of.reference.consequence } };
  if ('withoutDns' in of) return { withoutDns: refData(of.withoutDns) };
  if ('way' in of)
    return {
      way: {
        through: refData(of.way.object),
        path: of.way.pointer,
        workload: refData(of.workload.object),
        connections: connectionsText(of.connections),
      },
    };
  const named = 'why' in of ? { namedBy: { object: refData(of.object), path: of.path, why: of.why } } : {};
  return { flow: { ...edgeData(of.edge), refusedBy: of.by.map(refData), ...named } };
}

export function refData({
  apiVersion,
  kind,
  namespace,
  name,
}: Pick<KubernetesObject, 'apiVersion' | 'kind' | 'namespace' | 'name'>): object {
  return { apiVersion, kind, ...(namespace === '' ? {} : { namespace }), name };
}

function refusalData({ workload, law, message, faults, paths, injected, restart, running }: Refusal): object {
  return { workload: refData(workload.object), law, message, faults, paths, injected, restart, runningPods: running };
}

function edgeData({ source, destination, protocol, port }: Edge): object {
  return { source: partyData(source), destination: partyData(destination), protocol, ...(port === undefined ? {} : { port }) };
}

function partyData(party: Party): object {
  if (party.kind === 'workload') return { workload: refData(party.workload.object) };
  return { address: party.address, dnsNames: party.dnsNames, ...(party.isApiServer ? { isApiServer: true } : {}) };
}

/** Different calls of one kind that are told as data; `count` of the break counts them all. */
const mostCalls = 100;

function deniedData({ recorded: { user }, calls, by }: DeniedCalls): object {
  return {
    user: user.name,
    groups: user.groups,
    ...(by.kind === 'grant' ? { grantedBy: grantData(by.grant) } : {}),
    different: calls.length,
    calls: calls
      .slice(0, mostCalls)
      .map(({ request, count, first, last }) => ({ ...requestData(request), count, first: isoTime(first), last: isoTime(last) })),
  };
}

function requestData(request: Request): object {
  if (request.kind === 'nonResource') return { verb: request.verb, path: request.path };
  const { verb, apiGroup, resource, subresource, namespace, name } = request;
  const own = Object.entries({ subresource, namespace, name }).filter(([, value]) => value !== '');
  return { verb, apiGroup, resource, ...Object.fromEntries(own) };
}

function grantData({ binding, role }: Grant): object {
  return {
    binding: {
      kind: binding.namespace === '' ? 'ClusterRoleBinding' : 'RoleBinding',
      ...(binding.namespace === '' ? {} : { namespace: binding.namespace }),
      name: binding.name,
    },
    role: {
      kind: role.namespace === '' ? 'ClusterRole' : 'Role',
      ...(role.namespace === '' ? {} : { namespace: role.namespace }),
      name: role.name,
    },
  };
}
