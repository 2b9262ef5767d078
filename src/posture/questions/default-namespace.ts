// SPDX-License-Identifier: Apache-2.0
// Reads the namespace of every object: which are in default, and which go there unless they are applied elsewhere.
import type { KubernetesObject } from '../../model/object.ts';
import { fact, factAt, type Question } from '../question.ts';

/** What Kubernetes itself keeps in the namespace default. */
const own: ReadonlySet<string> = new Set([
  'Service/kubernetes',
  'Endpoints/kubernetes',
  'EndpointSlice/kubernetes',
  'ServiceAccount/default',
  'ConfigMap/kube-root-ca.crt',
]);

export const defaultNamespace: Question = {
  id: 'CIS-5.6.4',
  question: 'Is anything in the namespace default?',
  good: 'Nothing but what Kubernetes keeps there itself: what has no namespace of its own has no policy of its own.',
  layer: 'cluster',
  references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/'],
  kinds: ['Pod', 'Service', 'ServiceAccount', 'Secret'],
  gather: (inventory) => {
    const namespaced = inventory.objects.filter(({ namespace }) => namespace !== '');
    const inDefault = namespaced.filter((object) => object.namespace === 'default' && !own.has(`${object.kind}/${object.name}`));
    const unnamed = inventory.workloads.map(({ object }) => object).filter(({ namespace }) => namespace === '');
    const place = (object: KubernetesObject) => ({ object, path: '/metadata/namespace', detail: '' });
    return {
      facts: [
        ...(namespaced.length === 0
          ? []
          : [fact(`${inDefault.length} of ${namespaced.length} objects with a namespace are in default`, inDefault.map(place))]),
        ...factAt('workloads that name no namespace, and go to default unless they are applied elsewhere', unnamed.map(place)),
      ],
      missing:
        unnamed.length > 0 ? ['the namespace that these are applied to'] : namespaced.length === 0 ? ['objects with a namespace'] : [],
    };
  },
};
