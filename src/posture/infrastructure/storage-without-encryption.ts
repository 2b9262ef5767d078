// SPDX-License-Identifier: Apache-2.0
// Reads what a StorageClass (parameters) or PersistentVolume (csi.volumeAttributes, mountOptions) says of encryption: it must not switch it
// off. Saying nothing leaves it to the account or the driver, and is allowed.
import { field, stringMap } from '../../model/json.ts';
import { pointer } from '../../model/pointer.ts';
import { defineCheck, type Fault } from '../check.ts';
import { replaced } from '../facts/advice.ts';
import { removeRemedy } from '../facts/container-faults.ts';
import { listField } from '../facts/flow-rules.ts';

/** Settings of drivers for data at rest or on the way: EBS, EFS, Longhorn, Portworx, Azure Files. */
const settings: ReadonlySet<string> = new Set(['encrypted', 'encryptintransit', 'secure', 'securetransferrequired']);
/** Options that take TLS or Kerberos away from a mount. */
const mountOptions: ReadonlySet<string> = new Set(['notls', 'sec=none']);

export const storageWithoutEncryption = defineCheck({
  id: 'storage-without-encryption',
  title: 'Storage is told not to encrypt',
  why: 'Disks, their snapshots and their backups can be read by whoever gets hold of them outside of the cluster; a mount without encryption, by everybody on the way.',
  remedy: 'Switch encryption on. Volumes that exist already stay as they are and have to be copied.',
  severity: 'medium',
  layer: 'infrastructure',
  threats: ['data-exposure'],
  references: [
    'https://kubernetes.io/docs/concepts/storage/storage-classes/#parameters',
    'https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md',
  ],
  aliases: [],
  appliesTo: { kinds: ['StorageClass.storage.k8s.io', 'PersistentVolume'] },
  evaluate: ({ kind, body }) => {
    const isClass = kind === 'StorageClass';
    const given = isClass ? field(body, 'parameters') : field(field(field(body, 'spec'), 'csi'), 'volumeAttributes');
    const at = isClass ? '/parameters' : '/spec/csi/volumeAttributes';
    const switched = Object.entries(stringMap(given)).flatMap(([key, value]) =>
      settings.has(key.toLowerCase()) && value.toLowerCase() === 'false'
        ? [replaced(`${at}${pointer(key)}`, 'encryption is switched off', `${key} is ${value}`, 'true', note)]
        : [],
    );
    const options = listField(isClass ? body : field(body, 'spec'), 'mountOptions');
    const mounts = options.flatMap((option, index): Fault[] => {
      const path = `${isClass ? '' : '/spec'}/mountOptions/${index}`;
      if (typeof option !== 'string' || !mountOptions.has(option.toLowerCase())) return [];
      return [
        { kind: 'fault', path, reason: 'mounted without protection', detail: `the mount has ${option}`, remedy: removeRemedy(path, note) },
      ];
    });
    return [...switched, ...mounts];
  },
});

const note = 'The parameters of a StorageClass cannot be changed: make a new one; volumes that exist have to be copied.';
