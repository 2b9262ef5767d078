// SPDX-License-Identifier: Apache-2.0
// Reads the volume mounts of containers that run Falco: a ConfigMap mounted over the whole of /etc/falco hides the rules and
// the plugin configuration of the image, unless it brings falco_rules.yaml itself.
import { objectsOfKind } from '../../model/inventory.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { embeddedFiles } from '../facts/embedded-yaml.ts';
import { hidingMounts } from '../facts/falco.ts';

export const falcoConfigurationHidden = defineCheck({
  id: 'falco-configuration-hidden',
  title: 'A mount hides the rules that come with Falco',
  why: 'Files that are missing are passed over in silence: Falco then runs without its default rules, and without the container plugin no rule can tell which container it was.',
  remedy: 'Mount single files with subPath, and own rules into /etc/falco/rules.d.',
  severity: 'high',
  layer: 'application',
  threats: ['container-escape', 'unauthorized-access'],
  references: ['https://falco.org/docs/concepts/rules/custom-ruleset/'],
  aliases: [],
  appliesTo: 'workload',
  evaluate: (workload, { inventory }) =>
    hidingMounts(workload).flatMap(({ place, pointer, configMaps }) => {
      const maps = objectsOfKind(inventory, 'ConfigMap', '').filter(
        ({ name, namespace }) => configMaps.includes(name) && namespace === workload.object.namespace,
      );
      if (maps.some((map) => embeddedFiles(map).some(({ key }) => key === 'falco_rules.yaml'))) return [];
      const advice = 'Mount falco.yaml with subPath and the rules into /etc/falco/rules.d.';
      return [
        advised(
          pointer,
          'default rules are hidden',
          `${place.label} finds in /etc/falco only what ConfigMap "${configMaps.join('" and "')}" has`,
          advice,
        ),
      ];
    }),
});
