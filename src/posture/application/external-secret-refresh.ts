// SPDX-License-Identifier: Apache-2.0
// Reads spec.refreshInterval (1h where it is left out) and refreshPolicy of an ExternalSecret. From five minutes to a day is
// allowed; 0 only where the policy says that the value is fetched once or on change.
import { stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { replaced } from '../facts/advice.ts';
import { durationSeconds } from '../facts/duration.ts';
import { externalSecretKinds, externalSecretSpec } from '../facts/external-secrets.ts';

const note = 'A starting value: how long may the cluster hold what was replaced in the store?';

export const externalSecretRefresh = defineCheck({
  id: 'external-secret-refresh',
  title: 'External secret is refreshed too often or never',
  why: 'Fetching every few seconds wears down the secret manager, runs into its rate limits and buries a real theft in its audit log. Never fetching keeps a stolen value valid in the cluster after it was replaced at its source.',
  remedy: 'Refresh every hour, and let a reloader restart the readers.',
  severity: 'medium',
  layer: 'application',
  threats: ['data-exposure'],
  references: ['https://external-secrets.io/latest/api/externalsecret/'],
  aliases: [],
  appliesTo: { kinds: externalSecretKinds },
  evaluate: (object) => {
    const { spec, pointer } = externalSecretSpec(object);
    const written = stringField(spec, 'refreshInterval');
    const seconds = written === undefined ? undefined : durationSeconds(written);
    const policy = stringField(spec, 'refreshPolicy') ?? 'Periodic';
    if (seconds === undefined || policy !== 'Periodic') return [];
    const path = `${pointer}/refreshInterval`;
    if (seconds <= 0) return [replaced(path, 'never refreshed', `refreshInterval ${written} fetches the value once`, '1h', note)];
    if (seconds < 300)
      return [
        replaced(path, 'refreshed too often', `refreshInterval ${written} asks ${Math.round(86400 / seconds)} times a day`, '1h', note),
      ];
    return seconds > 86400
      ? [replaced(path, 'refreshed too rarely', `refreshInterval ${written} keeps a replaced value for days`, '1h', note)]
      : [];
  },
});
