// SPDX-License-Identifier: Apache-2.0
// Files of certificates and keys as objects: apiVersion rampart.dev/v1alpha1, kind PemFile, with a fact for each block.
import type { JsonObject } from '../json.ts';
import type { FileOrigin, KubernetesObject } from '../object.ts';
import type { Problem } from '../problem.ts';
import { detached } from '../prune.ts';
import { lineAndColumn } from '../yaml/lines.ts';
import { type CertificateFacts, readCertificate, readRequest, type RequestFacts } from './certificate.ts';
import { bytesOf, mostBlocks, type PemBlock, pemBlocks } from './pem.ts';
import { type PrivateKeyFacts, privateKeyFacts } from './private-key.ts';

/** A block of a PemFile, in the order of the file: what can be known of it, or why nothing can. */
export type BlockFacts = {
  readonly label: string;
  readonly certificate?: CertificateFacts;
  readonly request?: RequestFacts;
  readonly privateKey?: PrivateKeyFacts;
  readonly unreadable?: string;
};

export interface PemFileRead {
  readonly objects: readonly KubernetesObject[];
  readonly problems: readonly Problem[];
}

/** Whether a file is one of certificates or keys, by its name. */
export function isPemName(name: string): boolean {
  return /\.(?:crt|cer|pem|csr|key)$/i.test(name);
}

/** Whether a text is PEM from its first line on: YAML begins otherwise. */
export function isPemText(text: string): boolean {
  return text.startsWith('-----BEGIN ');
}

/** Reads a text in PEM. One problem for a file, about the first thing that is wrong with it. */
export function readPemText(source: string, text: string): PemFileRead {
  const blocks = pemBlocks(text);
  if (blocks.length === 0) return { objects: [], problems: [problemOf(source, nothingIn(text))] };
  const facts = blocks.slice(0, mostBlocks).map(blockFacts);
  const troubles = facts.flatMap((fact, index) => {
    const reason = troubleOf(fact);
    return reason === undefined ? [] : [{ reason, at: blocks[index]?.start ?? 0 }];
  });
  if (blocks.length > mostBlocks) {
    troubles.push({ reason: `only its first ${mostBlocks} blocks were read`, at: blocks[mostBlocks]?.start ?? 0 });
  }
  const [first, ...more] = troubles;
  const object = pemFile(facts, { kind: 'file', source, start: 0, end: text.length, pointer: '', format: 'pem' });
  if (first === undefined) return { objects: [object], problems: [] };
  const reason = more.length === 0 ? first.reason : `${first.reason} (and ${more.length} more like it)`;
  return { objects: [object], problems: [{ ...problemOf(source, reason), ...lineAndColumn(text, first.at) }] };
}

/** Reads a certificate or a request in DER; why not, where the bytes are neither. */
export function readDerFile(source: string, bytes: Uint8Array): KubernetesObject | string {
  const origin = { kind: 'file', source, start: 0, end: 0, pointer: '', format: 'der' } as const;
  const certificate = readCertificate(bytes);
  if (typeof certificate !== 'string') return pemFile([{ label: 'CERTIFICATE', certificate }], origin);
  const request = readRequest(bytes);
  return typeof request === 'string' ? certificate : pemFile([{ label: 'CERTIFICATE REQUEST', request }], origin);
}

/** What a block says. Of labels that are not ours nothing is read: they need not even be base64. */
export function blockFacts(block: PemBlock): BlockFacts {
  const { label } = block;
  const isCertificate = /^(?:X509 |TRUSTED )?CERTIFICATE$/.test(label);
  const isRequest = /^(?:NEW )?CERTIFICATE REQUEST$/.test(label);
  if (!isCertificate && !isRequest && !label.endsWith('PRIVATE KEY')) return { label };
  const bytes = bytesOf(block);
  if (typeof bytes === 'string') return { label, unreadable: bytes };
  const privateKey = privateKeyFacts(block, bytes);
  if (privateKey !== undefined) return { label, privateKey };
  if (isRequest) {
    const request = readRequest(bytes);
    return typeof request === 'string' ? { label, unreadable: noDer(request) } : { label, request };
  }
  const certificate = readCertificate(bytes, label.startsWith('TRUSTED'));
  return typeof certificate === 'string' ? { label, unreadable: noDer(certificate) } : { label, certificate };
}

function noDer(reason: string): string {
  return `its DER cannot be read: ${reason}`;
}

function troubleOf({ label, unreadable, privateKey }: BlockFacts): string | undefined {
  if (unreadable !== undefined) return `the block ${label} cannot be read: ${unreadable}`;
  if (privateKey?.encrypted !== true) return undefined;
  return 'the private key is encrypted: nothing can be said of it, and no component of Kubernetes asks for a passphrase';
}

function nothingIn(text: string): string {
  if (text.trim() === '') return 'is empty: a certificate or key in PEM was expected';
  return text.includes('{{') ? 'looks like a template, not PEM: scan what it renders to' : 'holds no PEM block of a certificate or key';
}

function problemOf(source: string, reason: string): Problem {
  return { code: 'pem', source, line: 1, reason };
}

function pemFile(blocks: readonly BlockFacts[], origin: FileOrigin): KubernetesObject {
  const name = origin.source.slice(origin.source.lastIndexOf('/') + 1);
  const body: JsonObject = detached({ apiVersion: 'rampart.dev/v1alpha1', kind: 'PemFile', metadata: { name }, blocks });
  return { apiVersion: 'rampart.dev/v1alpha1', kind: 'PemFile', namespace: '', name, labels: {}, annotations: {}, body, origin };
}
