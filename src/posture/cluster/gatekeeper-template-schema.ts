// SPDX-License-Identifier: Apache-2.0
// Reads spec.crd.spec.validation of a ConstraintTemplate: openAPIV3Schema and legacySchema are all it has.
import { field, isObject, type JsonObject } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { templateKinds } from '../facts/gatekeeper.ts';

export const gatekeeperTemplateSchema = defineCheck({
  id: 'gatekeeper-template-schema',
  title: 'Constraint template has its schema in the wrong place',
  why: 'The API server drops what it does not know: constraints then take any parameters unchecked, or none at all, and a misspelled one switches the rule off.',
  remedy: 'Move the schema under openAPIV3Schema.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['unauthorized-access', 'supply-chain'],
  references: ['https://open-policy-agent.github.io/gatekeeper/website/docs/constrainttemplates'],
  aliases: [],
  appliesTo: { kinds: templateKinds },
  evaluate: ({ body }) => {
    const validation = field(field(field(field(body, 'spec'), 'crd'), 'spec'), 'validation');
    if (!isObject(validation)) return [];
    const misplaced = Object.keys(validation).filter((key) => key !== 'openAPIV3Schema' && key !== 'legacySchema');
    if (misplaced.length === 0) return [];
    const { openAPIV3Schema, legacySchema, ...rest } = validation;
    const schema = isObject(openAPIV3Schema) ? { ...rest, ...openAPIV3Schema } : rest;
    const value: JsonObject = { ...(legacySchema === undefined ? {} : { legacySchema }), openAPIV3Schema: schema };
    const path = '/spec/crd/spec/validation';
    return [
      {
        kind: 'fault',
        path,
        reason: 'schema is not under openAPIV3Schema',
        detail: `validation has no field ${misplaced.join(', ')}`,
        remedy: {
          kind: 'patch',
          patch: [{ op: 'replace', path, value }],
          note: 'Constraints whose parameters the schema does not describe are refused from then on.',
        },
      },
    ];
  },
});
