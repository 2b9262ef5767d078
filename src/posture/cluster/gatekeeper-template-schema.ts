// SPDX-License-Identifier: Apache-2.0
// Reads spec.crd.spec.validation of a ConstraintTemplate: openAPIV3Schema and legacySchema are all it has, and no schema stands
// beside it.
import { isObject, type JsonObject } from '../../model/json.ts';
import { valueAt } from '../../model/pointer.ts';
import { defineCheck, type Fault } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';
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
    const validation = valueAt(body, place);
    const within = isObject(validation) ? misplacedWithin(validation) : undefined;
    if (within !== undefined) return [within];
    // Where people also put it: beside validation, and a level too high.
    return elsewhere.flatMap((path) => {
      const schema = valueAt(body, path);
      if (!isObject(schema) || validation !== undefined) return [];
      const value = { openAPIV3Schema: schemaIn(schema) };
      const patch = [
        { op: 'remove' as const, path },
        { op: 'add' as const, path: place, value },
      ];
      return [
        {
          kind: 'fault' as const,
          path,
          reason,
          detail: `${path.slice(path.lastIndexOf('/') + 1)} is no field there`,
          remedy: patchRemedy(patch, note),
        },
      ];
    });
  },
});

const place = '/spec/crd/spec/validation';
const elsewhere = ['/spec/crd/spec/openAPIV3Schema', '/spec/crd/spec/schema', '/spec/crd/validation', '/spec/validation'];
const reason = 'schema is not under openAPIV3Schema';
const note = 'Constraints whose parameters the schema does not describe are refused from then on.';

function misplacedWithin(validation: JsonObject): Fault | undefined {
  const misplaced = Object.keys(validation).filter((key) => key !== 'openAPIV3Schema' && key !== 'legacySchema');
  if (misplaced.length === 0) return undefined;
  const { legacySchema } = validation;
  const value: JsonObject = { ...(legacySchema === undefined ? {} : { legacySchema }), openAPIV3Schema: schemaIn(validation) };
  const detail = `validation has no field ${misplaced.join(', ')}`;
  return { kind: 'fault', path: place, reason, detail, remedy: patchRemedy([{ op: 'replace', path: place, value }], note) };
}

/** The schema in what holds it: under its name, under one that is spelt alike, or the object itself. */
function schemaIn({ legacySchema: _, ...holder }: JsonObject): JsonObject {
  const names = Object.keys(holder).filter((key) => /^(?:openapiv3)?schema$/i.test(key));
  const rest = Object.fromEntries(Object.entries(holder).filter(([key]) => !names.includes(key)));
  return Object.assign({}, rest, ...names.map((name) => holder[name]).filter(isObject));
}
