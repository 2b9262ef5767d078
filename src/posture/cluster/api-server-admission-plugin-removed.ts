// SPDX-License-Identifier: Apache-2.0
// Reads --enable-admission-plugins, --disable-admission-plugins and --admission-control of kube-apiserver.
import { flagList } from '../../model/components/flags.ts';
import { compareVersions, formatVersion, type KubernetesVersion, parseVersion } from '../../model/version.ts';
import { defineComponentCheck } from '../facts/component-check.ts';
import { admissionPlugins, apiServerNamesOf } from '../facts/api-server-names.ts';
import { removedPlugins } from '../facts/component-flags.ts';
import { setting, withoutFlag } from '../facts/component-remedies.ts';
import { imageVersion } from '../facts/component-version.ts';

export const apiServerAdmissionPluginRemoved = defineComponentCheck({
  id: 'api-server-admission-plugin-removed',
  title: 'API server is given an admission plugin that it does not have',
  why: 'An API server that is told of a plugin it does not know exits at once. What the plugin was meant to enforce is enforced by nobody.',
  remedy:
    'Take the plugin out of the list; PodSecurity, which is on by default, took the place of PodSecurityPolicy and SecurityContextDeny.',
  severity: 'high',
  layer: 'cluster',
  threats: ['privilege-escalation', 'container-escape'],
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/'],
  aliases: [],
  component: 'kube-apiserver',
  evaluate: (component, { version }) =>
    ['enable-admission-plugins', 'disable-admission-plugins', 'admission-control'].flatMap((name) => {
      const list = flagList(component.flags, name) ?? [];
      return list.flatMap(({ value, from }) => {
        const fault = faultOf(value, imageVersion(component), version);
        if (fault === undefined) return [];
        const rest = list.map((item) => item.value).filter((item) => item !== value);
        return {
          kind: 'fault',
          path: from.path,
          reason: fault.reason,
          detail: `--${name}: ${value} ${fault.detail}`,
          remedy: rest.length === 0 ? withoutFlag(component, name) : setting(component, { flag: name, list: true }, rest),
        };
      });
    }),
});

function faultOf(plugin: string, own: KubernetesVersion | undefined, version: KubernetesVersion) {
  const since = parseVersion(removedPlugins.get(plugin) ?? '');
  if (since !== undefined) {
    if (compareVersions(since, own ?? version) > 0) return undefined;
    return { reason: 'an admission plugin was removed', detail: `does not exist since ${formatVersion(since)}` };
  }
  // Those of distributions have a group in their name, and a later version may have more.
  if (admissionPlugins.has(plugin) || plugin.includes('/') || (own !== undefined && compareVersions(own, apiServerNamesOf) > 0))
    return undefined;
  return { reason: 'there is no such admission plugin', detail: 'is no plugin that it knows' };
}
