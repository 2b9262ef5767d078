// SPDX-License-Identifier: Apache-2.0
// Reads the names and values of ConfigMap.data; no value may be a credential, by its own shape or by what its name says. Values of
// several lines, which are files, are judged by their shape alone.
import { isObject } from '../../model/json.ts';
import { pointer } from '../../model/pointer.ts';
import { defineCheck, type Fault } from '../check.ts';
import { credentialIn } from '../facts/credentials.ts';

export const secretInConfigMap = defineCheck({
  id: 'secret-in-config-map',
  title: 'ConfigMap holds a credential',
  why: 'ConfigMaps are read by everyone with the view role, are not encrypted at rest unless that is asked for, and end up in dumps and support bundles. Who reads one has the credential.',
  remedy: 'Replace the credential and keep the new one in a Secret or an external store.',
  severity: 'high',
  layer: 'application',
  threats: ['data-exposure', 'unauthorized-access'],
  references: ['https://kubernetes.io/docs/concepts/configuration/configmap/'],
  aliases: ['polaris:sensitiveConfigmapContent', 'KSV01010', 'C-0012', 'T1552.001'],
  appliesTo: { kinds: ['ConfigMap'] },
  evaluate: ({ body }) => {
    const { data } = body;
    if (!isObject(data)) return [];
    return Object.entries(data).flatMap(([name, value]): Fault[] => {
      const credential = typeof value === 'string' ? credentialIn(value.trimEnd().includes('\n') ? '' : name, value) : undefined;
      if (credential === undefined) return [];
      return [
        {
          kind: 'fault',
          path: `/data${pointer(name)}`,
          reason: `holds ${credential}`,
          detail: `${name} is ${credential}`,
          confidential: true,
          remedy: {
            kind: 'advice',
            advice: `Replace the credential, put the new one into a Secret, and mount that where ${name} was read.`,
          },
        },
      ];
    });
  },
});
