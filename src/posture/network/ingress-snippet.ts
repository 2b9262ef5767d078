// SPDX-License-Identifier: Apache-2.0
// Reads the annotations of Ingresses that put configuration into nginx as it is written: none may be there.
import { pointer } from '../../model/pointer.ts';
import { defineCheck } from '../check.ts';
import { removeRemedy } from '../facts/container-faults.ts';

const snippet =
  /^(nginx\.ingress\.kubernetes\.io\/(server|configuration|stream|auth|modsecurity)-snippet|nginx\.org\/(server|location)-snippets)$/;

export const ingressSnippet = defineCheck({
  id: 'ingress-snippet',
  title: 'Ingress writes into the configuration of nginx',
  why: 'What stands in a snippet runs in the controller with its ServiceAccount, which reads the Secrets of all namespaces (CVE-2021-25742). Whoever may edit this Ingress has them.',
  remedy: 'Use the annotation or the ConfigMap setting that does the same, and forbid snippets: allow-snippet-annotations: "false".',
  severity: 'high',
  layer: 'network',
  threats: ['privilege-escalation', 'data-exposure'],
  references: [
    'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#configuration-snippet',
    'https://github.com/kubernetes/kubernetes/issues/126811',
  ],
  aliases: ['CVE-2021-25742', 'T1190'],
  appliesTo: { kinds: ['Ingress.networking.k8s.io', 'Ingress.extensions'] },
  evaluate: ({ annotations }) =>
    Object.keys(annotations)
      .filter((key) => snippet.test(key))
      .map((key) => {
        const path = pointer('metadata', 'annotations', key);
        return {
          kind: 'fault',
          path,
          reason: 'a snippet of nginx configuration',
          detail: `${key} is put into nginx.conf as it is`,
          remedy: removeRemedy(path, 'What the snippet did has to be done by other settings.'),
        };
      }),
});
