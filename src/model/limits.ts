// SPDX-License-Identifier: Apache-2.0

/** Bounds on what is read, so that no input costs more than it is worth. */
export interface Limits {
  /** Levels of nesting, aliases followed. The deepest real objects, CustomResourceDefinitions, stay below 50. */
  readonly depth: number;
  /** Nodes of one document that are reached through aliases. go-yaml, too, lets a document expand freely up to this. */
  readonly aliasedNodes: number;
  /** UTF-16 code units of one document. The API server takes 3 MiB a request, but a `kubectl get -o yaml` List holds many objects. */
  readonly documentLength: number;
  /** Bytes of one file: for the reader of files to check before it reads. */
  readonly fileSize: number;
  /** Duplicate keys told one by one for each document; the rest is counted. */
  readonly duplicateKeys: number;
}

const mebibyte = 1024 * 1024;

export const defaultLimits: Limits = {
  depth: 100,
  aliasedNodes: 400_000,
  documentLength: 64 * mebibyte,
  fileSize: 256 * mebibyte,
  duplicateKeys: 10,
};
