// SPDX-License-Identifier: Apache-2.0
// Which kinds a check looks at besides its subject. Where a cluster did not show a kind, a verdict that looked at it is worth
// nothing; this finds those verdicts without every check having to say what it reads.
import type { Index, Inventory } from '../model/inventory.ts';
import type { KubernetesObject } from '../model/object.ts';
import { workloadKinds } from '../model/workloads.ts';

/** Stands for every kind: what is looked up by name, namespace or label may be of any. */
export const anyKind = '*';

/** The recordings that are open on an inventory whose reads are watched. */
const open = new WeakMap<Inventory, Set<Set<string>>>();

const kindsOfWorkloads = workloadKinds.map((kind) => kind.split('.')[0] ?? kind);

/** The same inventory, for `readsDuring` to tell what is read of it. */
export function watched(inventory: Inventory): Inventory {
  const recordings = new Set<Set<string>>();
  const note = (...kinds: readonly string[]) => {
    for (const recording of recordings) for (const kind of kinds) recording.add(kind);
  };
  const noting: Inventory = {
    ...inventory,
    get objects() {
      note(anyKind);
      return inventory.objects;
    },
    get byNamespace() {
      note(anyKind);
      return inventory.byNamespace;
    },
    get byName() {
      note(anyKind);
      return inventory.byName;
    },
    get byLabel() {
      note(anyKind);
      return inventory.byLabel;
    },
    get workloads() {
      note(...kindsOfWorkloads);
      return inventory.workloads;
    },
    byKind: new NotingIndex(inventory.byKind, note),
  };
  open.set(noting, recordings);
  return noting;
}

class NotingIndex extends Map<string, readonly KubernetesObject[]> implements Index {
  readonly #note: ((kind: string) => void) | undefined;

  constructor(index: Index, note: (kind: string) => void) {
    super();
    for (const [kind, objects] of index) super.set(kind, objects);
    this.#note = note;
  }

  override get(kind: string): readonly KubernetesObject[] | undefined {
    this.#note?.(kind);
    return super.get(kind);
  }

  override has(kind: string): boolean {
    this.#note?.(kind);
    return super.has(kind);
  }

  override forEach(...args: Parameters<Map<string, readonly KubernetesObject[]>['forEach']>): void {
    this.#note?.(anyKind);
    super.forEach(...args);
  }

  override keys() {
    this.#note?.(anyKind);
    return super.keys();
  }

  override values() {
    this.#note?.(anyKind);
    return super.values();
  }

  override entries() {
    this.#note?.(anyKind);
    return super.entries();
  }

  override [Symbol.iterator]() {
    return this.entries();
  }
}

const nothing: ReadonlySet<string> = new Set();

/** What the work gives, and the kinds it read of the inventory; none where the inventory is not watched. */
export function readsDuring<T>(inventory: Inventory, work: () => T): { readonly value: T; readonly reads: ReadonlySet<string> } {
  const recordings = open.get(inventory);
  if (recordings === undefined) return { value: work(), reads: nothing };
  const reads = new Set<string>();
  recordings.add(reads);
  try {
    return { value: work(), reads };
  } finally {
    recordings.delete(reads);
  }
}

/** Notes what was read when something was computed that is now used again. */
export function noteReads(inventory: Inventory, reads: ReadonlySet<string>): void {
  for (const recording of open.get(inventory) ?? []) for (const kind of reads) recording.add(kind);
}
