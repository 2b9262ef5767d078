// SPDX-License-Identifier: Apache-2.0
// Label selectors as kubectl takes them: `app=web,tier!=cache`, `env in (a,b)`, `!canary`.
import type { JsonObject } from '../../model/json.ts';
import type { Refused } from './port.ts';

/** Whether a text can only be a selector: names of objects have none of these. */
export function isLabelText(text: string): boolean {
  return /[=!,]|\s(?:not)?in\s*\(/.test(text);
}

const key = String.raw`((?:[a-z0-9.-]+/)?[A-Za-z0-9][A-Za-z0-9._-]*)`;
const equality = new RegExp(`^${key}\\s*(==?|!=)\\s*([A-Za-z0-9._-]*)$`);
const membership = new RegExp(`^${key}\\s+(in|notin)\\s*\\(([A-Za-z0-9._,\\s-]*)\\)$`);
const presence = new RegExp(`^(!?)\\s*${key}$`);

/** The metav1.LabelSelector that a text means. */
export function parseLabels(text: string): { readonly selector: JsonObject } | Refused {
  const matchLabels: Record<string, string> = {};
  const matchExpressions: JsonObject[] = [];
  for (const part of partsOf(text)) {
    const requirement = requirementOf(part);
    if (requirement === undefined)
      return { refused: `${part === '' ? text : part} is no label selector: write app=web, tier!=cache, "env in (a,b)" or !canary` };
    if ('label' in requirement) matchLabels[requirement.label] = requirement.value;
    else matchExpressions.push(requirement.expression);
  }
  return {
    selector: {
      ...(Object.keys(matchLabels).length === 0 ? {} : { matchLabels }),
      ...(matchExpressions.length === 0 ? {} : { matchExpressions }),
    },
  };
}

/** Parts between commas; those in brackets belong to a list. */
function partsOf(text: string): string[] {
  const parts = [''];
  let isInside = false;
  for (const character of text) {
    if (character === ',' && !isInside) {
      parts.push('');
      continue;
    }
    if (character === '(') isInside = true;
    if (character === ')') isInside = false;
    parts.push(`${parts.pop() ?? ''}${character}`);
  }
  return parts.map((part) => part.trim());
}

type Requirement = { readonly label: string; readonly value: string } | { readonly expression: JsonObject };

function requirementOf(part: string): Requirement | undefined {
  const [, equalKey = '', sign, value = ''] = equality.exec(part) ?? [];
  if (sign !== undefined) {
    return sign === '!=' ? { expression: { key: equalKey, operator: 'NotIn', values: [value] } } : { label: equalKey, value };
  }
  const [, listKey = '', word, list = ''] = membership.exec(part) ?? [];
  if (word !== undefined) {
    const values = list.split(',').map((item) => item.trim());
    return values.includes('') ? undefined : { expression: { key: listKey, operator: word === 'in' ? 'In' : 'NotIn', values } };
  }
  const [, not, plainKey = ''] = presence.exec(part) ?? [];
  return not === undefined ? undefined : { expression: { key: plainKey, operator: not === '' ? 'Exists' : 'DoesNotExist' } };
}
