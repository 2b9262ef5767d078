// SPDX-License-Identifier: Apache-2.0
// The parts of core/v1 PodSpec that an engine or a check reads, named as Kubernetes names them.
// pod-decode.ts makes these from untrusted input: a field is of its type or absent, never null.
import type { Json } from './json.ts';

export interface PodMetadata {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface PodSpec {
  readonly os?: { readonly name?: string };
  readonly serviceAccountName?: string;
  readonly serviceAccount?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly enableServiceLinks?: boolean;
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly hostIPC?: boolean;
  readonly hostUsers?: boolean;
  readonly shareProcessNamespace?: boolean;
  readonly runtimeClassName?: string;
  readonly nodeName?: string;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly priorityClassName?: string;
  readonly restartPolicy?: string;
  readonly terminationGracePeriodSeconds?: number | bigint;
  readonly imagePullSecrets?: readonly { readonly name?: string }[];
  readonly hostAliases?: readonly { readonly ip?: string; readonly hostnames?: readonly string[] }[];
  readonly tolerations?: readonly Toleration[];
  /** Shared by all containers; in force from Kubernetes 1.34. */
  readonly resources?: ResourceRequirements;
  readonly securityContext?: PodSecurityContext;
  readonly volumes?: readonly Volume[];
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly ephemeralContainers?: readonly Container[];
}

export interface Toleration {
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
  readonly effect?: string;
}

export interface PodSecurityContext {
  readonly runAsUser?: number | bigint;
  readonly runAsGroup?: number | bigint;
  readonly runAsNonRoot?: boolean;
  readonly fsGroup?: number | bigint;
  readonly supplementalGroups?: readonly (number | bigint)[];
  readonly seLinuxOptions?: SELinuxOptions;
  readonly seccompProfile?: Profile;
  readonly appArmorProfile?: Profile;
  readonly windowsOptions?: WindowsOptions;
  readonly sysctls?: readonly { readonly name?: string; readonly value?: string }[];
}

export interface SecurityContext {
  readonly privileged?: boolean;
  readonly allowPrivilegeEscalation?: boolean;
  readonly readOnlyRootFilesystem?: boolean;
  readonly runAsUser?: number | bigint;
  readonly runAsGroup?: number | bigint;
  readonly runAsNonRoot?: boolean;
  readonly procMount?: string;
  readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] };
  readonly seLinuxOptions?: SELinuxOptions;
  readonly seccompProfile?: Profile;
  readonly appArmorProfile?: Profile;
  readonly windowsOptions?: WindowsOptions;
}

export interface SELinuxOptions {
  readonly user?: string;
  readonly role?: string;
  readonly type?: string;
  readonly level?: string;
}

/** SeccompProfile and AppArmorProfile have the same shape. */
export interface Profile {
  readonly type?: string;
  readonly localhostProfile?: string;
}

export interface WindowsOptions {
  readonly hostProcess?: boolean;
  readonly gmsaCredentialSpecName?: string;
  readonly gmsaCredentialSpec?: string;
  readonly runAsUserName?: string;
}

export interface Container {
  readonly name?: string;
  readonly image?: string;
  readonly imagePullPolicy?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly stdin?: boolean;
  readonly tty?: boolean;
  /** Set on an init container to 'Always': a sidecar. */
  readonly restartPolicy?: string;
  readonly securityContext?: SecurityContext;
  readonly resources?: ResourceRequirements;
  readonly ports?: readonly ContainerPort[];
  readonly env?: readonly EnvVar[];
  readonly envFrom?: readonly EnvFromSource[];
  readonly volumeMounts?: readonly VolumeMount[];
  readonly volumeDevices?: readonly VolumeDevice[];
  readonly livenessProbe?: Handler;
  readonly readinessProbe?: Handler;
  readonly startupProbe?: Handler;
  readonly lifecycle?: { readonly postStart?: Handler; readonly preStop?: Handler };
}

export interface ResourceRequirements {
  readonly limits?: Readonly<Record<string, string | number | bigint>>;
  readonly requests?: Readonly<Record<string, string | number | bigint>>;
}

export interface ContainerPort {
  readonly name?: string;
  readonly containerPort?: number | bigint;
  readonly hostPort?: number | bigint;
  readonly hostIP?: string;
  readonly protocol?: string;
}

export interface EnvVar {
  readonly name?: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly secretKeyRef?: { readonly name?: string; readonly key?: string };
    readonly configMapKeyRef?: { readonly name?: string; readonly key?: string };
    readonly fieldRef?: { readonly fieldPath?: string };
  };
}

export interface EnvFromSource {
  readonly prefix?: string;
  readonly secretRef?: { readonly name?: string };
  readonly configMapRef?: { readonly name?: string };
}

export interface VolumeDevice {
  readonly name?: string;
  readonly devicePath?: string;
}

export interface VolumeMount {
  readonly name?: string;
  readonly mountPath?: string;
  readonly subPath?: string;
  readonly subPathExpr?: string;
  readonly readOnly?: boolean;
  readonly mountPropagation?: string;
}

/** A probe or a lifecycle handler. */
export interface Handler {
  readonly httpGet?: { readonly host?: string; readonly path?: string; readonly port?: number | bigint | string; readonly scheme?: string };
  readonly tcpSocket?: { readonly host?: string; readonly port?: number | bigint | string };
  readonly exec?: { readonly command?: readonly string[] };
  readonly grpc?: { readonly port?: number | bigint };
}

/** A volume: its name, and its source under the key of its type (hostPath, secret, csi, …). */
export interface Volume {
  readonly name?: string;
  readonly hostPath?: { readonly path?: string; readonly type?: string };
  readonly secret?: { readonly secretName?: string };
  readonly configMap?: { readonly name?: string };
  readonly emptyDir?: { readonly medium?: string; readonly sizeLimit?: string | number | bigint };
  readonly csi?: { readonly driver?: string };
  readonly projected?: { readonly sources?: readonly ProjectedSource[] };
  readonly persistentVolumeClaim?: { readonly claimName?: string; readonly readOnly?: boolean };
  /** Every key of the volume besides its name that is not null, in the order of the document. */
  readonly sources: readonly string[];
}

export interface ProjectedSource {
  readonly serviceAccountToken?: { readonly audience?: string; readonly expirationSeconds?: number | bigint; readonly path?: string };
  readonly secret?: { readonly name?: string };
  readonly configMap?: { readonly name?: string };
  readonly downwardAPI?: Json;
}

export type ContainerType = 'initContainers' | 'containers' | 'ephemeralContainers';

export interface PlacedContainer {
  readonly container: Container;
  readonly type: ContainerType;
  /** Pointer from the pod spec: '/initContainers/0'. */
  readonly path: string;
}

/** Every container of a pod spec, init containers first, as Kubernetes visits them. */
export function placedContainers(spec: PodSpec): PlacedContainer[] {
  const placed: PlacedContainer[] = [];
  for (const type of ['initContainers', 'containers', 'ephemeralContainers'] as const) {
    spec[type]?.forEach((container, index) => placed.push({ container, type, path: `/${type}/${index}` }));
  }
  return placed;
}
