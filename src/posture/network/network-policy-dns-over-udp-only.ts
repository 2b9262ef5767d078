// SPDX-License-Identifier: Apache-2.0
// Reads egress rules that name UDP 53: some rule of the policy, or of another policy for the same pods, must allow
// TCP 53 too.
import { field } from '../../model/json.ts';
import { setOperation } from '../../model/patch.ts';
import { valueAt } from '../../model/pointer.ts';
import { type CheckContext, defineCheck } from '../check.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { mayAskOverTcp } from '../facts/dns-reach.ts';
import { admitsDns, flowRules, isCalico, policyKinds } from '../facts/flow-rules.ts';
import { networkPolicy } from '../facts/network-policies.ts';
import { networkOf, podsMeant } from '../facts/reachability.ts';
import { likelySafe } from '../facts/remedy-class.ts';

export const networkPolicyDnsOverUdpOnly = defineCheck({
  id: 'network-policy-dns-over-udp-only',
  title: 'DNS is allowed over UDP and not over TCP',
  why: 'An answer that does not fit a UDP packet is asked for again over TCP. Names with many addresses then fail now and then, which leads to policies being opened wide.',
  remedy: 'Allow TCP 53 beside UDP 53.',
  severity: 'low',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://www.rfc-editor.org/rfc/rfc7766', 'https://kubernetes.io/docs/concepts/services-networking/network-policies/'],
  aliases: [],
  appliesTo: { kinds: policyKinds },
  evaluate: (object, context) => {
    const allowing = flowRules(object).filter(({ direction, allows }) => direction === 'egress' && allows);
    const rule = allowing.find((candidate) => candidate.ports.length > 0 && admitsDns(candidate, 'UDP'));
    if (rule === undefined || allowing.some((other) => admitsDns(other, 'TCP')) || isAllowedElsewhere(object, context)) return [];
    const operation = isCalico(object)
      ? { op: 'add' as const, path: rule.pointer, value: { ...objectAt(object, rule.pointer), protocol: 'TCP' } }
      : setOperation(object.body, `${rule.pointer}/ports/-`, { protocol: 'TCP', port: 53 });
    return [
      {
        kind: 'fault',
        path: `${rule.pointer}/${isCalico(object) ? 'destination/ports' : 'ports'}`,
        reason: 'TCP 53 is missing',
        detail: 'the rule allows UDP 53, and no rule allows TCP 53',
        remedy: likelySafe(patchRemedy([operation], 'Allows TCP 53 to where UDP 53 is allowed, and nothing else.')),
      },
    ];
  },
});

function objectAt(object: KubernetesObject, pointer: string): object {
  const rule = valueAt(object.body, pointer);
  return typeof rule === 'object' && rule !== null ? rule : {};
}

function isAllowedElsewhere(object: KubernetesObject, { inventory }: CheckContext): boolean {
  if (isCalico(object)) return false;
  const { podSelector } = networkPolicy(object);
  if (podSelector === undefined || field(object.body, 'spec') === undefined) return true;
  const pods = podsMeant(inventory, object.namespace, podSelector);
  return pods.length > 0 && pods.every((pod) => mayAskOverTcp(networkOf(inventory), pod));
}
