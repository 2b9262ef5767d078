// SPDX-License-Identifier: Apache-2.0
// Reads target.creationPolicy and deletionPolicy of an ExternalSecret: Delete needs the owner, Merge needs a Secret to merge into, which the
// operator refuses otherwise; and Delete removes the Secret when the value is gone at its source.
import { field, stringField } from '../../model/json.ts';
import { defineCheck, type Fault } from '../check.ts';
import { replaced } from '../facts/advice.ts';
import { externalSecretKinds, externalSecretSpec } from '../facts/external-secrets.ts';

export const externalSecretDeletion = defineCheck({
  id: 'external-secret-deletion',
  title: 'External secret is deleted in the cluster when its source is',
  why: 'One deletion at the secret manager, by mistake or on purpose, takes the Secret from every cluster within a refresh, and what restarts then does not come up. Combined with another owner, the operator refuses the ExternalSecret, and nothing is refreshed.',
  remedy: 'Keep deletionPolicy: Retain, and delete by hand what is no longer wanted.',
  severity: 'low',
  layer: 'application',
  threats: ['unauthorized-access'],
  references: ['https://external-secrets.io/latest/guides/ownership-deletion-policy/'],
  aliases: [],
  appliesTo: { kinds: externalSecretKinds },
  evaluate: (object): Fault[] => {
    const { spec, pointer } = externalSecretSpec(object);
    const target = field(spec, 'target');
    const deletion = stringField(target, 'deletionPolicy') ?? 'Retain';
    const creation = stringField(target, 'creationPolicy') ?? 'Owner';
    const path = `${pointer}/target/deletionPolicy`;
    const note = 'The Secret then stays until somebody deletes it.';
    if (deletion === 'Delete' && creation !== 'Owner')
      return [
        replaced(
          path,
          'the operator refuses it',
          `deletionPolicy Delete goes with creationPolicy Owner alone, not with ${creation}`,
          'Retain',
          note,
        ),
      ];
    if (deletion === 'Merge' && creation === 'None')
      return [
        replaced(
          path,
          'the operator refuses it',
          'deletionPolicy Merge has nothing to merge into with creationPolicy None',
          'Retain',
          note,
        ),
      ];
    return deletion === 'Delete' ? [replaced(path, 'the Secret goes with its source', 'deletionPolicy is Delete', 'Retain', note)] : [];
  },
});
