// SPDX-License-Identifier: Apache-2.0
// From an object as it was read to the pod template in it. What the API server would refuse to decode is recorded and
// left out, so that engines and checks can trust the types of pod.ts whatever the input was.
import { any, bool, type Decoder, int32, int64, intOrString, list, map, object, quantity, type Refusal, string } from './decode.ts';
import { isObject, type Json } from './json.ts';
import type * as Pod from './pod.ts';
import { escapeToken, type Pointer, tokens } from './pointer.ts';
import type { WrongType } from './workload.ts';

export interface DecodedTemplate {
  readonly metadata: Pod.PodMetadata;
  readonly spec: Pod.PodSpec;
  /** Paths are from the object. */
  readonly wrongTypes: readonly WrongType[];
}

/** The pod template at `templatePath` ('' in a Pod, '/spec/template' in a Deployment). Total: an absent template is empty. */
export function decodePodTemplate(body: Json, templatePath: Pointer): DecodedTemplate {
  const { path, value } = templateAt(body, templatePath);
  const refusals: Refusal[] = [];
  const { metadata, spec } = (value === null ? undefined : template(value, refusals)) ?? {};
  return {
    metadata: { labels: none, annotations: none, ...metadata },
    spec: spec ?? {},
    wrongTypes: refusals.map((refusal) => ({ ...refusal, path: `${path}${refusal.path}` })),
  };
}

/** The value at `path`, or the first on the way to it that is no object and so has nothing below. */
function templateAt(body: Json, path: Pointer): { readonly path: Pointer; readonly value: Json } {
  let value = body;
  let reached = '';
  for (const token of tokens(path)) {
    if (!isObject(value)) break;
    value = (Object.hasOwn(value, token) ? value[token] : null) ?? null;
    reached += `/${escapeToken(token)}`;
  }
  return { path: reached, value };
}

/** The type of a field, and of the elements of a list: named here where pod.ts has no name for it. */
type Of<T, K extends keyof T> = NonNullable<T[K]>;
type Item<T, K extends keyof T> = Of<T, K> extends readonly (infer Element)[] ? Element : never;

const none: Readonly<Record<string, string>> = Object.freeze(Object.create(null));
const strings = list(string, '');
const stringMap = map(string, '');
const named = object<{ readonly name?: string }>({ name: string });
const keyRef = object<{ readonly name?: string; readonly key?: string }>({ name: string, key: string });

const seLinuxOptions = object<Pod.SELinuxOptions>({ user: string, role: string, type: string, level: string });
const profile = object<Pod.Profile>({ type: string, localhostProfile: string });
const windowsOptions = object<Pod.WindowsOptions>({
  hostProcess: bool,
  gmsaCredentialSpecName: string,
  gmsaCredentialSpec: string,
  runAsUserName: string,
});

const handler = object<Pod.Handler>({
  httpGet: object<Of<Pod.Handler, 'httpGet'>>({ host: string, path: string, port: intOrString, scheme: string }),
  tcpSocket: object<Of<Pod.Handler, 'tcpSocket'>>({ host: string, port: intOrString }),
  exec: object<Of<Pod.Handler, 'exec'>>({ command: strings }),
  grpc: object<Of<Pod.Handler, 'grpc'>>({ port: int32 }),
});

const resources = object<Pod.ResourceRequirements>({ limits: map(quantity, 0), requests: map(quantity, 0) });

const container = object<Pod.Container>({
  name: string,
  image: string,
  imagePullPolicy: string,
  command: strings,
  args: strings,
  stdin: bool,
  tty: bool,
  restartPolicy: string,
  securityContext: object<Pod.SecurityContext>({
    privileged: bool,
    allowPrivilegeEscalation: bool,
    readOnlyRootFilesystem: bool,
    runAsUser: int64,
    runAsGroup: int64,
    runAsNonRoot: bool,
    procMount: string,
    capabilities: object<Of<Pod.SecurityContext, 'capabilities'>>({ add: strings, drop: strings }),
    seLinuxOptions,
    seccompProfile: profile,
    appArmorProfile: profile,
    windowsOptions,
  }),
  resources,
  ports: list(object<Pod.ContainerPort>({ name: string, containerPort: int32, hostPort: int32, hostIP: string, protocol: string }), {}),
  env: list(
    object<Pod.EnvVar>({
      name: string,
      value: string,
      valueFrom: object<Of<Pod.EnvVar, 'valueFrom'>>({
        secretKeyRef: keyRef,
        configMapKeyRef: keyRef,
        fieldRef: object<{ readonly fieldPath?: string }>({ fieldPath: string }),
      }),
    }),
    {},
  ),
  envFrom: list(object<Pod.EnvFromSource>({ prefix: string, secretRef: named, configMapRef: named }), {}),
  volumeMounts: list(
    object<Pod.VolumeMount>({
      name: string,
      mountPath: string,
      subPath: string,
      subPathExpr: string,
      readOnly: bool,
      mountPropagation: string,
    }),
    {},
  ),
  volumeDevices: list(object<Pod.VolumeDevice>({ name: string, devicePath: string }), {}),
  livenessProbe: handler,
  readinessProbe: handler,
  startupProbe: handler,
  lifecycle: object<Of<Pod.Container, 'lifecycle'>>({ postStart: handler, preStop: handler }),
});
const containers = list(container, {});

const volumeFields = object<Omit<Pod.Volume, 'sources'>>({
  name: string,
  hostPath: object<Of<Pod.Volume, 'hostPath'>>({ path: string, type: string }),
  secret: object<Of<Pod.Volume, 'secret'>>({ secretName: string }),
  configMap: named,
  emptyDir: object<Of<Pod.Volume, 'emptyDir'>>({ medium: string, sizeLimit: quantity }),
  csi: object<Of<Pod.Volume, 'csi'>>({ driver: string }),
  projected: object<Of<Pod.Volume, 'projected'>>({
    sources: list(
      object<Pod.ProjectedSource>({
        serviceAccountToken: object<Of<Pod.ProjectedSource, 'serviceAccountToken'>>({
          audience: string,
          expirationSeconds: int64,
          path: string,
        }),
        secret: named,
        configMap: named,
        downwardAPI: any,
      }),
      {},
    ),
  }),
  persistentVolumeClaim: object<Of<Pod.Volume, 'persistentVolumeClaim'>>({ claimName: string, readOnly: bool }),
});

const volume: Decoder<Pod.Volume> = (value, refusals) => {
  const fields = volumeFields(value, refusals);
  if (fields === undefined || !isObject(value)) return undefined;
  const sources = Object.keys(value).filter((key) => key !== 'name' && value[key] !== null && value[key] !== undefined);
  return { ...fields, sources };
};

const template = object<{ readonly metadata?: Pod.PodMetadata; readonly spec?: Pod.PodSpec }>({
  metadata: object<Pod.PodMetadata>({ name: string, namespace: string, labels: stringMap, annotations: stringMap }),
  spec: object<Pod.PodSpec>({
    os: named,
    serviceAccountName: string,
    serviceAccount: string,
    automountServiceAccountToken: bool,
    enableServiceLinks: bool,
    hostNetwork: bool,
    hostPID: bool,
    hostIPC: bool,

    hostUsers: bool,
    shareProcessNamespace: bool,
    runtimeClassName: string,
    nodeName: string,
    nodeSelector: stringMap,
    priorityClassName: string,
    restartPolicy: string,
    terminationGracePeriodSeconds: int64,
    imagePullSecrets: list(named, {}),
    hostAliases: list(object<Item<Pod.PodSpec, 'hostAliases'>>({ ip: string, hostnames: strings }), {}),
    tolerations: list(object<Pod.Toleration>({ key: string, operator: string, value: string, effect: string }), {}),
    resources,
    securityContext: object<Pod.PodSecurityContext>({
      runAsUser: int64,
      runAsGroup: int64,
      runAsNonRoot: bool,
      fsGroup: int64,
      supplementalGroups: list(int64, 0),
      seLinuxOptions,
      seccompProfile: profile,
      appArmorProfile: profile,
      windowsOptions,
      sysctls: list(object<Item<Pod.PodSecurityContext, 'sysctls'>>({ name: string, value: string }), {}),
    }),
    volumes: list(volume, { sources: [] }),
    containers,
    initContainers: containers,
    ephemeralContainers: containers,
  }),
});
