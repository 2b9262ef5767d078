// SPDX-License-Identifier: Apache-2.0
// Reads the values that Argo CD Applications, Flux HelmReleases and HelmCharts of k3s give to charts: no value may be a credential, by its form
// or its name.
import { field, type Json } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import { defineCheck, type Fault } from '../check.ts';
import { credentialInSetting } from '../facts/credentials.ts';
import { yamlDocuments } from '../facts/embedded-yaml.ts';
import { listField } from '../facts/flow-rules.ts';
import { type Leaf, textLeaves } from '../facts/leaves.ts';

export const secretInHelmValues = defineCheck({
  id: 'secret-in-helm-values',
  title: 'Credential is written into the values of a chart',
  why: 'It lies in the repository and its history, in the custom resource, and in the record of the release: whoever reads one of them has it.',
  remedy: 'Replace the credential, keep the new one in a Secret or an external store, and give the chart its name.',
  severity: 'high',
  layer: 'application',
  threats: ['data-exposure', 'unauthorized-access'],
  references: [
    'https://argo-cd.readthedocs.io/en/stable/operator-manual/secret-management/',
    'https://fluxcd.io/flux/components/helm/helmreleases/#values',
  ],
  aliases: ['C-0012', 'T1552.001'],
  appliesTo: {
    kinds: ['Application.argoproj.io', 'ApplicationSet.argoproj.io', 'HelmRelease.helm.toolkit.fluxcd.io', 'HelmChart.helm.cattle.io'],
  },
  evaluate: (object) => leavesOf(object).flatMap(leafFault),
});

function leavesOf({ kind, body }: KubernetesObject): Leaf[] {
  const spec = field(body, 'spec');
  if (kind === 'HelmRelease') return textLeaves(field(spec, 'values'), '/spec/values');
  if (kind === 'HelmChart')
    return [...textLeaves(field(spec, 'set'), '/spec/set'), ...embeddedLeaves(field(spec, 'valuesContent'), '/spec/valuesContent')];
  const [parent, at] = kind === 'ApplicationSet' ? [field(field(spec, 'template'), 'spec'), '/spec/template/spec'] : [spec, '/spec'];
  return [
    ...sourceLeaves(field(parent, 'source'), `${at}/source`),
    ...listField(parent, 'sources').flatMap((source, index) => sourceLeaves(source, `${at}/sources/${index}`)),
  ];
}

function sourceLeaves(source: Json | undefined, at: Pointer): Leaf[] {
  const helm = field(source, 'helm');
  const parameters = listField(helm, 'parameters').flatMap((parameter, index) => {
    const [name, value] = [field(parameter, 'name'), field(parameter, 'value')];
    if (typeof name !== 'string' || typeof value !== 'string') return [];
    return [
      { name: name.slice(name.lastIndexOf('.') + 1), text: value, pointer: `${at}/helm/parameters/${index}/value`, keys: name.split('.') },
    ];
  });
  return [
    ...parameters,
    ...textLeaves(field(helm, 'valuesObject'), `${at}/helm/valuesObject`),
    ...embeddedLeaves(field(helm, 'values'), `${at}/helm/values`),
  ];
}

/** The leaves of a text of YAML, each at the text as a whole. */
function embeddedLeaves(text: Json | undefined, at: Pointer): Leaf[] {
  if (typeof text !== 'string') return [];
  return yamlDocuments(text)
    .flatMap((document) => textLeaves(document, ''))
    .map((leaf) => ({ ...leaf, pointer: at }));
}

function leafFault({ name, text, pointer, keys }: Leaf): Fault[] {
  // existingSecret: name, secretKeyRef: { key }, and keys of a Secret: passwordKey.
  if (keys.some((key) => /(?:ref|existing[a-z]*|secret-?names?|keys?selector)$/i.test(key)) || /^existing/i.test(name)) return [];
  const credential = credentialInSetting(text.trimEnd().includes('\n') ? '' : name, text);
  if (credential === undefined) return [];
  return [
    {
      kind: 'fault',
      path: pointer,
      reason: `values hold ${credential}`,
      detail: `${keys.join('.').slice(0, 120)} is ${credential}`,
      confidential: true,
      remedy: {
        kind: 'advice',
        advice: 'Replace the credential, put the new one into a Secret, and give the chart its name (existingSecret, valuesFrom).',
      },
    },
  ];
}
