// SPDX-License-Identifier: Apache-2.0
// Where paths may start from and lead to, by the words of the command line.
import type { AttackGraph } from './attack-graph.ts';
import type { Foothold } from './foothold.ts';

export const goalNames = ['cluster-admin', 'secrets', 'node'] as const;

/** The footholds of a goal; a name that is none of the goals is looked for among the footholds. */
export function goalsOf(graph: AttackGraph, name: string): readonly Foothold[] | { readonly refused: string } {
  switch (name) {
    case 'cluster-admin':
      return [graph.world.footholds.clusterAdmin()].filter(({ id }) => id < graph.footholds.length);
    case 'secrets':
      return [graph.world.footholds.secrets('')];
    case 'node':
      return graph.footholds.filter(({ kind }) => kind === 'node');
    default:
      return found(graph, name);
  }
}

/** `internet`, `pod` for every workload, `subject` for everybody that a binding names, or one foothold. */
export function sourcesOf(graph: AttackGraph, name: string): readonly Foothold[] | { readonly refused: string } {
  switch (name) {
    case 'internet':
      return [graph.world.footholds.internet()];
    case 'pod':
      return workloadsOf(graph);
    case 'subject':
      return boundSubjects(graph);
    default:
      return found(graph, name);
  }
}

function workloadsOf({ footholds }: AttackGraph): Foothold[] {
  return footholds.filter(({ kind }) => kind === 'workload');
}

/** Without those whom the API server itself binds. */
function boundSubjects({ footholds, world }: AttackGraph): Foothold[] {
  return footholds.filter(({ name }) => world.identities.get(name)?.held.some(({ by }) => by.removable !== undefined) === true);
}

export function identitiesOf({ footholds }: AttackGraph): Foothold[] {
  return footholds.filter(({ kind }) => kind === 'user' || kind === 'group' || kind === 'serviceAccount');
}

/** By its whole name, or by as much of it as no other has: `ServiceAccount shop/web`, `Deployment/shop/web`, `shop/web`, `web`. */
function found(graph: AttackGraph, name: string): readonly Foothold[] | { readonly refused: string } {
  const wanted = name.replace(/^(\w+)[/:]/, '$1 ');
  const candidates = [...identitiesOf(graph), ...workloadsOf(graph), ...graph.footholds.filter(({ kind }) => kind === 'node')];
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  const whole = candidates.filter((foothold) => same(foothold.name, name) || same(foothold.name, wanted));
  const parts = whole.length > 0 ? whole : candidates.filter((foothold) => tailsOf(foothold.name).some((tail) => tail === name));
  const [first, ...others] = parts;
  if (first === undefined) return { refused: `"${name}" is nobody in the input: no user, group, ServiceAccount, workload or node` };
  if (others.length === 0) return [first];
  const told = parts
    .slice(0, 4)
    .map((foothold) => `"${foothold.name}"`)
    .join(', ');
  return { refused: `"${name}" may be ${told}${parts.length > 4 ? ` and ${parts.length - 4} more` : ''}: say which` };
}

function tailsOf(name: string): string[] {
  const own = name.slice(name.indexOf(' ') + 1);
  return own.includes('/') ? [own, own.slice(own.indexOf('/') + 1)] : [own];
}
