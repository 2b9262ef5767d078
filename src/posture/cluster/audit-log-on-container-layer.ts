// SPDX-License-Identifier: Apache-2.0
// Reads --audit-log-path of kube-apiserver, the volumeMounts of its container and the volumes: the log must lie in a volume that
// outlives the container, anything but an emptyDir. `-` is standard output, which the node keeps; a relative path lies in the container.
import { flag } from '../../model/components/flags.ts';
import type { Component } from '../../model/components/component.ts';
import { setOperation } from '../../model/patch.ts';
import type { Remedy } from '../check.ts';
import { defineComponentCheck } from '../facts/component-check.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { mountOf, normalPath } from '../facts/mounted-files.ts';

export const auditLogOnContainerLayer = defineComponentCheck({
  id: 'audit-log-on-container-layer',
  title: 'Audit log is lost with the container',
  why: "The log lies in the container's own file system. A restart, which an attacker can bring about, deletes the evidence, and no shipper on the node can read it.",
  remedy: 'Mount a folder of the node that holds nothing else, and write the log into it.',
  severity: 'high',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#log-backend'],
  aliases: ['T1070'],
  component: 'kube-apiserver',
  evaluate: (component) => {
    const given = flag(component.flags, 'audit-log-path');
    const { place } = component;
    if (given === undefined || place === undefined || given.value === '' || given.value === '-') return [];
    const path = normalPath(given.value);
    const mount = path.startsWith('/') ? mountOf(component, path) : undefined;
    const volume = place.workload.spec.volumes?.find(({ name }) => name === mount?.name);
    if (mount !== undefined && volume?.emptyDir === undefined) return [];
    return [
      {
        kind: 'fault',
        path: `${place.path}/volumeMounts/-`,
        reason: 'the audit log is in no lasting volume',
        detail: `${path} ${mount === undefined ? 'is shown by no volumeMount' : `lies in emptyDir "${mount.name}"`} of container "${place.container.name ?? ''}"`,
        remedy: remedyOf(component, given.path, given.within === undefined && given.valuePath === undefined),
      },
    ];
  },
});

function remedyOf({ place, object }: Component, flagPath: string, isPlain: boolean): Remedy {
  const taken = place?.workload.spec.volumes?.some(({ name }) => name === 'audit-log') ?? false;
  if (place === undefined || !isPlain || taken) {
    return { kind: 'advice', advice: 'Mount a folder of the node such as /var/log/kubernetes/audit, and write the log into it.' };
  }
  const folder = '/var/log/kubernetes/audit';
  return patchRemedy(
    [
      { op: 'replace', path: flagPath, value: `--audit-log-path=${folder}/audit.log` },
      setOperation(object.body, `${place.workload.templatePath}/spec/volumes/-`, {
        name: 'audit-log',
        hostPath: { path: folder, type: 'DirectoryOrCreate' },
      }),
      setOperation(object.body, `${place.path}/volumeMounts/-`, { name: 'audit-log', mountPath: folder }),
    ],
    'Let only root and the shipper of logs read the folder.',
  );
}
