// SPDX-License-Identifier: Apache-2.0
// Reads spec.volumes[*].hostPath; allows absent.
// Follows policy/check_hostPathVolumes.go.
import type { Volume } from '../../../model/pod.ts';
import type { Control, Pod } from '../control.ts';
import { plural, quoted } from '../text.ts';

export const hostPathVolumes: Control = {
  id: 'hostPathVolumes',
  level: 'baseline',
  versions: [{ since: '1.0', evaluate }],
};

const isHostPath = ({ sources }: Volume) => sources.includes('hostPath');

function evaluate({ spec: { volumes } }: Pod) {
  if (volumes === undefined || !volumes.some(isHostPath)) return undefined;
  const names = volumes.filter(isHostPath).map(({ name = '' }) => name);
  return {
    reason: 'hostPath volumes',
    detail: `${plural(names.length, 'volume', 'volumes')} ${quoted(names)}`,
    paths: volumes.flatMap((volume, index) => (isHostPath(volume) ? [`/spec/volumes/${index}/hostPath`] : [])),
  };
}
