// SPDX-License-Identifier: Apache-2.0
// What a benchmark leaves to people: a question, what a good answer looks like, and the evidence to answer it from.
import { type Gap, type Inventory, missingIn } from '../model/inventory.ts';
import { groupOf, type KubernetesObject, type ObjectRef, type Origin } from '../model/object.ts';
import { deepestExisting, type Pointer } from '../model/pointer.ts';
import type { Layer } from './check.ts';
import { anyKind, readsDuring, watched } from './reads.ts';

export interface Question {
  /** `CIS-5.1.7`: the benchmark and its number. */
  readonly id: string;
  /** In our own words, ending in a question mark. */
  readonly question: string;
  /** What a good answer looks like. One or two sentences. */
  readonly good: string;
  readonly layer: Layer;
  readonly references: readonly string[];
  /** The kinds that the evidence is gathered from, as checks name them: a live cluster is asked for these. */
  readonly kinds: readonly string[];
  /** Pure and total. Gathers facts and judges nothing: whether they are good is for people to say. */
  readonly gather: (inventory: Inventory) => Gathered;
}

export interface Gathered {
  /** Empty where the input says nothing on the matter. */
  readonly facts: readonly Fact[];
  /** What would complete the answer: "the flags of kube-apiserver". */
  readonly missing?: readonly string[];
}

/** One thing that is so, and the places where it can be seen; none where it is about what is absent. */
export interface Fact {
  readonly text: string;
  readonly places: readonly FactPlace[];
}

export interface FactPlace {
  readonly object: KubernetesObject;
  readonly path: Pointer;
  /** About this place alone. Names, never the content of a Secret. */
  readonly detail: string;
}

/** A question with the evidence of one inventory. */
export interface AskedQuestion {
  readonly question: Question;
  /** Never a verdict: evidence to judge by, or nothing to judge. */
  readonly status: 'question' | 'no data';
  readonly facts: readonly Evidence[];
  readonly missing: readonly string[];
}

export interface Evidence {
  readonly text: string;
  readonly places: readonly EvidencePlace[];
}

export interface EvidencePlace {
  readonly object: ObjectRef;
  readonly origin: Origin;
  /** Pointer from the object to what is there. */
  readonly path: Pointer;
  readonly detail: string;
}

export function fact(text: string, places: readonly FactPlace[] = []): Fact {
  return { text, places };
}

/** A fact where it has places; nothing where there are none. */
export function factAt(text: string, places: readonly FactPlace[]): Fact[] {
  return places.length === 0 ? [] : [fact(text, places)];
}

/** Gathers the evidence for each question. What a cluster did not show of what was looked at is named as missing. */
export function ask(inventory: Inventory, questions: readonly Question[]): AskedQuestion[] {
  const seen = inventory.gaps.length === 0 ? inventory : watched(inventory);
  return questions.map((question) => {
    const { value, reads } = readsDuring(seen, () => gathered(question, seen));
    const gaps = inventory.gaps.filter((gap) => reads.has(gap.kind) || (reads.has(anyKind) && isAmong(question.kinds, gap)));
    return {
      question,
      status: value.facts.length === 0 ? 'no data' : 'question',
      facts: value.facts.map(({ text, places }) => ({ text, places: places.map(evidencePlace) })),
      missing: [
        ...(value.missing ?? []),
        ...(gaps.length === 0 ? [] : [missingIn(gaps)]),
        ...(inventory.scope === undefined ? [] : [`what lies outside of namespace ${inventory.scope}`]),
      ],
    };
  });
}

/** Whoever looks through all objects looks for those of the kinds that the question names. */
function isAmong(kinds: readonly string[], { apiVersion, kind }: Gap): boolean {
  const group = groupOf(apiVersion);
  return kinds.includes(group === '' ? kind : `${kind}.${group}`) || kinds.includes(`*.${group}`);
}

// A defect of a question must not end the scan, nor pass for evidence.
function gathered({ gather }: Question, inventory: Inventory): Gathered {
  try {
    return gather(inventory);
  } catch (error) {
    return { facts: [], missing: [`a corrected question, please report this: ${error instanceof Error ? error.message : String(error)}`] };
  }
}

function evidencePlace({ object, path, detail }: FactPlace): EvidencePlace {
  const { apiVersion, kind, namespace, name, body, origin } = object;
  return { object: { apiVersion, kind, namespace, name }, origin, path: deepestExisting(body, path).path, detail };
}
