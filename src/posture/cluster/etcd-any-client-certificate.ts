// SPDX-License-Identifier: Apache-2.0
// Reads --trusted-ca-file, --client-cert-auth and --client-cert-allowed-hostname of etcd: without the last, the authority alone decides.
import { parseBoolean } from '../../model/components/flags.ts';
import { settingOf } from '../../model/components/setting.ts';
import { defineComponentCheck } from '../facts/component-check.ts';

export const etcdAnyClientCertificate = defineComponentCheck({
  id: 'etcd-any-client-certificate',
  title: "Every certificate of etcd's authority reads and writes everything",
  why: 'etcd as Kubernetes uses it knows no rights: any certificate of the authority it trusts reads every Secret and writes any binding. Were that the authority of the cluster, each kubelet could.',
  remedy:
    "Let an authority of etcd's own sign for the API servers alone, name them with --client-cert-allowed-hostname, and let only them reach ports 2379 and 2380.",
  severity: 'info',
  layer: 'cluster',
  threats: ['unauthorized-access', 'data-exposure'],
  references: ['https://etcd.io/docs/v3.6/op-guide/security/'],
  aliases: [],
  component: 'etcd',
  evaluate: (component) => {
    const valueOf = (flag: string, variable: string) => {
      const now = settingOf(component, { flag, variable });
      return 'value' in now ? now.value : '';
    };
    const isOn = parseBoolean(valueOf('client-cert-auth', 'ETCD_CLIENT_CERT_AUTH')) === true;
    if (!isOn || valueOf('client-cert-allowed-hostname', 'ETCD_CLIENT_CERT_ALLOWED_HOSTNAME') !== '') return [];
    return [
      {
        kind: 'fault',
        path: component.within === 'shell' ? component.argumentsPath : `${component.argumentsPath}/-`,
        reason: 'the authority alone decides who is let in',
        detail: 'no --client-cert-allowed-hostname: any client certificate of the trusted authority will do',
        remedy: {
          kind: 'advice',
          advice:
            'See that the authority signs for etcd clients alone; with client certificates that carry a name, set --client-cert-allowed-hostname to it.',
        },
      },
    ];
  },
});
