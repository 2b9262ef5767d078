// SPDX-License-Identifier: Apache-2.0
// Reads the Rego of a ConstraintTemplate with its libraries, and its CEL: where it goes through spec.containers for images, security
// contexts, environments or commands, it must go through initContainers and ephemeralContainers as well; for resources
// and ports, which ephemeral containers do not have, and mounts, through initContainers.
import type { Pointer } from '../../model/pointer.ts';
import { defineCheck, type Fault } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { templateKinds } from '../facts/gatekeeper.ts';
import { celSources, containersRead, regoSources } from '../facts/rego.ts';

export const gatekeeperTemplateSkipsContainers = defineCheck({
  id: 'gatekeeper-template-skips-containers',
  title: 'Constraint template does not look at every container',
  why: 'Whatever the rule refuses runs as an init container, or is added to a running pod as an ephemeral one with kubectl debug.',
  remedy: 'Judge containers, initContainers and ephemeralContainers alike.',
  severity: 'high',
  layer: 'cluster',
  threats: ['container-escape', 'privilege-escalation', 'supply-chain'],
  references: [
    'https://open-policy-agent.github.io/gatekeeper/website/docs/constrainttemplates',
    'https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/',
  ],
  aliases: [],
  appliesTo: { kinds: templateKinds },
  evaluate: (template) => [
    ...regoSources(template).flatMap((source) => {
      // What goes through everything finds them all.
      if (source.tokens.some(({ kind, text }) => kind === 'name' && text === 'walk')) return [];
      const { lists, fields } = containersRead(source);
      return faultsOf(source.pointer, lists, fields);
    }),
    ...celSources(template).flatMap(({ pointer, text }) => {
      const lists = new Set([...text.matchAll(/\b(containers|initContainers|ephemeralContainers)\b/g)].map(([name]) => name));
      const fields = new Set([...text.matchAll(/\.(\w+)/g)].map(([, name = '']) => name));
      return faultsOf(pointer, lists, fields);
    }),
  ],
});

/** Fields that containers of each kind have, and by which they do harm. */
const everywhere = ['image', 'imagePullPolicy', 'securityContext', 'env', 'envFrom', 'command', 'args', 'stdin', 'tty'];
/** Those that ephemeral containers do not have, and mounts, of which they have none that the pod has not. */
const exceptEphemeral = ['resources', 'ports', 'volumeMounts'];

function faultsOf(pointer: Pointer, lists: ReadonlySet<string>, fields: ReadonlySet<string>): Fault[] {
  const judges = (names: readonly string[]) => names.some((name) => fields.has(name));
  if (!lists.has('containers') || lists.has('*')) return [];
  const wanted = judges(everywhere) ? ['initContainers', 'ephemeralContainers'] : judges(exceptEphemeral) ? ['initContainers'] : [];
  const missing = wanted.filter((list) => !lists.has(list));
  if (missing.length === 0) return [];
  const advice = 'Collect the containers of all three lists in one rule, and iterate over that.';
  return [advised(pointer, 'containers are passed over', `the rules never name ${missing.join(' or ')}`, advice)];
}
