// SPDX-License-Identifier: Apache-2.0
// Reads dataFrom[*].find of an ExternalSecret: a pattern that every name fits, without a path or tags, takes all that the store can read.
import { field, isObject, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { externalSecretKinds, externalSecretSpec } from '../facts/external-secrets.ts';
import { listField } from '../facts/flow-rules.ts';

export const externalSecretTakesAll = defineCheck({
  id: 'external-secret-takes-all',
  title: 'External secret copies everything that its store can read',
  why: 'Whoever reads this one Secret, or the pod that mounts it, has every secret of the store, those that are added tomorrow too.',
  remedy: 'Name the secrets, or narrow the search by a path, a pattern or tags.',
  severity: 'medium',
  layer: 'application',
  threats: ['data-exposure'],
  references: ['https://external-secrets.io/latest/guides/getallsecrets/'],
  aliases: [],
  appliesTo: { kinds: externalSecretKinds },
  evaluate: (object) => {
    const { spec, pointer } = externalSecretSpec(object);
    return listField(spec, 'dataFrom').flatMap((source, index) => {
      const find = field(source, 'find');
      const pattern = stringField(field(find, 'name'), 'regexp');
      const isNarrowed = /[^/\s]/.test(stringField(find, 'path') ?? '') || isObject(field(find, 'tags'));
      if (pattern === undefined || isNarrowed || !/^\^?(?:\.[*+])?\$?$/.test(pattern)) return [];
      const path = `${pointer}/dataFrom/${index}/find/name/regexp`;
      return [
        advised(
          path,
          'every name fits',
          `the pattern ${pattern} fits every name of the store`,
          'Name what is needed in data, or set find.path.',
        ),
      ];
    });
  },
});
