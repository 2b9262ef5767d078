// SPDX-License-Identifier: Apache-2.0
// From what people type to the pods, nodes or addresses it means; one line that says what to type instead where it means none or several.
import { type Endpoint, isService, namespaceOf, type Network, selectedBy } from '../../engines/network/index.ts';
import { editDistance } from '../../model/edit-distance.ts';
import { field } from '../../model/json.ts';
import { displayName, type KubernetesObject } from '../../model/object.ts';
import { compileSelector, selects } from '../../model/selector.ts';
import { findAddresses } from './find-addresses.ts';
import { isLabelText, parseLabels } from './label-query.ts';
import type { Refused } from './port.ts';
import type { Subject } from './subject.ts';

/** Short forms as kubectl takes them; plurals are taken as well. */
const kinds: Readonly<Record<string, string>> = {
  po: 'Pod',
  pod: 'Pod',
  deploy: 'Deployment',
  deployment: 'Deployment',
  sts: 'StatefulSet',
  statefulset: 'StatefulSet',
  ds: 'DaemonSet',
  daemonset: 'DaemonSet',
  rs: 'ReplicaSet',
  replicaset: 'ReplicaSet',
  rc: 'ReplicationController',
  replicationcontroller: 'ReplicationController',
  job: 'Job',
  cj: 'CronJob',
  cronjob: 'CronJob',
  svc: 'Service',
  service: 'Service',
  no: 'Node',
  node: 'Node',
  ns: 'Namespace',
  namespace: 'Namespace',
};

/** A text as FROM or TO, without its port. `namespace` is where names and labels are looked for; undefined: everywhere. */
export function findSubject(network: Network, text: string, namespace: string | undefined): Subject | Refused {
  if (text === '') return { refused: 'an empty name names nothing' };
  const addresses = findAddresses(network, text);
  if (addresses !== undefined) return addresses;
  if (/^[0-9./]+$/.test(text) && text.includes('.')) return { refused: `${text} is no address and no block of addresses` };
  if (isLabelText(text)) return byLabelText(network, text, namespace);
  const parts = text.split('/');
  const [head = '', name = ''] = parts;
  if (parts.length === 2 && name === '') return inNamespace(network, head);
  if (parts.length === 2 && kindOf(head) === 'Namespace') return inNamespace(network, name);
  if (parts.length > 3 || parts.includes(''))
    return { refused: `${text} names nothing: write KIND/NAMESPACE/NAME, NAMESPACE/NAME or NAME` };
  return byName(network, text, parts, namespace);
}

function kindOf(text: string): string | undefined {
  const word = text.toLowerCase();
  const known = Object.hasOwn(kinds, word) ? kinds[word] : undefined;
  return known ?? (word.endsWith('s') && Object.hasOwn(kinds, word.slice(0, -1)) ? kinds[word.slice(0, -1)] : undefined);
}

function inNamespace({ endpoints, world }: Network, namespace: string): Subject | Refused {
  const found = endpoints.filter((endpoint) => endpoint.kind !== 'node' && endpoint.namespace === namespace);
  if (found.length > 0)
    return { name: `namespace ${namespace}`, meant: { kind: 'namespace', namespace }, endpoints: found, ranges: [], notes: [] };
  const isThere = world.objects.some(({ kind, apiVersion, name }) => kind === 'Namespace' && apiVersion === 'v1' && name === namespace);
  const all = [...new Set(endpoints.map((endpoint) => endpoint.namespace).filter((name) => name !== ''))];
  return {
    refused: `${isThere ? `namespace ${namespace} has no pods` : `there is no namespace ${namespace} with pods`}${suggestion(namespace, all)}`,
  };
}

/** `shop/app=web` is app=web in the namespace shop, unless pods have labels with such a prefix. */
function byLabelText(network: Network, text: string, namespace: string | undefined): Subject | Refused {
  const [, prefix = '', rest = ''] = /^([a-z0-9](?:[a-z0-9-]*[a-z0-9])?)\/(.+)$/s.exec(text) ?? [];
  if (prefix === '') return byLabels(network, text, namespace);
  const isKey = network.endpoints.some(({ labels }) => Object.keys(labels).some((key) => key.startsWith(`${prefix}/`)));
  const isNamespace = network.endpoints.some((endpoint) => endpoint.kind !== 'node' && endpoint.namespace === prefix);
  if (isKey && isNamespace && namespace === undefined)
    return {
      refused: `${text} may be a label that begins with ${prefix}/, or ${rest} in namespace ${prefix}: say which namespace with -n`,
    };
  if (isKey) return byLabels(network, text, namespace);
  return isNamespace ? byLabels(network, rest, prefix) : inNamespace(network, prefix);
}

function byLabels({ endpoints }: Network, text: string, namespace: string | undefined): Subject | Refused {
  const parsed = parseLabels(text);
  if ('refused' in parsed) return parsed;
  const { selector } = parsed;
  const compiled = compileSelector(selector);
  if ('invalid' in compiled) return { refused: `${text}: ${compiled.invalid}` };
  const found = endpoints.filter(
    (endpoint) =>
      endpoint.kind !== 'node' && (namespace === undefined || endpoint.namespace === namespace) && selects(compiled, endpoint.labels),
  );
  const where = namespace === undefined ? '' : ` in namespace ${namespace}`;
  if (found.length === 0) return { refused: `no pod${where} has the labels ${text}` };
  return { name: `pods with ${text}${where}`, meant: { kind: 'labels', selector, namespace }, endpoints: found, ranges: [], notes: [] };
}

/** Something that a name can mean. */
interface Named {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly display: string;
  readonly subject: () => Subject | Refused;
}

function byName(network: Network, text: string, parts: readonly string[], namespace: string | undefined): Subject | Refused {
  const levels = namesOf(network);
  const isMeant = isNamed(parts, namespace);
  // A Service that is called as its workload is means the workload, and a pod is not meant where something bigger is.
  for (const level of levels) {
    const found = level.filter(isMeant);
    const [only, ...others] = found;
    if (only !== undefined && others.length === 0) return only.subject();
    if (only !== undefined) {
      const listed = found.slice(0, suggested).map(({ display }) => display);
      const more = found.length > listed.length ? ` and ${(found.length - listed.length).toLocaleString('en-US')} more` : '';
      return { refused: `${text} may be ${listed.join(', ')}${more}: say which` };
    }
  }
  const all = levels.flat();
  if (all.length === 0) return { refused: `there is no ${text}: the input has no pods` };
  const where = namespace === undefined || parts.length === 3 ? '' : ` in namespace ${namespace}`;
  // Who says the kind means no other.
  const kind =
    parts.length === 1 ? undefined : (kindOf(parts[0] ?? '') ?? all.find((candidate) => isKind(candidate, parts[0] ?? ''))?.kind);
  const likely = kind === undefined ? all : all.filter((candidate) => candidate.kind === kind);
  const names = likely.map(({ display }) => display);
  const what = kind ?? 'workload, pod, Service or node';
  const called = kind === undefined ? text : parts.slice(1).join('/');
  return { refused: `there is no ${what} ${called}${where}${names.length === 0 ? `: the input has no ${what}` : suggestion(text, names)}` };
}

function isKind({ kind }: Named, word: string): boolean {
  return kind === kindOf(word) || [kind.toLowerCase(), `${kind.toLowerCase()}s`].includes(word.toLowerCase());
}

function isNamed(parts: readonly string[], scope: string | undefined): (candidate: Named) => boolean {
  const [first = '', second = '', third] = parts;
  const inScope = (candidate: Named) => scope === undefined || candidate.namespace === scope || candidate.kind === 'Node';
  if (third !== undefined) return (own) => isKind(own, first) && own.namespace === second && own.name === third;
  if (parts.length === 1) return (own) => own.name === first && inScope(own);
  return (own) => own.name === second && ((isKind(own, first) && inScope(own)) || own.namespace === first);
}

/** What can be named, what is meant first first. */
function namesOf(network: Network): Named[][] {
  const { endpoints, world } = network;
  const byWorkload = Map.groupBy(endpoints, ({ workload }) => workload);
  const workloads = [...byWorkload].flatMap(([workload, pods]): Named[] => {
    if (workload === undefined) return [];
    return [named(workload.object, () => ({ ...plain(workload.object, pods), meant: { kind: 'workload', workload } }))];
  });
  const pods = endpoints
    .filter(({ object, workload }) => workload !== undefined && object !== workload.object)
    .map((endpoint) => named(endpoint.object, () => ({ ...plain(endpoint.object, [endpoint]), meant: { kind: 'pod', endpoint } })));
  const services = world.objects.filter(isService).map((service) => named(service, () => ofService(network, service)));
  const nodes = endpoints
    .filter(({ kind }) => kind === 'node')
    .map((endpoint) => named(endpoint.object, () => ({ ...plain(endpoint.object, [endpoint]), meant: { kind: 'node', endpoint } })));
  return [workloads, pods, services, nodes];
}

function named(object: KubernetesObject, subject: Named['subject']): Named {
  const { kind, name } = object;
  return { kind, name, namespace: kind === 'Node' ? '' : namespaceOf(object), display: displayName(object), subject };
}

function plain(object: KubernetesObject, endpoints: readonly Endpoint[]): Omit<Subject, 'meant'> {
  return { name: displayName(object), endpoints, ranges: [], notes: [] };
}

function ofService({ endpoints }: Network, service: KubernetesObject): Subject | Refused {
  const found = selectedBy(service, endpoints);
  if (found.length > 0) return { ...plain(service, found), meant: { kind: 'service', service } };
  const selector = field(field(service.body, 'spec'), 'selector');
  const why =
    selector === undefined || selector === null ? 'has no selector: ask about the addresses behind it' : 'selects no pod of the input';
  return { refused: `${displayName(service)} ${why}` };
}

/** Names shown where one has to be chosen. */
const suggested = 6;
const compared = 2000;

function suggestion(text: string, all: readonly string[]): string {
  const wanted = text.slice(text.lastIndexOf('/') + 1).toLowerCase();
  const ranked = all
    .slice(0, compared)
    .map((name) => {
      const last = name.slice(name.lastIndexOf('/') + 1).toLowerCase();
      const isPart = wanted.length > 2 && (last.includes(wanted) || wanted.includes(last));
      return { name, distance: Math.min(isPart ? 1 : Infinity, last.length > 80 ? Infinity : editDistance(wanted.slice(0, 80), last)) };
    })
    .filter(({ distance }) => distance <= Math.max(2, wanted.length / 3))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 3);
  if (ranked.length > 0) return `; did you mean ${ranked.map(({ name }) => name).join(' or ')}?`;
  const listed = all.slice(0, suggested);
  return listed.length === 0
    ? ''
    : `; there is ${listed.join(', ')}${all.length > listed.length ? ` and ${(all.length - listed.length).toLocaleString('en-US')} more` : ''}`;
}
