// SPDX-License-Identifier: Apache-2.0
// A proof as a document: everything that its verdict rests on, so that it can be verified later.
import { toldSteps } from '../../proof/paths/told.ts';
import type { PathChange } from '../../proof/paths-changed.ts';
import { connectionsText, type Change } from '../../engines/network/index.ts';
import { displayName } from '../../model/object.ts';
import { formatVersion } from '../../model/version.ts';
import type { Break } from '../../proof/breaks.ts';
import type { Effect } from '../../proof/change/change.ts';
import type { Finding } from '../../posture/finding.ts';
import { placeName } from '../../proof/reach/places.ts';
import type { TextOf } from '../places.ts';
import { breakDetail, isoTime, refData } from './break-data.ts';
import { placesOf, type ProofReport } from './proof-report.ts';
import { windowOf } from './proof-text.ts';

/** Raised whenever a reader of an earlier document would be wrong about a later one. */
export const proofFormat = 'rampart.dev/proof/v1';

/** Of the form that docs/schema/proof.json describes. */
export function proofData(report: ProofReport, textOf: TextOf): object {
  const { proof, verdict, breaks, unknown, amendments, problems, inputs, asked, rampartVersion, at } = report;
  const places = placesOf(breaks, textOf);
  const { admission, network, calls, findings } = proof;
  const window = windowOf(report);
  return {
    format: proofFormat,
    rampartVersion,
    kubernetesVersion: formatVersion(proof.before.version),
    made: new Date(at).toISOString(),
    arguments: asked,
    inputs,
    ...(window === undefined ? {} : { window: { from: isoTime(window.from), to: isoTime(window.to) } }),
    verdict,
    complete: problems.length === 0,
    effects: proof.change.effects.map(effectData),
    breaks: breaks.map((one) => breakData(one, places)),
    unknown,
    amendments: amendments.map(({ title, mends, manifests, patches, notes, proven }) => ({
      title,
      mends,
      proven,
      notes,
      manifests,
      patches: patches.map(({ object, patch }) => ({ object: displayName(object), ref: refData(object), patch })),
    })),
    closes: findings.closed.map(findingData),
    opens: findings.opened.map(findingData),
    standingFindings: findings.standing,
    admission: {
      judged: admission.judged,
      standing: admission.standing.map(({ workload, law, message }) => ({ workload: displayName(workload.object), law, message })),
      admitted: admission.admitted.map(({ object }) => displayName(object)),
    },
    ...(network === undefined
      ? {}
      : {
          network: {
            lost: network.declared.lost.map(({ change, written }) => ({ ...changeData(change, 'lost'), written })),
            gained: network.declared.gained.map((change) => changeData(change, 'gained')),
            ...(network.observed === undefined
              ? {}
              : {
                  observedEdges: network.observed.judged,
                  observedFlows: network.observed.log.flows,
                  contradicted: network.observed.contradicted.length,
                  ended: network.observed.ended,
                }),
          },
        }),
    ...(proof.paths === undefined
      ? {}
      : { paths: { closed: proof.paths.closed.map(pathData), opened: proof.paths.opened.map(pathData), standing: proof.paths.standing } }),
    ...(proof.permissions === undefined ? {} : { permissions: proof.permissions.changes }),
    ...(calls === undefined ? {} : { calls: { judged: calls.judged, otherwise: calls.otherwise, leftOut: calls.leftOut } }),
    problems,
  };
}

function pathData({ reached, goal, path }: PathChange) {
  return {
    from: reached.from.name,
    to: goal,
    steps: toldSteps(path).map(({ who, how, to, assumes }) => ({ who: who.name, how, to: to.name, assumes })),
  };
}

function effectData(effect: Effect) {
  const object = effect.kind === 'removed' ? effect.before : effect.after;
  return { kind: effect.kind, object: displayName(object), ...(effect.kind === 'removed' ? { because: effect.because } : {}) };
}

function breakData(one: Break, places: ReadonlyMap<Break, string>) {
  const { kind, subject, what, because, owner, seen, key } = one;
  return {
    kind,
    subject,
    what,
    because,
    ...(owner === undefined ? {} : { owner }),
    ...(seen === undefined ? {} : { seen: { count: seen.count, first: isoTime(seen.first), last: isoTime(seen.last) } }),
    ...(places.has(one) ? { place: places.get(one) } : {}),
    key,
    ...breakDetail(one),
  };
}

function findingData({ check, severity, object, path, reason }: Finding) {
  return { check, severity, object: displayName(object), path, reason };
}

function changeData({ from, to, ...sets }: Change, key: 'lost' | 'gained') {
  const perhaps = key === 'lost' ? sets.perhapsLost : sets.perhapsGained;
  return {
    from: placeName(from),
    to: placeName(to),
    connections: connectionsText(sets[key]),
    ...(perhaps.length === 0 ? {} : { perhaps: connectionsText(perhaps) }),
  };
}
