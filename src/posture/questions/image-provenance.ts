// SPDX-License-Identifier: Apache-2.0
// Reads the admission plugins of kube-apiserver, its AdmissionConfiguration, policies on images, and how images are named.
import type { Component } from '../../model/components/component.ts';
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { field, isArray, stringField } from '../../model/json.ts';
import { groupOf } from '../../model/object.ts';
import { parseImage } from '../../model/image.ts';
import { componentsNamed, settingPlace } from '../facts/components-in.ts';
import { containerPlaces } from '../facts/container-faults.ts';
import { admittedImages } from '../facts/gatekeeper.ts';
import { fact, factAt, type FactPlace, type Question } from '../question.ts';

const verifying = [
  ['ClusterImagePolicy', 'policy.sigstore.dev'],
  ['ImageValidatingPolicy', 'policies.kyverno.io'],
  ['ClusterPolicy', 'kyverno.io'],
  ['Policy', 'kyverno.io'],
] as const;

export const imageProvenance: Question = {
  id: 'CIS-5.5.1',
  question: 'What stops an image that nobody has approved?',
  good: 'Admission asks a webhook or verifies signatures, refuses while it cannot tell, and images are named by digest.',
  layer: 'application',
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#imagepolicywebhook'],
  kinds: ['Pod', ...verifying.map(([kind, group]) => `${kind}.${group}`), '*.constraints.gatekeeper.sh'],
  gather: (inventory) => {
    const servers = componentsNamed(inventory, 'kube-apiserver');
    return {
      facts: [
        ...factAt(
          'whether the API server asks a webhook about every image',
          servers.map((server) => webhookPlace(server)),
        ),
        ...factAt('settings of ImagePolicyWebhook', webhookSettings(inventory)),
        ...factAt('policies that verify or limit images', imagePolicies(inventory)),
        ...pinned(inventory),
      ],
      missing: servers.length === 0 ? ['the flags of kube-apiserver'] : [],
    };
  },
};

function webhookPlace(server: Component): FactPlace {
  const { object, path, detail } = settingPlace(server, { flag: 'enable-admission-plugins', list: true }, '');
  const isOn = detail.split(/[=,]/).includes('ImagePolicyWebhook');
  return { object, path, detail: `ImagePolicyWebhook is ${isOn ? 'on' : 'off'}` };
}

function webhookSettings({ configurations }: Inventory): FactPlace[] {
  return configurations.flatMap((object) => {
    const plugins = field(object.body, 'plugins');
    return (isArray(plugins) ? plugins : []).flatMap((plugin, index) => {
      if (stringField(plugin, 'name') !== 'ImagePolicyWebhook') return [];
      const settings = field(field(plugin, 'configuration'), 'imagePolicy');
      const allow = field(settings, 'defaultAllow');
      const path = stringField(plugin, 'path');
      const told =
        settings === undefined
          ? `configured by ${path ?? 'a file'}`
          : `defaultAllow ${allow === false ? 'false: refuses while the webhook is away' : 'true: admits while the webhook is away'}`;
      return { object, path: `/plugins/${index}`, detail: told };
    });
  });
}

function imagePolicies(inventory: Inventory): FactPlace[] {
  const policies = verifying
    .flatMap(([kind, group]) => objectsOfKind(inventory, kind, group))
    .filter(({ apiVersion, body }) => {
      if (groupOf(apiVersion) !== 'kyverno.io') return true;
      const rules = field(field(body, 'spec'), 'rules');
      return isArray(rules) && rules.some((rule) => field(rule, 'verifyImages') !== undefined);
    })
    .map((object) => ({ object, path: '/spec', detail: 'verifies images' }));
  const constraints = inventory.objects
    .filter(({ apiVersion }) => groupOf(apiVersion) === 'constraints.gatekeeper.sh')
    .flatMap((object) => {
      const admitted = admittedImages(object);
      return admitted === undefined
        ? []
        : { object, path: `/spec/parameters/${admitted.name}`, detail: 'limits registries, verifies nothing' };
    });
  return [...policies, ...constraints];
}

function pinned({ workloads }: Inventory) {
  const images = workloads.flatMap((workload) => containerPlaces(workload).flatMap(({ container }) => container.image ?? []));
  if (images.length === 0) return [];
  const named = images.filter((image) => parseImage(image)?.digest !== undefined).length;
  return [fact(`${named} of ${images.length} containers name their image by digest`)];
}
