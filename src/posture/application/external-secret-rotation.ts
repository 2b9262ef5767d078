// SPDX-License-Identifier: Apache-2.0
// Reads the name and labels of an ExternalSecret that speak of rotation, and dataFrom[*].sourceRef.generatorRef, without which a
// value is only copied.
import { field, isArray } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { externalSecretKinds, externalSecretSpec } from '../facts/external-secrets.ts';

export const externalSecretRotation = defineCheck({
  id: 'external-secret-rotation',
  title: 'What is called rotation is a copy',
  why: 'An ExternalSecret copies what its source holds: nobody changes the value there, nobody revokes the old one, and programs that read it from their environment keep it until they restart. A stolen value stays good.',
  remedy: 'Use a generator or a dynamic secret of Vault, revoke the old value, and restart the readers.',
  severity: 'low',
  layer: 'application',
  threats: ['data-exposure'],
  references: ['https://external-secrets.io/latest/guides/generator/'],
  aliases: [],
  appliesTo: { kinds: externalSecretKinds },
  evaluate: (object) => {
    const speaksOfRotation = /(?:^|[-.])(?:auto)?rotat(?:e|ed|es|ing|ion)(?:[-.]|$)/i.test(object.name);
    const sources = field(externalSecretSpec(object).spec, 'dataFrom');
    const generates = isArray(sources) && sources.some((source) => field(field(source, 'sourceRef'), 'generatorRef') !== undefined);
    if (!speaksOfRotation || generates) return [];
    const advice =
      'Take the value from a generator (dataFrom.sourceRef.generatorRef), or rotate it at its source and name the object for what it does.';
    return [advised('/metadata/name', 'copies a value and rotates nothing', `"${object.name}" has no generator`, advice)];
  },
});
