// SPDX-License-Identifier: Apache-2.0
// Reads when a network set of Calico with addresses that change hands (countries, threat feeds) was last written: by an annotation that says
// so, the managed fields of a cluster, else creationTimestamp. Up to 90 days are allowed. Without a date nothing is said.
import { field, isArray, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';

const day = 86_400_000;
const oldest = 90;
const dateName = /(?:^|[-_./])(?:last[-_]?)?(?:updated|refreshed|generated|synced|fetched)(?:[-_]?(?:at|on|time))?$/i;
const moving =
  /(?:^|[-_./])(?:geo(?:ip|[-_]?location)?|countr(?:y|ies)|threats?|feeds?|(?:block|deny|black)[-_]?lists?|asn|tor|botnets?|scanners?|bogons?)(?:$|[-_./])/i;

export const calicoNetworkSetStale = defineCheck({
  id: 'calico-network-set-stale',
  title: 'List of addresses has grown old',
  why: 'Blocks of addresses change hands every week: an old list of a country or of attackers keeps out customers, and lets in those whom it was made against.',
  remedy: 'Fetch the list anew from its source, by something that does it every week and says when it failed.',
  severity: 'low',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://docs.tigera.io/calico/latest/reference/resources/globalnetworkset'],
  aliases: [],
  appliesTo: {
    kinds: ['projectcalico.org', 'crd.projectcalico.org'].flatMap((group) => [`GlobalNetworkSet.${group}`, `NetworkSet.${group}`]),
  },
  applicable: (object) => changesHands(object) && writtenAt(object) !== undefined,
  evaluate: (object, { now }) => {
    const written = writtenAt(object);
    const age = Math.floor((now - (written ?? now)) / day);
    if (written === undefined || age <= oldest) return [];
    const detail = `${object.name} was last written ${age} days ago, on ${new Date(written).toISOString().slice(0, 10)}`;
    return [
      advised('/spec/nets', `older than ${oldest} days`, detail, 'Fetch it anew, and note the day in an annotation: example.com/updated.'),
    ];
  },
});

function changesHands({ name, labels, annotations }: KubernetesObject): boolean {
  const words = [name, ...Object.entries(labels).flat(), ...Object.keys(annotations)];
  return words.some((word) => moving.test(word)) || Object.keys(annotations).some((key) => dateName.test(key));
}

function writtenAt({ annotations, body }: KubernetesObject): number | undefined {
  const metadata = field(body, 'metadata');
  const managed = field(metadata, 'managedFields');
  const noted = Object.entries(annotations)
    .filter(([key]) => dateName.test(key))
    .map(([, value]) => value);
  const kept = (isArray(managed) ? managed : []).map((entry) => stringField(entry, 'time'));
  const known = [...noted, ...kept].flatMap((text) => timeOf(text) ?? []);
  return known.length > 0 ? Math.max(...known) : timeOf(stringField(metadata, 'creationTimestamp'));
}

/** Milliseconds of a date as RFC 3339 writes it, with or without its time of day. */
function timeOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/.test(text))
    return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
