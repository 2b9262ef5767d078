// SPDX-License-Identifier: Apache-2.0
// What a scalar event stands for, as value, as key and as merge.
import { CHOMPING_MODE, EVENT_ID, type Event, getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import { keyText, plainKey, resolvePlain, type Scalar } from './scalars.ts';
import { resolveTagged, tagName } from './tags.ts';

/** Prefixes that %TAG directives of the document declare, by handle. */
export type TagPrefixes = ReadonlyMap<string, string>;

export function tagPrefixes(document: Event | undefined): TagPrefixes {
  const directives = document?.type === EVENT_ID.DOCUMENT ? document.directives : [];
  return new Map(directives.flatMap((directive) => (directive.kind === 'tag' ? [[directive.handle, directive.prefix]] : [])));
}

function scalarText(text: string, event: ScalarEvent): string {
  if (event.fast) return text.slice(event.valueStart, event.valueEnd);
  const value = event.style === SCALAR_STYLE.DOUBLE_QUOTED ? doubleQuoted(text, event) : getScalarValue(text, event);
  return isCutOff(text, event) && value.endsWith('\n') ? value.slice(0, -1) : value;
}

/** js-yaml knows no \\' and loses the blank lines behind an escaped line break; go-yaml takes both. */
function doubleQuoted(text: string, event: ScalarEvent): string {
  const content = text.slice(event.valueStart, event.valueEnd);
  if (!/\\['\r\n]/.test(content)) return getScalarValue(text, event);
  const escaped = content.replaceAll(/\\(?:(')|(\r\n?|\n)[ \t\r\n]*|[^])/g, (escape, quote, lineBreak) => {
    if (quote !== undefined) return "'";
    return lineBreak === undefined ? escape : '\\n'.repeat(escape.split(/\r\n?|\n/).length - 2);
  });
  return getScalarValue(escaped, { ...event, valueStart: 0, valueEnd: escaped.length });
}

/** Whether a block scalar ends with the text, and the text without a line break: go-yaml adds none, js-yaml does. */
function isCutOff(text: string, { style, valueEnd, chomping }: ScalarEvent): boolean {
  if (style !== SCALAR_STYLE.LITERAL_BLOCK && style !== SCALAR_STYLE.FOLDED_BLOCK) return false;
  return chomping !== CHOMPING_MODE.STRIP && valueEnd === text.length && !/[\r\n]$/.test(text);
}

/** The value of a scalar; undefined where its text does not fit its tag. */
export function scalarValue(text: string, event: ScalarEvent, prefixes: TagPrefixes): Scalar | undefined {
  const content = scalarText(text, event);
  if (event.tagStart >= 0) return resolveTagged(tagName(text.slice(event.tagStart, event.tagEnd), prefixes), content);
  return event.style === SCALAR_STYLE.PLAIN ? resolvePlain(content) : content;
}

/** The JSON key that a scalar becomes; undefined where Kubernetes refuses it as a key. */
export function scalarKey(text: string, event: ScalarEvent, prefixes: TagPrefixes): string | undefined {
  if (event.tagStart < 0) {
    const content = scalarText(text, event);
    return event.style === SCALAR_STYLE.PLAIN ? plainKey(content) : content;
  }
  const value = scalarValue(text, event, prefixes);
  return typeof value === 'number' ? plainKey(scalarText(text, event)) : value === undefined ? undefined : keyText(value);
}

/** Whether a key is `<<`, by which a mapping takes in the entries of others. */
export function isMerge(text: string, event: Event, prefixes: TagPrefixes): boolean {
  if (event.type !== EVENT_ID.SCALAR || event.valueEnd - event.valueStart !== 2 || !text.startsWith('<<', event.valueStart)) return false;
  if (event.tagStart < 0) return event.style === SCALAR_STYLE.PLAIN;
  return tagName(text.slice(event.tagStart, event.tagEnd), prefixes) === 'tag:yaml.org,2002:merge';
}
