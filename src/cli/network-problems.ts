// SPDX-License-Identifier: Apache-2.0
import type { Problem as NetworkProblem } from '../engines/network/index.ts';
import { displayName } from '../model/object.ts';
import type { Problem } from '../model/problem.ts';
import { openDocument, type TextOf } from '../report/places.ts';
import { fieldPath } from '../report/quote.ts';

/** What the network engine could not read, or does not evaluate, with its places. */
export function networkProblems(found: readonly NetworkProblem[], textOf: TextOf): Problem[] {
  return found.map(({ object, pointer, reason }) => {
    const { origin } = object;
    const text = `${displayName(object)}: ${fieldPath(pointer)}: ${reason}; answers that hang on it are unknown`;
    if (origin.kind !== 'file') return { code: 'wrong-type', source: `cluster ${origin.context}`, reason: text };
    const content = textOf(origin.source);
    const document = content === undefined ? undefined : openDocument(origin, content);
    const node = document?.locate(`${origin.pointer}${pointer}`);
    const position = node === undefined ? {} : document?.lines.positionOf(node.value.start);
    return { code: 'wrong-type', source: origin.source, ...position, reason: text };
  });
}
