// SPDX-License-Identifier: Apache-2.0
import { field, type Json, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { pointer, type Pointer } from '../../model/pointer.ts';
import { listField } from './flow-rules.ts';

export const ingressKinds = ['Ingress.networking.k8s.io', 'Ingress.extensions'];

/** Where an annotation of ingress-nginx stands. */
export function nginxPath(name: string): Pointer {
  return pointer('metadata', 'annotations', `nginx.ingress.kubernetes.io/${name}`);
}

export function nginxAnnotation({ annotations }: KubernetesObject, name: string): string | undefined {
  return annotations[`nginx.ingress.kubernetes.io/${name}`];
}

export interface IngressPath {
  readonly pointer: Pointer;
  readonly host: string;
  readonly path: string;
  readonly backend: Json | undefined;
}

/** The paths of all rules of an Ingress. */
export function ingressPaths({ body }: KubernetesObject): IngressPath[] {
  return listField(field(body, 'spec'), 'rules').flatMap((rule, index) =>
    listField(field(rule, 'http'), 'paths').map((item, place) => ({
      pointer: `/spec/rules/${index}/http/paths/${place}`,
      host: stringField(rule, 'host') ?? '',
      path: stringField(item, 'path') ?? '/',
      backend: field(item, 'backend'),
    })),
  );
}
