// SPDX-License-Identifier: Apache-2.0
// Attack paths for Graphviz.
import type { Picture } from '../../proof/paths/picture.ts';

export function* pathsDot({ boxes, arrows }: Picture): Generator<string> {
  yield 'digraph paths {\n  rankdir=LR;\n  node [shape=box, style=rounded, fontname="sans-serif"];\n  edge [fontname="sans-serif", fontsize=10];\n';
  for (const { name, isSource, isGoal } of boxes) yield `  ${quoted(name)}${isGoal ? ' [penwidth=3]' : isSource ? ' [penwidth=2]' : ''};\n`;
  for (const { from, to, ways, isSure } of arrows)
    yield `  ${quoted(from)} -> ${quoted(to)} [label=${quoted([...new Set(ways.map(({ kind }) => kind))].join('\n'))}, tooltip=${quoted(ways.map(({ how }) => how).join('\n'))}${isSure ? '' : ', style=dashed'}];\n`;
  yield '}\n';
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
