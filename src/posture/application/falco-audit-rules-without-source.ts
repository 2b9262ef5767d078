// SPDX-License-Identifier: Apache-2.0
// Reads rules_files (or rules_file), plugins and load_plugins of a falco.yaml in a ConfigMap, and the source of the rules beside it: rules over the audit log need the
// k8saudit plugin or one of a cloud.
import { field, isArray, type Json, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { falcoConfigurations, falcoRules } from '../facts/falco.ts';

function strings(value: Json | undefined): string[] {
  return isArray(value) ? value.filter((item) => typeof item === 'string') : typeof value === 'string' ? [value] : [];
}

export const falcoAuditRulesWithoutSource = defineCheck({
  id: 'falco-audit-rules-without-source',
  title: 'Falco has rules for the audit log and no audit log',
  why: 'Without the plugin Falco passes over those rules, so nobody is told of a new cluster-admin or of an exec, although the configuration looks as if.',
  remedy: 'Load the k8saudit and json plugins and send the audit log of the API server to them.',
  severity: 'medium',
  layer: 'application',
  threats: ['unauthorized-access', 'privilege-escalation'],
  references: ['https://falco.org/docs/concepts/event-sources/plugins/kubernetes-audit/'],
  aliases: [],
  appliesTo: { kinds: ['ConfigMap'] },
  evaluate: (object) =>
    falcoConfigurations(object).flatMap(({ pointer, config }) => {
      const files = strings(field(config, 'rules_files') ?? field(config, 'rules_file')).filter((file) =>
        /(?:^|\/)k8s_?audit[^/]*\.ya?ml$/.test(file),
      );
      const plugins = field(config, 'plugins');
      const names = isArray(plugins) ? plugins.map((plugin) => stringField(plugin, 'name') ?? '') : [];
      const loaded = field(config, 'load_plugins');
      const active = loaded === undefined ? names : names.filter((name) => strings(loaded).includes(name));
      const own = falcoRules(object).filter(({ rule }) => stringField(rule, 'source') === 'k8s_audit');
      if ((files.length === 0 && own.length === 0) || active.some((name) => name.startsWith('k8saudit'))) return [];
      const needing = files.length > 0 ? files.join(', ') : `rule "${own[0]?.name ?? ''}"`;
      const advice = 'List k8saudit and json under plugins and load_plugins, and give the API server an audit webhook to it.';
      return [advised(pointer, 'audit rules without audit events', `${needing} needs the k8saudit plugin`, advice)];
    }),
});
