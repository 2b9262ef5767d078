// SPDX-License-Identifier: Apache-2.0
// Everybody against everybody for other programs: JSON, CSV, and Graphviz.
import { type Matrix, type MatrixEdge, matrixEdges, type MatrixNode, shadeOf } from '../../proof/reach/matrix.ts';
import { csvLine } from '../csv.ts';
import { stringify } from '../stringify.ts';
import { edgeText } from './matrix-table.ts';
import { textOrNull } from './reach-data.ts';
import type { Standing } from './standing.ts';

/** In pieces: the edges of thousands of workloads are millions. */
export function* matrixJson(matrix: Matrix, { complete, unknown, problems }: Standing): Generator<string> {
  const nodes = matrix.nodes.map(({ name, namespace }) => ({ name, namespace }));
  const head = { schema: 'rampart.dev/reach-matrix/v1', complete, unknown, problems, level: matrix.level, nodes };
  const fields = Object.entries(head).map(([name, value]) => `  ${stringify(name)}: ${stringify(value)},\n`);
  yield `{\n${fields.join('')}  "edges": [`;
  let separator = '\n';
  for (const { from, to, allowed, unknown, uneven } of matrixEdges(matrix)) {
    yield `${separator}    ${stringify({ from: nameOf(matrix, from), to: nameOf(matrix, to), allowed: textOrNull(allowed), unknown: textOrNull(unknown), uneven })}`;
    separator = ',\n';
  }
  yield '\n  ]\n}\n';
}

export function* matrixCsv(matrix: Matrix): Generator<string> {
  yield csvLine(['from', 'to', 'allowed', 'unknown', 'uneven']);
  for (const { from, to, allowed, unknown, uneven } of matrixEdges(matrix))
    yield csvLine([nameOf(matrix, from), nameOf(matrix, to), textOrNull(allowed) ?? '', textOrNull(unknown) ?? '', uneven ? 'yes' : 'no']);
}

function nameOf({ nodes }: Matrix, index: number): string {
  return nodes[index]?.name ?? '';
}

/** Workloads in a cluster for each namespace; what goes to itself is left out, since nobody asks for it. */
export function* matrixDot(matrix: Matrix): Generator<string> {
  const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  yield 'digraph reach {\n  rankdir=LR;\n  node [shape=box, style=rounded, fontname="sans-serif"];\n  edge [fontname="sans-serif", fontsize=10];\n';
  const byNamespace = Map.groupBy(matrix.nodes, ({ namespace }) => namespace);
  let number = 0;
  for (const [namespace, nodes] of byNamespace) {
    const lines = nodes.map((node: MatrixNode) => `    ${quoted(node.name)} [label=${quoted(node.short)}];\n`);
    const isCluster = namespace !== '' && matrix.level === 'workload';
    yield isCluster ? `  subgraph cluster_${(number += 1)} {\n    label=${quoted(namespace)};\n${lines.join('')}  }\n` : lines.join('');
  }
  for (const edge of matrixEdges(matrix)) {
    if (edge.from === edge.to) continue;
    yield `  ${quoted(nameOf(matrix, edge.from))} -> ${quoted(nameOf(matrix, edge.to))} [label=${quoted(edgeText(edge))}${styleOf(edge)}];\n`;
  }
  yield '}\n';
}

function styleOf(edge: MatrixEdge): string {
  const shade = shadeOf(edge);
  return shade === 'unknown' ? ', style=dashed' : shade === 'all' ? ', penwidth=2' : '';
}
