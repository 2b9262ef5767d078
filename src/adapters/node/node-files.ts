// SPDX-License-Identifier: Apache-2.0
import type { Gap } from '../../model/inventory.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Reading } from '../files/reading.ts';
import { isDenied, isFailure, type NodeDisk } from './disk.ts';

/** Of one folder: a node has a dozen of each. */
const mostOfFolder = 1000;

/** The files of a node that are read as objects, each once. What may not be read is a gap. */
export class NodeFiles {
  readonly #disk: NodeDisk;
  readonly #reading: Reading;
  readonly #taken = new Set<string>();
  readonly #gaps: Gap[] = [];
  /** Paths of the node that may not be read. */
  readonly denied: string[] = [];

  constructor(disk: NodeDisk, reading: Reading) {
    this.#disk = disk;
    this.#reading = reading;
  }

  get objects(): readonly KubernetesObject[] {
    return this.#reading.objects;
  }

  get gaps(): readonly Gap[] {
    return this.#gaps;
  }

  /** Reads a file where it exists. `told`: that it is missing is said elsewhere, so that no verdict has to be left open for it. */
  async take(path: string, kind: string, told = false): Promise<void> {
    const stats = this.#disk.stats(path);
    if (isFailure(stats)) {
      if (isDenied(stats)) this.#deny(path, kind, told);
      return;
    }
    if (!stats.isFile()) return;
    const file = { name: `${this.#disk.name}${path}`, path: this.#disk.real(path) };
    if (this.#taken.has(file.path) || !(await this.#reading.mayGoOn(file.name))) return;
    this.#taken.add(file.path);
    if (this.#disk.mayRead(path)) await this.#reading.readFile(file);
    else this.#deny(path, kind, told);
  }

  /** Reads the files of a folder whose names are wanted, not those of folders below it. */
  async takeFolder(path: string, kind: string, isWanted: (name: string) => boolean): Promise<void> {
    const names = this.#disk.names(path);
    if (isFailure(names)) {
      if (isDenied(names)) this.#deny(path, kind, false);
      return;
    }
    for (const name of names.filter(isWanted).slice(0, mostOfFolder)) await this.take(`${path.replace(/\/$/, '')}/${name}`, kind);
  }

  /** One problem for all that may not be read, these paths included. */
  reportDenied(source: string, paths: readonly string[]): void {
    const all = [...new Set([...this.denied, ...paths])];
    if (all.length === 0) return;
    const told = all.slice(0, 5).join(', ');
    const rest = all.length > 5 ? ` and ${all.length - 5} more` : '';
    this.#reading.report(source, { code: 'unreadable', reason: `may not be read: ${told}${rest}; run as root, or as who owns them` });
  }

  #deny(path: string, kind: string, told: boolean): void {
    this.denied.push(path);
    if (told) return;
    const [name = kind, ...group] = kind.split('.');
    const source = `${this.#disk.name}${path}`;
    this.#gaps.push({
      apiVersion: group.length === 0 ? 'v1' : `${group.join('.')}/v1`,
      kind: name,
      namespace: '',
      origin: { kind: 'file', source, start: 0, end: 0, pointer: '' },
      reason: 'a file of the node may not be read',
      need: 'permission to read',
      resource: source,
      where: '',
    });
  }
}
