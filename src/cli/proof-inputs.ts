// SPDX-License-Identifier: Apache-2.0
// Fingerprints of what a proof rests on: of what objects say, whatever file or order they are in, and of the bytes of logs.
import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { canonical } from '../model/digest.ts';
import { isObject, type Json } from '../model/json.ts';
import type { KubernetesObject } from '../model/object.ts';
import { identityOf } from '../proof/change/identity.ts';
import type { ProofInput } from '../report/proof/proof-report.ts';

export function objectsInput(role: ProofInput['role'], name: string, objects: readonly KubernetesObject[]): ProofInput {
  const texts = objects.map((object) => ({ kind: object.kind, text: `${identityOf(object)} ${canonical(essence(object))}` }));
  const kinds = [...Map.groupBy(texts, ({ kind }) => kind)].map(([kind, own]) => [kind, sha256(own.map(({ text }) => text))] as const);
  return {
    role,
    name,
    sha256: sha256(texts.map(({ text }) => text)),
    amount: objects.length,
    kinds: Object.fromEntries(kinds.toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function sha256(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts.toSorted()) hash.update(text).update('\n');
  return hash.digest('hex');
}

/** Without what servers write by themselves: it changes though nobody changes anything. */
function essence({ body }: KubernetesObject): Json {
  const { status: _, metadata, ...rest } = body;
  if (!isObject(metadata)) return rest;
  const own = Object.entries(metadata).filter(([key]) => !serverFields.has(key));
  return { ...rest, metadata: Object.fromEntries(own) };
}

const serverFields: ReadonlySet<string> = new Set([
  'managedFields',
  'resourceVersion',
  'generation',
  'uid',
  'creationTimestamp',
  'selfLink',
]);

/** Of a log; undefined for standard input, which nobody can read again. */
export async function fileInput(role: ProofInput['role'], name: string, amount: number): Promise<ProofInput | undefined> {
  if (name === '-' || !statSync(name, { throwIfNoEntry: false })?.isFile()) return undefined;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(name)) hash.update(chunk);
  return { role, name, sha256: hash.digest('hex'), amount };
}
