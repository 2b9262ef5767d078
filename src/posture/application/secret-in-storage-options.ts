// SPDX-License-Identifier: Apache-2.0
// Reads the parameters of StorageClasses, and volumeAttributes, options and mountOptions of PersistentVolumes: no value may be a credential.
import { field } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { credentialInSetting } from '../facts/credentials.ts';
import { textLeaves } from '../facts/leaves.ts';

export const secretInStorageOptions = defineCheck({
  id: 'secret-in-storage-options',
  title: 'Storage is given a credential in the clear',
  why: 'StorageClasses and PersistentVolumes are read by far more accounts than Secrets are. Who reads one has the storage behind it, with the data of all who use it.',
  remedy: 'Replace the credential, and name a Secret with the new one: nodePublishSecretRef, or csi.storage.k8s.io/…-secret-name.',
  severity: 'high',
  layer: 'application',
  threats: ['data-exposure', 'unauthorized-access'],
  references: ['https://kubernetes-csi.github.io/docs/secrets-and-credentials.html'],
  aliases: ['C-0012', 'T1552.001'],
  appliesTo: { kinds: ['StorageClass.storage.k8s.io', 'PersistentVolume'] },
  evaluate: ({ kind, body }) => {
    const spec = field(body, 'spec');
    const leaves =
      kind === 'StorageClass'
        ? [...textLeaves(field(body, 'parameters'), '/parameters'), ...textLeaves(field(body, 'mountOptions'), '/mountOptions')]
        : [
            ...textLeaves(field(field(spec, 'csi'), 'volumeAttributes'), '/spec/csi/volumeAttributes'),
            ...textLeaves(field(field(spec, 'flexVolume'), 'options'), '/spec/flexVolume/options'),
            ...textLeaves(field(spec, 'mountOptions'), '/spec/mountOptions'),
          ];
    return leaves.flatMap(({ name, text, pointer }) => {
      const credential = credentialInSetting(name, text);
      if (credential === undefined) return [];
      return [
        {
          kind: 'fault' as const,
          path: pointer,
          reason: `options hold ${credential}`,
          detail: `${name === '' ? 'an option of the mount' : name} is ${credential}`,
          confidential: true as const,
          remedy: {
            kind: 'advice' as const,
            advice: 'Replace the credential, and name a Secret with the new one, as the driver documents it.',
          },
        },
      ];
    });
  },
});
