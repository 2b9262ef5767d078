// SPDX-License-Identifier: Apache-2.0
// Reads the scanners of a trivy.yaml in a ConfigMap and what its readers scan. The misconfig scanner looks into an image for
// files of infrastructure as code; the image's own configuration needs image.image-config-scanners.
import { field, isArray, type Json } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { trivyConfigurations, trivyReaders } from '../facts/trivy.ts';

function textOf(value: Json | undefined): string {
  return isArray(value) ? value.filter((item) => typeof item === 'string').join(',') : typeof value === 'string' ? value : '';
}

export const trivyImageMisconfiguration = defineCheck({
  id: 'trivy-image-misconfiguration',
  title: 'Misconfigurations are looked for where there are none',
  why: 'The report says that no misconfiguration was found, while neither the manifests nor the configuration of the image were looked at.',
  remedy: 'Scan manifests with trivy config or trivy k8s, and images with image.image-config-scanners.',
  severity: 'info',
  layer: 'application',
  threats: ['supply-chain'],
  references: ['https://trivy.dev/latest/docs/target/container_image/'],
  aliases: [],
  appliesTo: { kinds: ['ConfigMap'] },
  evaluate: (object, context) =>
    trivyConfigurations(object, context).flatMap(({ pointer, config }) => {
      const scan = field(config, 'scan');
      const text = textOf(field(scan, 'scanners') ?? field(scan, 'security-checks'));
      const extra = textOf(field(field(config, 'image'), 'image-config-scanners'));
      const others = trivyReaders(object, context).some(({ run }) => run.subcommand !== 'image' && run.subcommand !== 'i');
      if (!/\b(?:mis)?config\b/.test(text) || extra !== '' || others || field(config, 'misconfiguration') !== undefined) return [];
      const advice = 'Leave misconfig out for images, or add image.image-config-scanners: [misconfig]; scan manifests on their own.';
      return [
        advised(pointer, 'misconfig scanner over images', 'scanners name misconfig, and image.image-config-scanners is not set', advice),
      ];
    }),
});
