// SPDX-License-Identifier: Apache-2.0
import type { Binding, Grant } from '../../engines/rbac/index.ts';
import { type Page, printable, wrap } from '../style.ts';
import { bindingName, type GrantPlaces, roleName, roleRefName, ruleText } from './grants.ts';

/** What grants something, a paragraph each: binding, role, rule, and where they are written. */
export function grantLines(grants: readonly Grant[], places: GrantPlaces, { ink, width }: Page, indent: number): string[] {
  const pad = ' '.repeat(indent);
  return grants.flatMap((grant) => {
    const [of, by] = [places.rule(grant).text, places.binding(grant.binding).text];
    const lines = [
      `${bindingName(grant.binding)}${by === '' ? '' : `  ${by}`}`,
      `  ${roleName(grant.role)} rules[${grant.ruleIndex}]${of === '' ? '' : `  ${of}`}`,
    ];
    return [
      ...lines.map((line) => `${pad}${ink.dim(printable(line))}`),
      ...wrap(printable(ruleText(grant.rule)), width - indent - 4).map((line) => `${pad}    ${line}`),
    ];
  });
}

/** Bindings told by name before the rest is only counted. */
const mostNamed = 10;

/** Bindings whose role is not there, so that the answer has a hole; or of a cluster that has shown all, grants nothing for now. */
export function unresolvedLines(unresolved: readonly Binding[], isKnown: boolean, { ink, width }: Page): string[] {
  if (unresolved.length === 0) return [];
  const paint = isKnown ? ink.dim : ink.magenta;
  const title = isKnown
    ? 'Bound to roles that do not exist, which grants nothing until somebody makes them:'
    : 'Unknown: roles that are bound here and not in the input:';
  const rest = unresolved.length - mostNamed;
  return [
    ...wrap(title, width).map(paint),
    ...unresolved.slice(0, mostNamed).map((binding) => printable(`  ${roleRefName(binding)}  by ${bindingName(binding)}`)),
    ...(rest > 0 ? [`  … and ${rest.toLocaleString('en-US')} more`] : []),
    '',
  ];
}

export function noteLines(notes: readonly string[], { ink, width }: Page): string[] {
  return notes.flatMap((note) =>
    wrap(printable(note), width - 2).map((line, index) => (index === 0 ? `${ink.cyan('·')} ${line}` : `  ${line}`)),
  );
}
