// SPDX-License-Identifier: Apache-2.0
// Reads RotateKubeletServerCertificate in --feature-gates and featureGates of kubelet.
import { flagList } from '../../model/components/flags.ts';
import { defineNodeComponentCheck, type JudgeComponent } from '../facts/component-check.ts';
import { mustBe, mustNotInclude } from '../facts/component-demands.ts';

const gate = 'RotateKubeletServerCertificate';

/** Gates are a list of flags, and a map in files. The flag, where it is given, takes the place of the map for its gates alone. */
const servingRotation: JudgeComponent = (component, context) => {
  const isFlag = (flagList(component.flags, 'feature-gates') ?? []).some(({ value }) => value.startsWith(`${gate}=`));
  return isFlag
    ? mustNotInclude({ flag: 'feature-gates' }, `${gate}=false`, undefined)(component, context)
    : mustBe({ flag: gate, field: `/featureGates/${gate}`, type: 'boolean', default: 'true' }, true)(component, context);
};

export const kubeletServingCertificateRotation = defineNodeComponentCheck({
  id: 'kubelet-serving-certificate-rotation',
  title: "Rotation of the kubelet's serving certificate is switched off",
  why: 'The serving certificate then expires or lives for years, and clients learn to skip its verification.',
  remedy: 'Take RotateKubeletServerCertificate out of featureGates, or set it to true.',
  severity: 'medium',
  layer: 'node',
  threats: ['network-attack'],
  aliases: ['CIS-4.2.11'],
  component: 'kubelet',
  judge: servingRotation,
});
