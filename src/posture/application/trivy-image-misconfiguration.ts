// SPDX-License-Identifier: Apache-2.0
// Reads the scanners of a trivy.yaml in a ConfigMap, or of a command line, and what is scanned. The misconfig scanner looks into an image for
// files of infrastructure as code; the image's own configuration needs image.image-config-scanners.
import { field, isArray, type Json } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import { type CheckContext, defineCheck, type Fault } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { trivyConfigurations, trivyKinds, trivyOption, trivyReaders, type TrivyRun, trivyRunsOf } from '../facts/trivy.ts';

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
  appliesTo: { kinds: trivyKinds },
  evaluate: (object, context) => [...byFile(object, context), ...byFlag(object, context)],
});

function byFile(object: KubernetesObject, context: CheckContext): Fault[] {
  return trivyConfigurations(object, context).flatMap(({ pointer, config }) => {
    const scan = field(config, 'scan');
    const text = textOf(field(scan, 'scanners') ?? field(scan, 'security-checks'));
    const extra = textOf(field(field(config, 'image'), 'image-config-scanners'));
    const others = trivyReaders(object, context).some(({ run }) => !isOfImages(run));
    const isMeant = extra !== '' || others || field(config, 'misconfiguration') !== undefined;
    return namesMisconfiguration(text) && !isMeant ? [told(pointer)] : [];
  });
}

function byFlag(object: KubernetesObject, context: CheckContext): Fault[] {
  return trivyRunsOf(object, context).flatMap(({ run }) => {
    const scanners = trivyOption(run, '--scanners') ?? trivyOption(run, '--security-checks');
    if (scanners === undefined || !isOfImages(run) || trivyOption(run, '--image-config-scanners') !== undefined) return [];
    return namesMisconfiguration(scanners.text) ? [told(scanners.pointer)] : [];
  });
}

function isOfImages({ subcommand }: TrivyRun): boolean {
  return subcommand === 'image' || subcommand === 'i';
}

function namesMisconfiguration(scanners: string): boolean {
  return /\b(?:mis)?config\b/.test(scanners);
}

function told(pointer: Pointer): Fault {
  const advice = 'Leave misconfig out for images, or add image.image-config-scanners: [misconfig]; scan manifests on their own.';
  return advised(pointer, 'misconfig scanner over images', 'scanners name misconfig, and image.image-config-scanners is not set', advice);
}
