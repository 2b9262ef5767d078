// SPDX-License-Identifier: Apache-2.0
// A proof as it was written, held against the same proof of today.
import { field, isArray, type Json, stringField, stringMap } from '../../model/json.ts';
import { printable, type Page, wrap } from '../style.ts';
import { proofFormat } from './proof-json.ts';
import type { ProofReport } from './proof-report.ts';

/** What a verification needs of a document. */
export interface ProofDocument {
  readonly made: string;
  readonly arguments: readonly string[];
  readonly verdict: string;
  readonly inputs: readonly {
    readonly role: string;
    readonly name: string;
    readonly sha256: string;
    readonly kinds: Readonly<Record<string, string>>;
  }[];
  /** Sentences by key. */
  readonly breaks: ReadonlyMap<string, string>;
}

export interface Verification {
  readonly document: ProofDocument;
  /** The verdict of today. */
  readonly verdict: string;
  /** Whether verdict and breaks are the same, be it that inputs have changed. */
  readonly holds: boolean;
  /** What of the inputs is another now: kinds of objects where it is known. */
  readonly changed: readonly string[];
  readonly newBreaks: readonly string[];
  readonly goneBreaks: readonly string[];
}

/** The document of a text, or why it is none. */
export function proofDocument(text: string): ProofDocument | { readonly reason: string } {
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch {
    return { reason: 'is no JSON' };
  }
  const format = stringField(value, 'format');
  if (format !== proofFormat)
    return { reason: format === undefined ? 'is no proof: it has no format' : `is of the format ${format}, not ${proofFormat}` };
  const made = stringField(value, 'made');
  const verdict = stringField(value, 'verdict');
  const given = listOf(field(value, 'arguments'));
  if (made === undefined || verdict === undefined || given.length === 0 || !given.every((item) => typeof item === 'string'))
    return { reason: 'is an incomplete proof: it does not say what was asked, when, and with which verdict' };
  return {
    made,
    verdict,
    arguments: given.map(String),
    inputs: listOf(field(value, 'inputs')).map((input) => ({
      role: stringField(input, 'role') ?? '',
      name: stringField(input, 'name') ?? '',
      sha256: stringField(input, 'sha256') ?? '',
      kinds: stringMap(field(input, 'kinds')),
    })),
    breaks: new Map(
      listOf(field(value, 'breaks')).map((one) => [
        stringField(one, 'key') ?? '',
        `${stringField(one, 'subject') ?? ''} ${stringField(one, 'what') ?? ''}`,
      ]),
    ),
  };
}

export function verificationOf(document: ProofDocument, { verdict, breaks, inputs }: ProofReport): Verification {
  const fresh = new Map(breaks.map(({ key, subject, what }) => [key, `${subject} ${what}`] as const));
  const newBreaks = [...fresh].flatMap(([key, text]) => (document.breaks.has(key) ? [] : [text]));
  const goneBreaks = [...document.breaks].flatMap(([key, text]) => (fresh.has(key) ? [] : [text]));
  const now = new Map<string, ProofReport['inputs'][number]>(inputs.map((input) => [`${input.role} ${input.name}`, input]));
  const changed = document.inputs.flatMap(({ role, name, sha256, kinds }) => {
    const input = now.get(`${role} ${name}`);
    if (input === undefined) return [`${role} ${name}: it was not read again`];
    if (input.sha256 === sha256) return [];
    const own = input.kinds ?? {};
    const differing = [...new Set([...Object.keys(kinds), ...Object.keys(own)])].filter((kind) => kinds[kind] !== own[kind]);
    return [`${role} ${name}${differing.length === 0 ? '' : `: ${differing.toSorted().join(', ')}`}`];
  });
  return {
    document,
    verdict,
    changed,
    newBreaks,
    goneBreaks,
    holds: verdict === document.verdict && newBreaks.length + goneBreaks.length === 0,
  };
}

export function verificationData({ document, verdict, holds, changed, newBreaks, goneBreaks }: Verification): object {
  return { holds, made: document.made, verdict, verdictOfProof: document.verdict, changedInputs: changed, newBreaks, goneBreaks };
}

export function renderVerification(
  { document, verdict, holds, changed, newBreaks, goneBreaks }: Verification,
  { ink, width }: Page,
): string {
  const list = (title: string, items: readonly string[], mark: string) =>
    items.length === 0
      ? []
      : [
          '',
          ink.bold(title),
          ...items.flatMap((item) => wrap(printable(item), width - 4).map((line, index) => `  ${index === 0 ? mark : ' '} ${line}`)),
        ];
  const head =
    changed.length === 0
      ? ink.green(`The proof of ${document.made} holds: everything that it rests on is the same.`)
      : holds
        ? ink.green(`The proof of ${document.made} holds: what it rests on has changed, and proved again it says the same.`)
        : ink.red(
            `The proof of ${document.made} holds no more: ${verdict === document.verdict ? 'proved again, other things break' : `it said ${document.verdict}, and proved again it says ${verdict}`}.`,
          );
  return [
    ink.bold(`rampart prove ${printable(document.arguments.join(' '))}`),
    ...wrap(head, width),
    ...list('Changed since', changed, '•'),
    ...list('Breaks now', newBreaks, ink.red('+')),
    ...list('Breaks no more', goneBreaks, ink.green('-')),
    '',
  ].join('\n');
}

function listOf(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}
