// SPDX-License-Identifier: Apache-2.0
// The line that `--audit-log-format=legacy` writes: `TIME AUDIT: id="…" stage="…" ip="…" method="…" user="…" …`, values quoted as Go does.
import type { AuditEvent, AuditUser } from './event.ts';

const head = /^(\S+) AUDIT: (?=id=")/;
/** Sticky, so that a line of another kind costs no more than its length. */
const pair = / ?([a-z-]{1,20})="((?:[^"\\]|\\.)*)"/y;
const group = /,?"((?:[^"\\]|\\.)*)"/y;

/** The event of a line; undefined where it is of no audit log. */
export function textEvent(line: string): AuditEvent | { readonly broken: string } | undefined {
  const [begun = '', time] = head.exec(line) ?? [];
  if (time === undefined) return undefined;
  const values = new Map<string, string>();
  for (const [, key = '', quoted = ''] of following(pair, line, begun.length)) values.set(key, unquoted(quoted));
  const value = (key: string) => values.get(key) ?? '';
  if (value('stage') === '' || value('uri') === '') return { broken: 'it is an audit line without stage or uri' };
  const user = userOf(value('user'), value('groups'));
  const impersonated = value('as') === '<self>' ? undefined : userOf(value('as'), value('asgroups'));
  const code = Number(value('response'));
  return {
    auditID: value('id'),
    stage: value('stage'),
    level: '',
    requestReceivedTimestamp: time,
    stageTimestamp: '',
    verb: value('method'),
    requestURI: value('uri'),
    ...(user === undefined ? {} : { user }),
    ...(impersonated === undefined ? {} : { impersonatedUser: impersonated }),
    sourceIPs: value('ip') === '<unknown>' ? [] : [value('ip')],
    userAgent: value('user-agent'),
    ...(Number.isInteger(code) ? { responseStatus: { code, reason: '' } } : {}),
    annotations: {},
  };
}

function userOf(name: string, groups: string): AuditUser | undefined {
  if (name === '' || name === '<none>') return undefined;
  const listed = groups.startsWith('<') ? [] : following(group, groups, 0).map(([, name = '']) => unquoted(name));
  return { name, uid: '', groups: listed, extra: {} };
}

/** The matches of a sticky pattern, one right behind the other. */
function following(pattern: RegExp, text: string, from: number): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  pattern.lastIndex = from;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) found.push(match);
  return found;
}

const letters: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\u0007', b: '\b', f: '\f', v: '\v' };

function unquoted(quoted: string): string {
  if (!quoted.includes('\\')) return quoted;
  return quoted.replace(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/g, (_, two, four, eight, letter: string) => {
    const code: string | undefined = two ?? four ?? eight;
    if (code === undefined) return letters[letter] ?? letter;
    const point = Number.parseInt(code, 16);
    return point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point);
  });
}
