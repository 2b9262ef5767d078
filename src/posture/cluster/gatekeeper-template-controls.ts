// SPDX-License-Identifier: Apache-2.0
// Reads the Rego of all ConstraintTemplates of the input. Where one judges several pod security controls, as if it were the
// standard, the others must be judged by it or by another template.
import { objectsOfKind } from '../../model/inventory.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { templateKinds } from '../facts/gatekeeper.ts';
import { celSources, regoSources } from '../facts/rego.ts';

const controls: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['privileged', /\bprivileged\b/],
  ['running as root', /\brunAs(?:NonRoot|User)\b/],
  ['allowPrivilegeEscalation', /\ballowPrivilegeEscalation\b/],
  ['capabilities', /\bcapabilities\b/],
  ['seccomp', /\bseccomp/],
  ['host namespaces', /\bhost(?:PID|IPC|Network)\b/],
  ['hostPath', /\bhostPath\b|\ballowedHostPaths\b/],
  ['procMount', /\bprocMount\b/],
  ['sysctls', /\bsysctls?\b/],
  ['hostProcess', /\bhostProcess\b/],
];

/** What each code of a template names, without the messages: a text with white space in it is none of the names. */
function codes(template: KubernetesObject): { readonly pointer: Pointer; readonly words: string }[] {
  return [
    ...regoSources(template).map(({ pointer, tokens }) => ({
      pointer,
      words: tokens.flatMap(({ text }) => (/\s/.test(text) ? [] : [text])).join(' '),
    })),
    ...celSources(template).map(({ pointer, text }) => ({ pointer, words: text.replace(/"[^"\n]*\s[^"\n]*"|'[^'\n]*\s[^'\n]*'/g, '') })),
  ];
}

export const gatekeeperTemplateControls = defineCheck({
  id: 'gatekeeper-template-controls',
  title: 'Constraint templates leave pod security controls open',
  why: 'A container that is not privileged still leaves for its node by a host path, a host namespace or an added capability, all of which pass.',
  remedy: 'Enforce a Pod Security Standard on the namespaces, or add the templates for the other controls.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['container-escape', 'privilege-escalation'],
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    'https://open-policy-agent.github.io/gatekeeper-library/website/pspintro',
  ],
  aliases: [],
  appliesTo: { kinds: templateKinds },
  evaluate: (template, { inventory }) => {
    const everything = objectsOfKind(inventory, 'ConstraintTemplate', 'templates.gatekeeper.sh')
      .flatMap(codes)
      .map(({ words }) => words)
      .join('\n');
    const open = controls.filter(([, pattern]) => !pattern.test(everything)).map(([name]) => name);
    return codes(template).flatMap(({ pointer, words }) => {
      const judged = controls.filter(([, pattern]) => pattern.test(words));
      if (judged.length < 2 || open.length === 0) return [];
      const advice = 'Set the label pod-security.kubernetes.io/enforce on the namespaces, or add a template for each.';
      return [advised(pointer, 'pod security controls are open', `no template of the input judges ${open.join(', ')}`, advice)];
    });
  },
});
