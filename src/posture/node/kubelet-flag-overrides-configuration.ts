// SPDX-License-Identifier: Apache-2.0
// Reads the flags of the kubelet and the fields of its configuration that say the same: they must not contradict each other.
import type { Component } from '../../model/components/component.ts';
import { parseBoolean } from '../../model/components/flags.ts';
import { type Matter, type Setting, settingOf } from '../../model/components/setting.ts';
import { defineNodeComponentCheck, type PlacedOutcome } from '../facts/component-check.ts';
import { withoutFlag } from '../facts/component-remedies.ts';
import { durationSeconds } from '../facts/duration.ts';

/** What decides how safe a kubelet is, and can be said in both ways. */
const matters: readonly Matter[] = [
  { flag: 'anonymous-auth', field: '/authentication/anonymous/enabled' },
  { flag: 'authentication-token-webhook', field: '/authentication/webhook/enabled' },
  { flag: 'client-ca-file', field: '/authentication/x509/clientCAFile' },
  { flag: 'authorization-mode', field: '/authorization/mode' },
  { flag: 'address', field: '/address' },
  { flag: 'port', field: '/port' },
  { flag: 'read-only-port', field: '/readOnlyPort' },
  { flag: 'event-qps', field: '/eventRecordQPS' },
  { flag: 'make-iptables-util-chains', field: '/makeIPTablesUtilChains' },
  { flag: 'pod-manifest-path', field: '/staticPodPath' },
  { flag: 'pod-max-pids', field: '/podPidsLimit' },
  { flag: 'protect-kernel-defaults', field: '/protectKernelDefaults' },
  { flag: 'rotate-certificates', field: '/rotateCertificates' },
  { flag: 'rotate-server-certificates', field: '/serverTLSBootstrap' },
  { flag: 'seccomp-default', field: '/seccompDefault' },
  { flag: 'streaming-connection-idle-timeout', field: '/streamingConnectionIdleTimeout' },
  { flag: 'tls-cert-file', field: '/tlsCertFile' },
  { flag: 'tls-private-key-file', field: '/tlsPrivateKeyFile' },
  { flag: 'tls-min-version', field: '/tlsMinVersion' },
  { flag: 'tls-cipher-suites', field: '/tlsCipherSuites', type: 'list', list: true },
];

export const kubeletFlagOverridesConfiguration = defineNodeComponentCheck({
  id: 'kubelet-flag-overrides-configuration',
  title: 'Flag of the kubelet contradicts its configuration file',
  why: 'The flag wins. Whoever reads or hardens the file believes what is not in force, and a fix there changes nothing.',
  remedy: 'Say it once: take the flag away where the file is right, or change the file.',
  severity: 'low',
  layer: 'node',
  threats: ['unauthorized-access'],
  aliases: [],
  component: 'kubelet',
  judge: (component) => {
    if (component.flags.length === 0 || component.configuration.length === 0) return { judged: [], outcomes: [] };
    return { judged: [component.object], outcomes: matters.flatMap((matter) => contradiction(component, matter) ?? []) };
  },
});

function contradiction(component: Component, matter: Matter): PlacedOutcome | undefined {
  const flag = settingOf(component, matter);
  const field = settingOf({ ...component, flags: [] }, matter);
  if (flag.kind !== 'flag' || field.kind !== 'field' || meaning(flag) === meaning(field)) return undefined;
  const { origin } = field.object;
  const file = origin.kind === 'file' ? origin.source : 'its configuration';
  const name = field.path.slice(1).replaceAll('/', '.');
  return {
    object: component.object,
    outcome: {
      kind: 'fault',
      path: flag.path,
      reason: `--${matter.flag} contradicts the configuration file`,
      detail: `--${matter.flag} is ${flag.value} and wins, while ${name} in ${file} is ${field.value}`,
      remedy: withoutFlag(component, matter.flag),
    },
  };
}

/** `4h` is `240m`, `t` is `true`, and lists have no order. */
function meaning(setting: Setting): string {
  const text = 'value' in setting ? setting.value : '';
  const items = text.split(',').map((item) => item.trim());
  return items.length > 1 ? items.toSorted().join() : String(parseBooleanWord(text) ?? durationSeconds(text) ?? text);
}

// 0 and 1 are numbers here, as ports are.
function parseBooleanWord(text: string): boolean | undefined {
  return /^\d+$/.test(text) ? undefined : parseBoolean(text);
}
