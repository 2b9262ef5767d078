// SPDX-License-Identifier: Apache-2.0
// The cluster's own settings: a PodSecurityConfiguration, alone or within an AdmissionConfiguration.
// Follows admission/api of k8s.io/pod-security-admission.
import { field, isArray, type Json, type JsonObject, stringField } from '../../model/json.ts';
import type { KubernetesVersion } from '../../model/version.ts';
import type { AdmissionConfiguration } from './admission.ts';
import { type LevelVersion, parseLevel, parsePolicyVersion } from './level.ts';
import type { Mode } from './policy.ts';

/**
 * The settings of a configuration file for a server of a version; undefined where it says nothing of pod security, or what
 * it says is no level or version, with which an API server would not start.
 */
export function readConfiguration(body: JsonObject, server: KubernetesVersion): AdmissionConfiguration | undefined {
  const configuration = podSecurityIn(body);
  if (configuration === undefined) return undefined;
  const defaults = field(configuration, 'defaults');
  const [enforce, audit, warn] = (['enforce', 'audit', 'warn'] as const).map((mode) => defaultOf(defaults, mode));
  if (enforce === undefined || audit === undefined || warn === undefined) return undefined;
  const exemptions = field(configuration, 'exemptions');
  return {
    defaults: { enforce, audit, warn },
    exemptions: {
      usernames: strings(field(exemptions, 'usernames')),
      namespaces: strings(field(exemptions, 'namespaces')),
      runtimeClasses: strings(field(exemptions, 'runtimeClasses')),
    },
    server,
  };
}

function podSecurityIn(body: JsonObject): Json | undefined {
  if (stringField(body, 'kind') === 'PodSecurityConfiguration') return body;
  const plugins = field(body, 'plugins');
  const plugin = isArray(plugins) ? plugins.find((item) => stringField(item, 'name') === 'PodSecurity') : undefined;
  return field(plugin, 'configuration');
}

function defaultOf(defaults: Json | undefined, mode: Mode): LevelVersion | undefined {
  // Empty is as good as absent, as the API server defaults both.
  const level = parseLevel(stringField(defaults, mode) || 'privileged');
  const version = parsePolicyVersion(stringField(defaults, `${mode}-version`) || 'latest');
  return level === undefined || version === undefined ? undefined : { level, version };
}

function strings(value: Json | undefined): string[] {
  return isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
