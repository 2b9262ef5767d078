// SPDX-License-Identifier: Apache-2.0
// Which objects an object needs by name, and what happens without them.
import { field, isArray, type Json, stringField } from '../../model/json.ts';
import { groupOf, type KubernetesObject, type ObjectRef } from '../../model/object.ts';
import { type Pointer, valueAt } from '../../model/pointer.ts';
import type { Workload } from '../../model/workload.ts';

export interface Reference {
  readonly to: ObjectRef;
  /** From the object that refers. */
  readonly path: Pointer;
  /** What happens where it is not there, after "then": "its next pods do not start". */
  readonly consequence: string;
}

const core = 'v1';
const notMade = 'its next pods are refused';
const notStarted = 'its next pods do not start';

/** What the pods of a workload need. */
export function referencesOfPods({ object, templatePath }: Workload): Reference[] {
  const spec = valueAt(object.body, `${templatePath}/spec`);
  const at = `${templatePath}/spec`;
  const to = (
    kind: string,
    name: string | undefined,
    path: Pointer,
    consequence: string,
    apiVersion = core,
    namespaced = true,
  ): Reference[] =>
    name === undefined || name === ''
      ? []
      : [{ to: { apiVersion, kind, namespace: namespaced ? object.namespace : '', name }, path, consequence }];
  const volumes = listOf(field(spec, 'volumes')).flatMap((volume, index) => volumeReferences(volume, `${at}/volumes/${index}`, to));
  const containers = (['containers', 'initContainers'] as const).flatMap((list) =>
    listOf(field(spec, list)).flatMap((container, index) => environmentReferences(container, `${at}/${list}/${index}`, to)),
  );
  return [
    ...to(
      'ServiceAccount',
      stringField(spec, 'serviceAccountName') ?? stringField(spec, 'serviceAccount'),
      `${at}/serviceAccountName`,
      notMade,
    ),
    ...to('PriorityClass', stringField(spec, 'priorityClassName'), `${at}/priorityClassName`, notMade, 'scheduling.k8s.io/v1', false),
    ...to('RuntimeClass', stringField(spec, 'runtimeClassName'), `${at}/runtimeClassName`, notMade, 'node.k8s.io/v1', false),
    ...volumes,
    ...containers,
  ];
}

type To = (kind: string, name: string | undefined, path: Pointer, consequence: string) => Reference[];

function volumeReferences(volume: Json, at: Pointer, to: To): Reference[] {
  const source = (holder: Json, path: Pointer): Reference[] => [
    ...needed(holder, 'configMap', 'name', 'ConfigMap', path, to),
    ...needed(holder, 'secret', 'secretName', 'Secret', path, to),
    ...needed(holder, 'secret', 'name', 'Secret', path, to),
  ];
  return [
    ...source(volume, at),
    ...listOf(field(field(volume, 'projected'), 'sources')).flatMap((item, index) => source(item, `${at}/projected/sources/${index}`)),
    ...to(
      'PersistentVolumeClaim',
      stringField(field(volume, 'persistentVolumeClaim'), 'claimName'),
      `${at}/persistentVolumeClaim/claimName`,
      notStarted,
    ),
  ];
}

function environmentReferences(container: Json, at: Pointer, to: To): Reference[] {
  return [
    ...listOf(field(container, 'envFrom')).flatMap((item, index) => [
      ...needed(item, 'configMapRef', 'name', 'ConfigMap', `${at}/envFrom/${index}`, to),
      ...needed(item, 'secretRef', 'name', 'Secret', `${at}/envFrom/${index}`, to),
    ]),
    ...listOf(field(container, 'env')).flatMap((item, index) => [
      ...needed(field(item, 'valueFrom') ?? null, 'configMapKeyRef', 'name', 'ConfigMap', `${at}/env/${index}/valueFrom`, to),
      ...needed(field(item, 'valueFrom') ?? null, 'secretKeyRef', 'name', 'Secret', `${at}/env/${index}/valueFrom`, to),
    ]),
  ];
}

/** Unless it says that it is optional. */
function needed(holder: Json, key: string, nameKey: string, kind: string, at: Pointer, to: To): Reference[] {
  const source = field(holder, key);
  return field(source, 'optional') === true ? [] : to(kind, stringField(source, nameKey), `${at}/${key}/${nameKey}`, notStarted);
}

/** What other objects need; empty for kinds that need nothing here. */
export function referencesOf({ kind, apiVersion, namespace, body }: KubernetesObject): Reference[] {
  const spec = field(body, 'spec');
  switch (`${groupOf(apiVersion)}/${kind}`) {
    case 'rbac.authorization.k8s.io/RoleBinding':
    case 'rbac.authorization.k8s.io/ClusterRoleBinding':
      return roleReference(body, kind === 'RoleBinding' ? namespace : '', apiVersion);
    case 'networking.k8s.io/Ingress':
      return ingressReferences(spec, namespace);
    case 'autoscaling/HorizontalPodAutoscaler':
      return scaled(field(spec, 'scaleTargetRef'), namespace);
    case 'apiregistration.k8s.io/APIService':
      return serviceReference(field(spec, 'service'), '/spec/service', 'the API group is not served');
    case 'admissionregistration.k8s.io/ValidatingWebhookConfiguration':
    case 'admissionregistration.k8s.io/MutatingWebhookConfiguration':
      return listOf(field(body, 'webhooks')).flatMap((webhook, index) =>
        serviceReference(
          field(field(webhook, 'clientConfig'), 'service'),
          `/webhooks/${index}/clientConfig/service`,
          stringField(webhook, 'failurePolicy') === 'Ignore' ? 'the webhook is passed over' : 'every request that it judges is refused',
        ),
      );
    default:
      return [];
  }
}

function roleReference(body: Json, namespace: string, apiVersion: string): Reference[] {
  const ref = field(body, 'roleRef');
  const [kind, name] = [stringField(ref, 'kind') ?? '', stringField(ref, 'name') ?? ''];
  const to = { apiVersion, kind, namespace: kind === 'ClusterRole' ? '' : namespace, name };
  return [{ to, path: '/roleRef/name', consequence: 'the binding grants nothing' }];
}

function ingressReferences(spec: Json | undefined, namespace: string): Reference[] {
  const backend = (holder: Json | undefined, at: Pointer): Reference[] => {
    const name = stringField(field(holder, 'service'), 'name');
    const to = { apiVersion: core, kind: 'Service', namespace, name: name ?? '' };
    return name === undefined ? [] : [{ to, path: `${at}/service/name`, consequence: 'requests of the Ingress are answered 503' }];
  };
  return [
    ...backend(field(spec, 'defaultBackend'), '/spec/defaultBackend'),
    ...listOf(field(spec, 'rules')).flatMap((rule, index) =>
      listOf(field(field(rule, 'http'), 'paths')).flatMap((path, number) =>
        backend(field(path, 'backend'), `/spec/rules/${index}/http/paths/${number}/backend`),
      ),
    ),
    ...listOf(field(spec, 'tls')).flatMap((item, index) => {
      const name = stringField(item, 'secretName');
      if (name === undefined) return [];
      const to = { apiVersion: core, kind: 'Secret', namespace, name };
      return [{ to, path: `/spec/tls/${index}/secretName`, consequence: 'the Ingress has no certificate' }];
    }),
  ];
}

function scaled(target: Json | undefined, namespace: string): Reference[] {
  const [apiVersion = '', kind = '', name] = ['apiVersion', 'kind', 'name'].map((key) => stringField(target, key));
  if (name === undefined) return [];
  return [{ to: { apiVersion, kind, namespace, name }, path: '/spec/scaleTargetRef/name', consequence: 'nothing is scaled' }];
}

function serviceReference(service: Json | undefined, path: Pointer, consequence: string): Reference[] {
  const [name, namespace] = [stringField(service, 'name'), stringField(service, 'namespace')];
  if (name === undefined || namespace === undefined) return [];
  return [{ to: { apiVersion: core, kind: 'Service', namespace, name }, path: `${path}/name`, consequence }];
}

function listOf(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}
