// SPDX-License-Identifier: Apache-2.0
// Reads audit policies: the level at which each matter of concern is recorded, as the API server would decide it.
import { compareAuditLevels } from '../../engines/audit-policy/index.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { componentsNamed, settingPlace } from '../facts/components-in.ts';
import { decisions, policyOfObject, readVerbs, requestsFor, writeVerbs } from '../facts/audit-policy.ts';
import { fact, factAt, type Question } from '../question.ts';

const everyVerb = [...readVerbs, ...writeVerbs];
const requests = (targets: readonly string[], verbs: readonly string[]) => targets.flatMap((target) => requestsFor(target, verbs));

const concerns = [
  { name: 'access to Secrets, ConfigMaps and tokens', asked: requests(['secrets', 'configmaps', 'serviceaccounts/token'], everyVerb) },
  {
    name: 'changes of Pods and workloads',
    asked: requests(['pods', 'deployments.apps', 'daemonsets.apps', 'statefulsets.apps', 'jobs.batch'], writeVerbs),
  },
  {
    name: 'commands in Pods, forwarded ports and proxies',
    asked: requests(['pods/exec', 'pods/attach', 'pods/portforward', 'pods/proxy', 'services/proxy', 'nodes/proxy'], ['get', 'create']),
  },
  {
    name: 'changes of rights and of admission',
    asked: requests(
      [
        'roles.rbac.authorization.k8s.io',
        'clusterrolebindings.rbac.authorization.k8s.io',
        'rolebindings.rbac.authorization.k8s.io',
        'validatingwebhookconfigurations.admissionregistration.k8s.io',
        'mutatingwebhookconfigurations.admissionregistration.k8s.io',
      ],
      writeVerbs,
    ),
  },
  { name: 'changes of anything else', asked: requests(['services', 'namespaces', 'widgets.example.com'], writeVerbs) },
];

export const auditCoverage: Question = {
  id: 'CIS-3.2.2',
  question: 'Does the audit policy record what an investigation would need, and no secret content?',
  good: 'Secrets, ConfigMaps and tokens at Metadata and never above; changes of workloads and rights, commands in Pods and proxies at Metadata or above.',
  layer: 'infrastructure',
  references: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/'],
  kinds: ['Pod'],
  gather: (inventory) => {
    const policies = inventory.configurations.filter(({ kind, apiVersion }) => kind === 'Policy' && apiVersion.startsWith('audit.k8s.io/'));
    const servers = componentsNamed(inventory, 'kube-apiserver');
    return {
      facts: [
        ...factAt(
          'the policy that each API server reads',
          servers.map((server) => settingPlace(server, { flag: 'audit-policy-file' }, 'nothing is recorded')),
        ),
        ...policies.map((object) => fact('what the policy records of a user whom no rule names', recorded(object))),
      ],
      missing: policies.length === 0 ? [missingPolicy(inventory)] : [],
    };
  },
};

function missingPolicy(inventory: Inventory): string {
  return componentsNamed(inventory, 'kube-apiserver').length === 0 ? 'the audit policy' : 'the audit policy that the API server reads';
}

function recorded(object: KubernetesObject) {
  const policy = policyOfObject(object);
  return concerns.map(({ name, asked }) => {
    const decided = decisions(policy, asked).toSorted((a, b) => compareAuditLevels(a.level, b.level));
    const levels = [...new Set(decided.map(({ level }) => level))];
    const [lowest] = decided;
    return {
      object,
      path: lowest?.rule === undefined ? '/rules' : `/rules/${lowest.rule}`,
      detail: `${name}: ${levels.length === 1 ? (levels[0] ?? '') : `from ${levels[0]} to ${levels.at(-1)}`}`,
    };
  });
}
