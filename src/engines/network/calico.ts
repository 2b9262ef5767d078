// SPDX-License-Identifier: Apache-2.0
// projectcalico.org NetworkPolicy and GlobalNetworkPolicy: tiers by order, policies by order and name, the first rule that matches
// decides; what policies of a tier select and do not decide is refused at its end.
import { field, stringField } from '../../model/json.ts';
import { groupOf, type KubernetesObject } from '../../model/object.ts';
import { type CalicoWorld, labelTerms, netsAddresses } from './calico-entity.ts';
import { calicoRules } from './calico-rules.ts';
import { type AddressLabels, endpointKeys, accountKeys, namespaceKeys } from './calico-terms.ts';
import { isOfGroup, listOf } from './endpoints.ts';
import { everyPort, typedDirections } from './kubernetes.ts';
import { defaultTier, type Direction, directions, type Policy, type Rule } from './policy.ts';
import { invalid, type Reader, unevaluated } from './reader.ts';
import { isService } from './services.ts';
import { and, hosts, inNamespace, nobody, or, outside, pods, type Term, unknown } from './term.ts';
import { namespaceOf, type Problem } from './world.ts';

const groups = ['projectcalico.org', 'crd.projectcalico.org'] as const;

/** Calico's objects of a kind; those that are served under both groups once. */
export function calicoObjects(objects: readonly KubernetesObject[], kind: string): readonly KubernetesObject[] {
  const found = new Map<string, KubernetesObject>();
  for (const object of objects) {
    if (object.kind !== kind || !isOfGroup(object, ...groups)) continue;
    const key = `${object.namespace}/${object.name.replace(/^default\./, '')}`;
    if (!found.has(key) || groupOf(object.apiVersion) === 'projectcalico.org') found.set(key, object);
  }
  return [...found.values()];
}

export function readCalico(objects: readonly KubernetesObject[], problems: Problem[]): Policy[] {
  const hostEndpoints = calicoObjects(objects, 'HostEndpoint');
  const world: CalicoWorld = {
    sets: ['NetworkSet', 'GlobalNetworkSet']
      .flatMap((kind) => calicoObjects(objects, kind))
      .flatMap((object) => addressLabels(object, problems)),
    namespaces: new Map(objects.filter((object) => object.kind === 'Namespace').map(({ name, labels }) => [name, labels])),
    services: objects.filter(isService),
    hasHostEndpoints: hostEndpoints.length > 0,
  };
  const tiers = new Map(calicoObjects(objects, 'Tier').map((object) => [object.name, object]));
  const policies = ['NetworkPolicy', 'GlobalNetworkPolicy'].flatMap((kind) => calicoObjects(objects, kind));
  return [
    ...policies.map((object) => readPolicy({ object, problems }, tiers, world)),
    ...hostEndpoints.map((object) => hostPolicy({ object, problems })),
  ];
}

function addressLabels(object: KubernetesObject, problems: Problem[]): AddressLabels[] {
  const set = netsAddresses(listOf(field(field(object.body, 'spec'), 'nets')));
  if ('invalid' in set) {
    invalid({ object, problems }, '/spec/nets', set.invalid);
    return [];
  }
  return [{ namespace: object.kind === 'NetworkSet' ? namespaceOf(object) : undefined, labels: object.labels, set }];
}

function readPolicy(reader: Reader, tiers: ReadonlyMap<string, KubernetesObject>, world: CalicoWorld): Policy {
  const { object } = reader;
  const spec = field(object.body, 'spec');
  const namespace = object.kind === 'NetworkPolicy' ? namespaceOf(object) : undefined;
  const { tier, doubts, drops } = tierOf(reader, stringField(spec, 'tier') ?? 'default', tiers);
  const order = field(spec, 'order');
  const forwarded = forwardedRules(reader, world);
  const sides = directionsOf(reader, spec).map((direction) => {
    return [direction, { isolates: drops, rules: [...forwarded, ...calicoRules(reader, direction, namespace, world)] }] as const;
  });
  return {
    object,
    tier,
    order: typeof order === 'number' ? order : Number.POSITIVE_INFINITY,
    rank: `${object.name.startsWith(`${tier.name}.`) ? '' : `${tier.name}.`}${object.name} ${object.namespace}`,
    subject: subjectTerm(reader, namespace, world),
    doubts,
    ...Object.fromEntries(sides),
  };
}

/** Calico's own default tier where nobody says its order. */
function tierOf(reader: Reader, name: string, tiers: ReadonlyMap<string, KubernetesObject>) {
  const object = tiers.get(name);
  const spec = field(object?.body, 'spec');
  const order = field(spec, 'order');
  const drops = stringField(spec, 'defaultAction') !== 'Pass';
  if (name === defaultTier.name) return { tier: typeof order === 'number' ? { name, order } : defaultTier, doubts: [], drops };
  if (object !== undefined)
    return { tier: { name, order: typeof order === 'number' ? order : Number.POSITIVE_INFINITY }, doubts: [], drops };
  // Its place is not known: put first, with every effect in doubt, it takes nothing from what may come before it.
  const reason = unevaluated(reader, '/spec/tier', `the order of the tier ${name} is not known`);
  return { tier: { name, order: Number.NEGATIVE_INFINITY }, doubts: [reason], drops };
}

/** Without types: ingress, unless there are rules for egress alone; egress where there are rules for it. */
function directionsOf(reader: Reader, spec: ReturnType<typeof field>): readonly Direction[] {
  const types = listOf(field(spec, 'types'));
  if (types.length > 0) return typedDirections(reader, types, '/spec/types');
  const [ingress, egress] = directions.map((direction) => listOf(field(spec, direction)).length > 0);
  if (egress === true) return ingress === true ? directions : ['egress'];
  return ['ingress'];
}

function subjectTerm(reader: Reader, namespace: string | undefined, world: CalicoWorld): Term {
  const spec = field(reader.object.body, 'spec');
  const onlyHosts = ['doNotTrack', 'preDNAT'].filter((key) => field(spec, key) === true);
  const hostTerm = world.hasHostEndpoints ? unknown(hosts, 'host endpoints are not evaluated') : nobody;
  if (onlyHosts.length > 0) return hostTerm;
  const podTerm = and(
    pods,
    ...(namespace === undefined ? [] : [inNamespace(namespace)]),
    ...labelTerms(reader, stringField(spec, 'selector'), '/spec/selector', endpointKeys),
    ...labelTerms(
      reader,
      namespace === undefined ? stringField(spec, 'namespaceSelector') : undefined,
      '/spec/namespaceSelector',
      namespaceKeys,
    ),
    ...labelTerms(reader, stringField(spec, 'serviceAccountSelector'), '/spec/serviceAccountSelector', accountKeys),
  );
  return namespace === undefined && world.hasHostEndpoints ? or(podTerm, hostTerm) : podTerm;
}

/** What applies to forwarded connections at host endpoints may refuse what pods exchange with hosts and the outside. */
function forwardedRules(reader: Reader, world: CalicoWorld): Rule[] {
  if (field(field(reader.object.body, 'spec'), 'applyOnForward') !== true || !world.hasHostEndpoints) return [];
  const reason = unevaluated(reader, '/spec/applyOnForward', 'what applies to forwarded connections at host endpoints is not evaluated');
  return [{ action: 'deny', pointer: '/spec/applyOnForward', peer: or(hosts, outside), ports: everyPort, doubts: [reason] }];
}

/** A host endpoint refuses what no policy allows it: whatever goes to hosts or comes from them is open. */
function hostPolicy(reader: Reader): Policy {
  const reason = unevaluated(reader, '', 'host endpoints are not evaluated');
  const side = { isolates: true, rules: [] };
  return {
    object: reader.object,
    tier: { name: 'host endpoints', order: Number.NEGATIVE_INFINITY },
    order: 0,
    rank: reader.object.name,
    subject: unknown(hosts, reason),
    doubts: [reason],
    ingress: side,
    egress: side,
  };
}
