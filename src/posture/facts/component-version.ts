// SPDX-License-Identifier: Apache-2.0
// The version of a component, by the tag of the image that it runs from.
import type { Component } from '../../model/components/component.ts';
import { parseImage } from '../../model/image.ts';
import { type KubernetesVersion, parseVersion } from '../../model/version.ts';

/** Of etcd its own version, of everything else that of Kubernetes; undefined where the tag tells none. */
export function imageVersion({ name, place }: Component): KubernetesVersion | undefined {
  const tag = parseImage(place?.container.image ?? '')?.tag ?? '';
  const version = /^v?\d/.test(tag) ? parseVersion(tag.replace(/-.*$/, '')) : undefined;
  return version?.major === (name === 'etcd' ? 3 : 1) ? version : undefined;
}
