// SPDX-License-Identifier: Apache-2.0
// Reads the annotations of objects and of their pod templates; no value may be a credential, by its form or by what its name says. Checksums,
// and what kubectl keeps of the whole object, are let pass.
import { field, isObject } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { type Pointer, pointer, valueAt } from '../../model/pointer.ts';
import { workloadKinds } from '../../model/workloads.ts';
import { defineCheck, type Fault } from '../check.ts';
import { credentialInSetting } from '../facts/credentials.ts';

const templates: readonly Pointer[] = ['', '/spec/template', '/spec/jobTemplate', '/spec/jobTemplate/spec/template'];

export const secretInAnnotation = defineCheck({
  id: 'secret-in-annotation',
  title: 'Annotation holds a credential',
  why: 'Annotations are read by everybody who may see the object, are printed by every tool, copied into events and logs, and never encrypted in etcd.',
  remedy: 'Replace the credential, keep the new one in a Secret, and name that in the annotation.',
  severity: 'high',
  layer: 'application',
  threats: ['data-exposure', 'unauthorized-access'],
  references: ['https://kubernetes.io/docs/concepts/security/secrets-good-practices/'],
  aliases: ['C-0012', 'T1552.001'],
  appliesTo: {
    kinds: [
      ...workloadKinds,
      'Service',
      'ServiceAccount',
      'ConfigMap',
      'Namespace',
      'PersistentVolume',
      'PersistentVolumeClaim',
      'Ingress.networking.k8s.io',
      'Gateway.gateway.networking.k8s.io',
    ],
  },
  evaluate: (object) => templates.flatMap((template) => faultsAt(object, `${template}/metadata/annotations`)),
});

function faultsAt({ body }: KubernetesObject, at: Pointer): Fault[] {
  const annotations = valueAt(body, at);
  if (!isObject(annotations)) return [];
  return Object.keys(annotations).flatMap((key): Fault[] => {
    const value = field(annotations, key);
    if (typeof value !== 'string' || key === 'kubectl.kubernetes.io/last-applied-configuration' || isChecksum(key, value)) return [];
    const name = key.slice(key.lastIndexOf('/') + 1);
    const credential = credentialInSetting(value.trimEnd().includes('\n') ? '' : name, value);
    if (credential === undefined) return [];
    return [
      {
        kind: 'fault',
        path: `${at}${pointer(key)}`,
        reason: `an annotation holds ${credential}`,
        detail: `${key} is ${credential}`,
        confidential: true,
        remedy: { kind: 'advice', advice: 'Replace the credential, and have what reads the annotation take the new one from a Secret.' },
      },
    ];
  });
}

/** By which a template changes when its Secret does: checksum/secret. */
function isChecksum(key: string, value: string): boolean {
  return /check-?sum|hash|digest|\bsha\d*\b|revision|version/i.test(key) || /^(?:sha\d+[:-])?[0-9a-f]{32,128}$/i.test(value.trim());
}
