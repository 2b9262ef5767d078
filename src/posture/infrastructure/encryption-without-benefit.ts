// SPDX-License-Identifier: Apache-2.0
// Reads resources[*].resources: events, leases, and PersistentVolumes with their claims, are not worth encrypting.
import { defineCheck, type Fault, type Remedy } from '../check.ts';
import { removeRemedy } from '../facts/container-faults.ts';
import {
  type EncryptedResources,
  encryptedResources,
  encryptionKind,
  isExemption,
  shortLivedResources,
  volumeResources,
} from '../facts/encryption.ts';

export const encryptionWithoutBenefit = defineCheck({
  id: 'encryption-without-benefit',
  title: 'Encryption at rest of what it does not protect',
  why: 'Objects of volumes hold no data: whoever reads this file believes that disks are encrypted, and they are not. Events live for an hour and change all the time, so encrypting them costs much and protects nothing.',
  remedy: 'Take these resources out; encrypt volumes in their StorageClass.',
  severity: 'low',
  layer: 'infrastructure',
  threats: ['data-exposure'],
  references: ['https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/'],
  aliases: [],
  appliesTo: encryptionKind,
  evaluate: (object) =>
    encryptedResources(object).flatMap((entry) => (isExemption(entry) ? [] : [...volumeFaults(entry), ...eventFaults(entry)])),
});

const note = 'What is stored encrypted must be written anew first, under identity: the API server cannot read it otherwise.';

/** One fault for a list of nothing else, or one for each of them. */
function volumeFaults({ resources, path }: EncryptedResources): Fault[] {
  const reason = 'objects of volumes hold no data';
  const detail = 'this encrypts the description of volumes, not what they store';
  if (resources.length > 0 && resources.every((name) => volumeResources.includes(name))) {
    return [{ kind: 'fault', path: `${path}/resources`, reason, detail, remedy: removeRemedy(path, note) }];
  }
  return faultsOf(path, resources, (name) => volumeResources.includes(name), reason, detail);
}

function eventFaults({ resources, path }: EncryptedResources): Fault[] {
  const detail = 'events and leases are short-lived, and written more often than anything else';
  return faultsOf(path, resources, (name) => shortLivedResources.includes(name), 'events are encrypted', detail);
}

function faultsOf(path: string, resources: readonly string[], isMeant: (name: string) => boolean, reason: string, detail: string): Fault[] {
  return resources.flatMap((name, index) => {
    const place = `${path}/resources/${index}`;
    const remedy: Remedy = removeRemedy(resources.length === 1 ? path : place, note);
    return isMeant(name) ? [{ kind: 'fault', path: place, reason, detail, remedy }] : [];
  });
}
