// SPDX-License-Identifier: Apache-2.0
// Reads --service-account-issuer of kube-apiserver: required since 1.20.
import { flag } from '../../model/components/flags.ts';
import { defineComponentCheck } from '../facts/component-check.ts';
import { setting } from '../facts/component-remedies.ts';

export const apiServerServiceAccountIssuer = defineComponentCheck({
  id: 'api-server-service-account-issuer',
  title: 'API server has no issuer for service account tokens',
  why: 'Without an issuer the API server does not start: tokens that are bound to a pod and a time cannot be made. Whoever works around it falls back to tokens that never end.',
  remedy: 'Set --service-account-issuer to the URL of the cluster, and keep it: tokens of another issuer are refused.',
  severity: 'high',
  layer: 'cluster',
  threats: ['unauthorized-access'],
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#serviceaccount-token-volume-projection',
  ],
  aliases: [],
  component: 'kube-apiserver',
  evaluate: (component) => {
    const given = flag(component.flags, 'service-account-issuer');
    if (component.incomplete !== undefined || (given !== undefined && given.value !== '')) return [];
    return [
      {
        kind: 'fault',
        path: given?.path ?? `${component.argumentsPath}/-`,
        reason: 'no --service-account-issuer',
        detail: '--service-account-issuer is required since Kubernetes 1.20',
        remedy: setting(
          component,
          { flag: 'service-account-issuer' },
          'https://kubernetes.default.svc.cluster.local',
          'Take the URL at which the keys of the cluster can be read where others verify its tokens.',
        ),
      },
    ];
  },
});
