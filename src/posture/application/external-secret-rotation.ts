// SPDX-License-Identifier: Apache-2.0
// Reads the name and the annotations of an ExternalSecret that speak of rotation, and dataFrom[*].sourceRef.generatorRef, without which a
// value is only copied.
import { field, isArray } from '../../model/json.ts';
import { pointer } from '../../model/pointer.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { externalSecretKinds, externalSecretSpec } from '../facts/external-secrets.ts';

const rotation = /(?:^|[-.])(?:auto)?-?rotat(?:e|ed|es|ing|ion)(?:[-.]|$)/i;

function baseName(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

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
    const sign = Object.entries(object.annotations).find(
      ([key, value]) => rotation.test(baseName(key)) && /^(?:true|enabled|yes|on|auto)$/.test(value),
    );
    const speaksOfRotation = rotation.test(object.name);
    const sources = field(externalSecretSpec(object).spec, 'dataFrom');
    const generates = isArray(sources) && sources.some((source) => field(field(source, 'sourceRef'), 'generatorRef') !== undefined);
    if ((!speaksOfRotation && sign === undefined) || generates) return [];
    const advice =
      'Take the value from a generator (dataFrom.sourceRef.generatorRef), or rotate it at its source and name the object for what it does.';
    const path = speaksOfRotation ? '/metadata/name' : `/metadata/annotations${pointer(sign?.[0] ?? '')}`;
    return [advised(path, 'copies a value and rotates nothing', `"${object.name}" has no generator`, advice)];
  },
});
