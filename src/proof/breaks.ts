// SPDX-License-Identifier: Apache-2.0
// What of a proof breaks, and the verdict: one list for every reader of a proof.
import { connectionsText } from '../engines/network/index.ts';
import type { Grant } from '../engines/rbac/index.ts';
import { objectsNamed } from '../model/inventory.ts';
import { displayName, type KubernetesObject } from '../model/object.ts';
import type { Pointer } from '../model/pointer.ts';
import type { Refusal } from './admission/refused.ts';
import type { Restart } from './admission/restart.ts';
import { identityOf } from './change/identity.ts';
import type { DeniedCalls } from './calls/denied.ts';
import type { CutFlow } from './flows/cut.ts';
import type { CutDependency, CutWay } from './flows/declared.ts';
import { partyName, portName } from './flows/edge-names.ts';
import type { Edge, Party } from './flows/edges.ts';
import { ownerOf } from './owners.ts';
import type { Unknown } from './unknown.ts';
import type { Proof } from './prove.ts';
import type { BrokenReference } from './references/broken.ts';

export type BreakKind = 'workload refused' | 'observed flow cut' | 'declared flow cut' | 'API call denied' | 'reference broken';

export interface Break {
  readonly kind: BreakKind;
  /** Who notices: `CronJob/shop/cleanup`. */
  readonly subject: string;
  /** What happens to it, one sentence without a full stop. */
  readonly what: string;
  /** Why: the law's own words, the policies that refuse, what names the connection. */
  readonly because: readonly string[];
  readonly owner: string | undefined;
  readonly seen: Seen | undefined;
  /** The object at fault and where in it; undefined where there is none. */
  readonly place: { readonly object: KubernetesObject; readonly path: Pointer } | undefined;
  /** The same in two proofs of the same break. */
  readonly key: string;
  readonly of: Refusal | CutFlow | CutDependency | CutWay | DeniedCalls | BrokenReference | { readonly withoutDns: KubernetesObject };
}

/** How often, and between which times, in milliseconds since 1970. */
export interface Seen {
  readonly count: number;
  readonly first: number | undefined;
  readonly last: number | undefined;
}

export type ProofVerdict = 'pass' | 'fail' | 'unknown';

/** Something surely breaks, or nothing does as far as everything that was asked is known; else unknown. */
export function verdictOf(breaks: readonly Break[], unknown: readonly Unknown[]): ProofVerdict {
  if (breaks.length > 0) return 'fail';
  return unknown.length > 0 ? 'unknown' : 'pass';
}

/** What breaks, workloads first, then by how often it was seen. */
export function breaksOf(proof: Proof): Break[] {
  const { admission, network, calls, references } = proof;
  const observed = network?.observed?.cut ?? [];
  const known = new Set(observed.map(({ edge }) => edgeKey(edge)));
  const declared = network?.declared;
  return [
    ...admission.refused.map((refusal) => ofRefusal(refusal, proof)),
    ...observed.toSorted((a, b) => b.edge.count - a.edge.count).map((cut) => ofFlow(cut, proof)),
    ...(declared?.dependencies ?? []).filter(({ edge }) => !known.has(edgeKey(edge))).map((cut) => ofDependency(cut, proof)),
    ...(declared?.withoutDns ?? []).map(({ object }) => ofDns(object, proof)),
    ...(declared?.waysIn ?? []).map((cut) => ofWay(cut, proof)),
    ...(calls?.denied ?? []).map((denied) => ofCalls(denied, proof)).toSorted((a, b) => (b.seen?.count ?? 0) - (a.seen?.count ?? 0)),
    ...references.map((broken) => ofReference(broken, proof)),
  ];
}

function ofRefusal(refusal: Refusal, { change }: Proof): Break {
  const { workload, law, message, injected, paths, restart, running } = refusal;
  const { object, metadata } = workload;
  const still = running === 0 ? '' : `; ${running === 1 ? 'the pod that runs stays' : `${running} pods that run stay`} until then`;
  return {
    kind: 'workload refused',
    subject: displayName(object),
    what: `has its pods refused by ${law} ${restartText(restart)}${still}`,
    because: [message, ...(injected ? ['its template is admitted: what is at fault was put into its pods by admission'] : [])],
    owner: ownerOf(object, change.after, metadata.labels),
    seen: undefined,
    place: { object, path: paths[0] ?? '' },
    key: `refused ${law} ${identityOf(object)}`,
    of: refusal,
  };
}

/** When the next pod is made, as it goes on after `refused`. */
export function restartText(restart: Restart): string {
  switch (restart.kind) {
    case 'now':
      return 'at once';
    case 'schedule':
      return `at its next run, by its schedule ${restart.schedule}${restart.zone === undefined ? '' : ` (${restart.zone})`}`;
    case 'later':
      return restart.when;
    case 'never':
      return `never: ${restart.why}`;
  }
}

function ofFlow(cut: CutFlow, proof: Proof): Break {
  const { edge, by } = cut;
  return {
    kind: 'observed flow cut',
    subject: partyName(edge.source),
    what: `no longer reaches ${partyName(edge.destination)} on ${portName(edge)}`,
    because: [refusedText(by)],
    owner: ownerOfParty(edge.source, proof),
    seen: { count: edge.count, first: edge.first, last: edge.last },
    place: placeOf(by),
    key: `flow ${edgeKey(edge)}`,
    of: cut,
  };
}

function ofDependency(cut: CutDependency, proof: Proof): Break {
  const { edge, why, by } = cut;
  return {
    kind: 'declared flow cut',
    subject: partyName(edge.source),
    what: `no longer reaches ${partyName(edge.destination)} on ${portName(edge)}`,
    because: [why, refusedText(by)],
    owner: ownerOfParty(edge.source, proof),
    seen: undefined,
    place: placeOf(by),
    key: `dependency ${edgeKey(edge)}`,
    of: cut,
  };
}

function ofDns(object: KubernetesObject, { change }: Proof): Break {
  return {
    kind: 'declared flow cut',
    subject: displayName(object),
    what: 'can no longer ask any DNS server, so every connection by name fails',
    because: ['no policy that selects it allows port 53 to a server'],
    owner: ownerOf(object, change.after),
    seen: undefined,
    place: undefined,
    key: `dns ${identityOf(object)}`,
    of: { withoutDns: object },
  };
}

function ofWay(cut: CutWay, { change }: Proof): Break {
  const { way, workload, connections } = cut;
  return {
    kind: 'declared flow cut',
    subject: displayName(workload.object),
    what: `is no longer reached through ${displayName(way.object)} on ${connectionsText(connections)}`,
    because: ['the policies that select its pods let nobody in there'],
    owner: ownerOf(workload.object, change.after, workload.metadata.labels),
    seen: undefined,
    place: { object: way.object, path: way.pointer },
    key: `way ${identityOf(way.object)}${way.pointer} ${identityOf(workload.object)}`,
    of: cut,
  };
}

function ofCalls(denied: DeniedCalls, { before, change }: Proof): Break {
  const { recorded, calls, what, names, by } = denied;
  const user = recorded.user.name;
  const times = (key: 'first' | 'last') => calls.flatMap((call) => call[key] ?? []);
  const [first, last] = [times('first'), times('last')];
  const granted = by.kind === 'grant' ? by.grant : undefined;
  const { kind, namespace, name } = recorded.subject;
  const [object] = kind === 'ServiceAccount' ? objectsNamed(before, 'ServiceAccount', '', namespace, name) : [];
  return {
    kind: 'API call denied',
    subject: user,
    what: `may no longer ${what}${names.length === 0 ? '' : `: ${names.slice(0, 5).join(', ')}${names.length > 5 ? ' …' : ''}`}`,
    because: granted === undefined ? [] : [`granted today by ${bindingName(granted)}`],
    owner: object === undefined ? undefined : ownerOf(object, change.after),
    seen: {
      count: calls.reduce((sum, { count }) => sum + count, 0),
      first: first.length === 0 ? undefined : first.reduce((a, b) => Math.min(a, b)),
      last: last.length === 0 ? undefined : last.reduce((a, b) => Math.max(a, b)),
    },
    place: undefined,
    key: `call ${user} ${what}`,
    of: denied,
  };
}

function bindingName({ binding, role }: Grant): string {
  const [kind, place] = binding.namespace === '' ? ['ClusterRoleBinding', ''] : ['RoleBinding', `${binding.namespace}/`];
  return `${kind}/${place}${binding.name} to ${role.namespace === '' ? 'ClusterRole' : 'Role'} ${role.name}`;
}

function ofReference(broken: BrokenReference, { change }: Proof): Break {
  const { object, reference } = broken;
  return {
    kind: 'reference broken',
    subject: displayName(object),
    what: `needs ${displayName(reference.to)}, which the change removes: ${reference.consequence}`,
    because: [],
    owner: ownerOf(object, change.after),
    seen: undefined,
    place: { object, path: reference.path },
    key: `reference ${identityOf(object)}${reference.path}`,
    of: broken,
  };
}

function refusedText(by: readonly KubernetesObject[]): string {
  if (by.length === 0) return 'the change removes the receiver';
  const names = by.map(displayName);
  return `refused by ${names.length > 4 ? `${names.slice(0, 4).join(', ')} and ${names.length - 4} more` : names.join(', ')}`;
}

function placeOf([first]: readonly KubernetesObject[]): Break['place'] {
  return first === undefined ? undefined : { object: first, path: '' };
}

function ownerOfParty(party: Party, { change }: Proof): string | undefined {
  return party.kind === 'workload' ? ownerOf(party.workload.object, change.after, party.workload.metadata.labels) : undefined;
}

function edgeKey({ source, destination, protocol, port }: Edge): string {
  const name = (party: Party) => (party.kind === 'workload' ? identityOf(party.workload.object) : party.address);
  return `${name(source)} ${name(destination)} ${protocol} ${port ?? ''}`;
}
