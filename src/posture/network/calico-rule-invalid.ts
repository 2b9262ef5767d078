// SPDX-License-Identifier: Apache-2.0
// Reads the actions of the rules of Calico's policies (Allow, Deny, Log, Pass), and applyOnForward, doNotTrack, preDNAT and types,
// which bind each other.
import { field, isObject, type Json, stringField } from '../../model/json.ts';
import { setOperation } from '../../model/patch.ts';
import { defineCheck, type Fault, type Remedy } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { calicoPolicyKinds, flowRules, isolates } from '../facts/flow-rules.ts';

const actions: readonly string[] = ['Allow', 'Deny', 'Log', 'Pass'];

const inForce = 'What was refused until now comes into force.';

export const calicoRuleInvalid = defineCheck({
  id: 'calico-rule-invalid',
  title: 'Calico refuses the policy because its fields contradict each other',
  why: 'Calico refuses the whole policy: nothing of it is in force, neither what it denies nor what it allows.',
  remedy:
    'Write the actions as Allow, Deny, Log or Pass; doNotTrack and preDNAT need applyOnForward, exclude each other, and preDNAT is about ingress alone.',
  severity: 'high',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://docs.tigera.io/calico/latest/reference/resources/globalnetworkpolicy#spec'],
  aliases: [],
  appliesTo: { kinds: calicoPolicyKinds },
  evaluate: (object) => {
    const spec = field(object.body, 'spec');
    const faults = flowRules(object).flatMap(({ rule, pointer }) => actionFault(rule, pointer));
    const isOn = (key: string) => field(spec, key) === true;
    if ((isOn('doNotTrack') || isOn('preDNAT')) && !isOn('applyOnForward')) {
      const remedy = patchRemedy([setOperation(object.body, '/spec/applyOnForward', true)], inForce);
      faults.push(fault('/spec/applyOnForward', `${isOn('preDNAT') ? 'preDNAT' : 'doNotTrack'} needs applyOnForward: true`, remedy));
    }
    if (isOn('doNotTrack') && isOn('preDNAT')) faults.push(fault('/spec/doNotTrack', 'doNotTrack and preDNAT exclude each other', choose));
    if (isOn('preDNAT') && isolates(object, 'egress'))
      faults.push(fault('/spec/preDNAT', 'a policy with preDNAT is about ingress alone', choose));
    return faults;
  },
});

const choose: Remedy = { kind: 'advice', advice: 'Split the policy: one for host endpoints before translation, one for the rest.' };

function actionFault(rule: Json, pointer: string): Fault[] {
  const action = stringField(rule, 'action') ?? '';
  if (!isObject(rule) || actions.includes(action)) return [];
  const meant = actions.find((known) => known.toLowerCase() === action.toLowerCase());
  const remedy: Remedy =
    meant === undefined
      ? { kind: 'advice', advice: 'Choose Allow, Deny, Log or Pass.' }
      : patchRemedy([{ op: 'replace', path: `${pointer}/action`, value: meant }], inForce);
  return [
    fault(
      `${pointer}/action`,
      action === '' ? 'the rule has no action' : `${action.slice(0, 30)} is none of ${actions.join(', ')}`,
      remedy,
    ),
  ];
}

function fault(path: string, detail: string, remedy: Remedy): Fault {
  return { kind: 'fault', path, reason: 'the policy is refused', detail, remedy };
}
