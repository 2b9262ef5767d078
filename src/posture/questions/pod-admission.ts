// SPDX-License-Identifier: Apache-2.0
// Reads the level of Pod Security that each namespace enforces: from a level on, Pods with a property are refused.
import { compareLevels, type Level } from '../../engines/pod-security/index.ts';
import { namespacesUnseen } from '../facts/namespaces.ts';
import { defaultPlaces, enforcedNamespaces } from '../facts/pod-security-namespaces.ts';
import { policyEngineKinds, refusingPolicies } from '../facts/policy-engines.ts';
import { fact, factAt, type Question } from '../question.ts';

interface Asked {
  readonly id: string;
  readonly question: string;
  readonly good: string;
  /** The least level that refuses it. */
  readonly level: Level;
}

function admissionQuestion({ id, question, good, level }: Asked): Question {
  return {
    id,
    question,
    good,
    layer: 'workload',
    references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
    kinds: ['Namespace', ...policyEngineKinds],
    gather: (inventory) => {
      const namespaces = enforcedNamespaces(inventory);
      const refusing = namespaces.filter((namespace) => compareLevels(namespace.level, level) >= 0);
      const admitting = namespaces.filter((namespace) => compareLevels(namespace.level, level) < 0);
      const others = refusingPolicies(inventory).length;
      return {
        facts: [
          ...(namespaces.length === 0
            ? []
            : [fact(`${refusing.length} of ${namespaces.length} namespaces refuse it by Pod Security (${level})`)]),
          ...factAt(
            'namespaces that let it in, as far as Pod Security goes',
            admitting.map(({ place }) => place),
          ),
          ...factAt('the defaults of the cluster', defaultPlaces(inventory)),
          ...(others === 0
            ? []
            : [fact(`${others} polic${others === 1 ? 'y' : 'ies'} of other engines, which may refuse it as well: 5.2.1 lists them`)]),
        ],
        missing: namespacesUnseen(inventory),
      };
    },
  };
}

export const admissionQuestions: readonly Question[] = [
  admissionQuestion({
    id: 'CIS-5.2.7',
    question: 'Where may containers run as root?',
    good: 'Only in namespaces of the system; all others enforce restricted or refuse root by policy.',
    level: 'restricted',
  }),
  admissionQuestion({
    id: 'CIS-5.2.8',
    question: 'Where may containers keep NET_RAW, with which they can pass for others on the network?',
    good: 'Only where a program is known to need it; all others must drop it, as restricted demands.',
    level: 'restricted',
  }),
  admissionQuestion({
    id: 'CIS-5.2.9',
    question: 'Where may containers have capabilities at all?',
    good: 'Only in namespaces whose programs are known to need one; all others must drop ALL, as restricted demands.',
    level: 'restricted',
  }),
  admissionQuestion({
    id: 'CIS-5.2.10',
    question: 'Where may containers run as processes of a Windows node?',
    good: 'Only in namespaces of the system, or nowhere where no node runs Windows.',
    level: 'baseline',
  }),
  admissionQuestion({
    id: 'CIS-5.2.11',
    question: 'Where may Pods mount paths of the node?',
    good: 'Only in namespaces of node agents, by name; all others enforce baseline or more.',
    level: 'baseline',
  }),
  admissionQuestion({
    id: 'CIS-5.2.12',
    question: 'Where may containers listen on ports of the node?',
    good: 'Only in namespaces of ingress and node agents; all others enforce baseline or more.',
    level: 'baseline',
  }),
];
