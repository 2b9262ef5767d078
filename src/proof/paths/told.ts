// SPDX-License-Identifier: Apache-2.0
// A path as it is told: what an attacker does, one thing after the other. By which bindings and groups is told with it.
import type { KubernetesObject } from '../../model/object.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { Edge, EdgeKind } from './edge.ts';
import type { Foothold } from './foothold.ts';
import type { Path } from './search.ts';

export interface ToldStep {
  readonly who: Foothold;
  /** `may read Secrets in shop, by RoleBinding shop/reader (Role shop/reader)` */
  readonly how: string;
  readonly to: Foothold;
  readonly kind: EdgeKind;
  readonly assumes: readonly string[];
  /** Objects that show it, and where in them. */
  readonly places: readonly { readonly object: KubernetesObject; readonly pointer: Pointer }[];
}

/** Edges without length that stand before what they allow; others choose what the step before them led to. */
const before: ReadonlySet<string> = new Set(['bound', 'member', 'certificate-groups', 'role-of-namespace']);

export function toldSteps(path: Path): ToldStep[] {
  const steps: ToldStep[] = [];
  let lead: Edge[] = [];
  for (const edge of path) {
    const last = steps.at(-1);
    if (edge.kind.length === 1) {
      steps.push(stepOf(lead, edge));
      lead = [];
    } else if (before.has(edge.kind.id) || lead.length > 0 || last === undefined) lead.push(edge);
    else steps[steps.length - 1] = { ...last, to: edge.to, assumes: [...last.assumes, ...(edge.assumes ?? [])] };
  }
  // A goal that comes with a foothold takes no step.
  const rest = lead.at(-1);
  return rest === undefined ? steps : [...steps, stepOf(lead.slice(0, -1), rest)];
}

function stepOf(lead: readonly Edge[], edge: Edge): ToldStep {
  const all = [...lead, edge];
  const by = lead.flatMap(toldLead);
  return {
    who: all[0]?.from ?? edge.from,
    how: [edge.how, ...by].join(', '),
    to: edge.to,
    kind: edge.kind,
    assumes: all.flatMap(({ assumes = [] }) => assumes),
    places: all.flatMap(({ object, pointer = '', removables = [] }) =>
      object === undefined ? removables.map((one) => ({ object: one.object, pointer: one.pointer })) : [{ object, pointer }],
    ),
  };
}

function toldLead({ kind, from, to }: Edge): string[] {
  if (kind.id === 'bound') return to.kind === 'binding' ? [] : [`by ${from.name} (${to.name})`];
  if (kind.id === 'certificate-groups') return [`by a certificate of ${to.name}`];
  return to.kind === 'group' ? [`as a member of ${to.name}`] : [];
}
