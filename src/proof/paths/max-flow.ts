// SPDX-License-Identifier: Apache-2.0
// Maximum flow by Dinic's method, on typed arrays. Its residue shows a minimum cut.

export const endless = 2 ** 50;

export class FlowNetwork {
  readonly #heads: number[] = [];
  readonly #next: number[] = [];
  readonly #to: number[] = [];
  readonly #room: number[] = [];
  readonly #given: number[] = [];

  node(): number {
    return this.#heads.push(-1) - 1;
  }

  get size(): number {
    return this.#to.length / 2;
  }

  /** The number of the arc. */
  arc(from: number, to: number, capacity: number): number {
    const index = this.#half(from, to, capacity);
    this.#half(to, from, 0);
    return index;
  }

  setCapacity(arc: number, capacity: number): void {
    this.#given[arc] = capacity;
  }

  #half(from: number, to: number, capacity: number): number {
    const index = this.#to.push(to) - 1;
    this.#next.push(this.#heads[from] ?? -1);
    this.#room.push(capacity);
    this.#given.push(capacity);
    this.#heads[from] = index;
    return index;
  }

  /** The value of a maximum flow; `endless` or more where nothing bounds it. */
  flow(source: number, sink: number): number {
    for (let arc = 0; arc < this.#given.length; arc++) this.#room[arc] = this.#given[arc] ?? 0;
    let total = 0;
    for (;;) {
      const levels = this.#levels(source);
      if ((levels[sink] ?? -1) < 0) return total;
      const cursor = Int32Array.from(this.#heads);
      for (let pushed = this.#push(source, sink, levels, cursor); pushed > 0; pushed = this.#push(source, sink, levels, cursor)) {
        total += pushed;
        if (total >= endless) return total;
      }
    }
  }

  /** Nodes that the residue of the last flow still reaches from the source: arcs that leave them are a minimum cut. */
  reachable(source: number): (node: number) => boolean {
    const levels = this.#levels(source);
    return (node) => (levels[node] ?? -1) >= 0;
  }

  #levels(source: number): Int32Array {
    const levels = new Int32Array(this.#heads.length).fill(-1);
    levels[source] = 0;
    const queue = [source];
    for (const node of queue) {
      for (let arc = this.#heads[node] ?? -1; arc >= 0; arc = this.#next[arc] ?? -1) {
        const to = this.#to[arc] ?? 0;
        if ((levels[to] ?? 0) >= 0 || (this.#room[arc] ?? 0) <= 0) continue;
        levels[to] = (levels[node] ?? 0) + 1;
        queue.push(to);
      }
    }
    return levels;
  }

  /** Along one path of rising levels, without recursion: paths may be long. */
  #push(source: number, sink: number, levels: Int32Array, cursor: Int32Array): number {
    const path: number[] = [];
    let node = source;
    while (node !== sink) {
      const arc = cursor[node] ?? -1;
      if (arc < 0) {
        // A dead end: one step back, and past the arc that led here.
        const last = path.pop();
        if (last === undefined) return 0;
        node = this.#to[last ^ 1] ?? source;
        cursor[node] = this.#next[last] ?? -1;
        continue;
      }
      const to = this.#to[arc] ?? 0;
      if ((this.#room[arc] ?? 0) > 0 && levels[to] === (levels[node] ?? 0) + 1) {
        path.push(arc);
        node = to;
      } else cursor[node] = this.#next[arc] ?? -1;
    }
    const amount = Math.min(...path.map((arc) => this.#room[arc] ?? 0));
    for (const arc of path) {
      this.#room[arc] = (this.#room[arc] ?? 0) - amount;
      this.#room[arc ^ 1] = (this.#room[arc ^ 1] ?? 0) + amount;
    }
    return amount;
  }
}
