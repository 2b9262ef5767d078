// SPDX-License-Identifier: Apache-2.0
import type { FlowEnd } from './flow.ts';

/** An end without what its log left empty. */
export function knownOf(end: { readonly [K in keyof FlowEnd]: FlowEnd[K] | undefined }): FlowEnd {
  return Object.fromEntries(Object.entries(end).filter(([, value]) => value !== undefined && value !== ''));
}

/** What a word of a log means; words that every object has, as `constructor`, mean nothing. */
export function meantBy<T>(words: Readonly<Record<string, T>>, word: string | undefined): T | undefined {
  return word !== undefined && Object.hasOwn(words, word) ? words[word] : undefined;
}

/** The text before and after the first separator. */
export function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** Whether a text is an IPv4 or IPv6 address; what it is worth is for the engine to say. */
export function isAddress(text: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) || (/^[0-9a-f:]+(?:\d{1,3}(?:\.\d{1,3}){3})?$/i.test(text) && text.includes(':'));
}

/**
 * Whether packets go from the asking end to the asked one, of two ports, where nothing else tells: answers go to a port that systems give to
 * clients (from 32768, IANA from 49152).
 */
export function isAsking(sourcePort: number | undefined, destinationPort: number): boolean {
  return sourcePort === undefined || !(destinationPort >= 32_768 && sourcePort < destinationPort);
}
