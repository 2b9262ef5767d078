// SPDX-License-Identifier: Apache-2.0
// The verdict on a request to the API server. Follows admission/admission.go of k8s.io/pod-security-admission.
// Mirror Pods are judged as any other; a static Pod runs whatever is said of its mirror.
import type { Container, PodSpec } from '../../model/pod.ts';
import { type KubernetesVersion, newestKubernetes } from '../../model/version.ts';
import type { Pod } from './control.ts';
import { defaultedPod } from './defaulting.ts';
import { evaluatePod, type PodSecurityResult, versionOnServer } from './evaluate.ts';
import { formatLevelVersion, type LevelVersion } from './level.ts';
import { denialText, warningText } from './message.ts';
import { modes, type NamespacePolicy, type Policy, policyOf, privilegedPolicy } from './policy.ts';
import { goQuoted } from './text.ts';

export interface AdmissionConfiguration {
  /** What holds where a namespace has no label. */
  readonly defaults: Policy;
  readonly exemptions: {
    readonly usernames: readonly string[];
    readonly namespaces: readonly string[];
    readonly runtimeClasses: readonly string[];
  };
  /** The API server's version: its `latest`. */
  readonly server: KubernetesVersion;
}

/** A cluster without an AdmissionConfiguration. */
export const defaultConfiguration: AdmissionConfiguration = {
  defaults: privilegedPolicy,
  exemptions: { usernames: [], namespaces: [], runtimeClasses: [] },
  server: newestKubernetes,
};

export interface AdmissionRequest {
  readonly operation: 'CREATE' | 'UPDATE';
  /** `pods`, or the resource of a workload: only Pods are ever refused. */
  readonly resource: string;
  readonly subresource?: string;
  /** '' where the API server is to generate it. */
  readonly name: string;
  readonly username: string;
  readonly namespace: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  /** The Pod, or the workload's template; undefined where the workload has none. */
  readonly pod: Pod | undefined;
  /** What an update replaces. */
  readonly oldPod?: Pod;
}

export interface AdmissionResponse {
  readonly allowed: boolean;
  /** The API server's message of a refusal. */
  readonly message?: string;
  readonly warnings: readonly string[];
  /** As the audit log shows them. */
  readonly auditAnnotations: Readonly<Record<string, string>>;
}

const annotation = (key: string) => `pod-security.kubernetes.io/${key}`;
const allowed = (auditAnnotations: Readonly<Record<string, string>> = {}) => ({ allowed: true, warnings: [], auditAnnotations });
const exempt = (reason: string) => allowed({ [annotation('exempt')]: reason });

/** What PodSecurity answers to the creation or update of a Pod or of a workload with a pod template. */
export function evaluateAdmission(
  request: AdmissionRequest,
  configuration: AdmissionConfiguration = defaultConfiguration,
): AdmissionResponse {
  const { namespace, pod, username } = request;
  const { exemptions } = configuration;
  if (isIgnored(request)) return allowed();
  if (exemptions.namespaces.includes(namespace.name)) return exempt('namespace');
  if (username !== '' && exemptions.usernames.includes(username)) return exempt('user');
  const resolved = policyOf(namespace.labels, configuration.defaults);
  if (isSilent(request, resolved)) return request.resource === 'pods' ? allowed(enforced(privilegedPolicy)) : allowed();
  if (pod === undefined || isInsignificant(request)) return allowed();
  if (exemptions.runtimeClasses.includes(pod.spec.runtimeClassName ?? '') && pod.spec.runtimeClassName) return exempt('runtimeClass');
  return judge(request, pod, resolved, configuration.server);
}

function judge(request: AdmissionRequest, pod: Pod, { policy, errors }: NamespacePolicy, server: KubernetesVersion): AdmissionResponse {
  const enforces = request.resource === 'pods';
  const judged = enforces ? defaultedPod(pod) : pod;
  const resultOf = ({ level, version }: LevelVersion) => evaluatePod({ level, version: versionOnServer(version, server) }, judged);
  const audit = resultOf(policy.audit);
  const auditAnnotations = {
    ...(errors.length > 0 && { [annotation('error')]: `Failed to parse policy: ${aggregate(errors.map(({ message }) => message))}` }),
    ...(enforces && enforced(policy)),
    ...(!audit.allowed && { [annotation('audit-violations')]: warningText(policy.audit, audit) }),
  };
  const enforce = enforces ? resultOf(policy.enforce) : undefined;
  if (enforce?.allowed === false) {
    return { allowed: false, message: forbidden(request, policy.enforce, enforce), warnings: [], auditAnnotations };
  }
  const warn = resultOf(policy.warn);
  return { allowed: true, warnings: warn.allowed ? [] : [warningText(policy.warn, warn)], auditAnnotations };
}

function enforced({ enforce }: Policy): Readonly<Record<string, string>> {
  return { [annotation('enforce-policy')]: formatLevelVersion(enforce) };
}

function forbidden({ resource, name }: AdmissionRequest, policy: LevelVersion, result: PodSecurityResult): string {
  return `${resource}${name === '' ? '' : ` ${goQuoted(name)}`} is forbidden: ${denialText(policy, result)}`;
}

function aggregate(messages: readonly string[]): string {
  return messages.length === 1 ? messages.join('') : `[${messages.join(', ')}]`;
}

const ignoredPodSubresources = ['exec', 'attach', 'binding', 'eviction', 'log', 'portforward', 'proxy', 'status'];

function isIgnored({ resource, subresource = '' }: AdmissionRequest): boolean {
  return resource === 'pods' ? ignoredPodSubresources.includes(subresource) : subresource !== '';
}

/** Nothing is refused, recorded or warned of: the object is not even looked at, and the policy's version not told. */
function isSilent({ resource }: AdmissionRequest, { policy, errors }: NamespacePolicy): boolean {
  const spoken = resource === 'pods' ? modes : (['audit', 'warn'] as const);
  return errors.length === 0 && spoken.every((mode) => policy[mode].level === 'privileged');
}

/** An update of a Pod that changes no image and no list of containers is always allowed: nothing else that matters can change. */
function isInsignificant({ operation, resource, pod, oldPod }: AdmissionRequest): boolean {
  if (operation !== 'UPDATE' || resource !== 'pods' || pod === undefined || oldPod === undefined) return false;
  const [spec, old] = [pod.spec, oldPod.spec];
  return sameImages(spec.containers, old.containers) && sameImages(spec.initContainers, old.initContainers) && !addsEphemeral(spec, old);
}

function sameImages(containers: readonly Container[] = [], old: readonly Container[] = []): boolean {
  return containers.length === old.length && containers.every(({ image = '' }, index) => image === (old[index]?.image ?? ''));
}

function addsEphemeral(spec: PodSpec, { ephemeralContainers: old = [] }: PodSpec): boolean {
  return (spec.ephemeralContainers ?? []).some(({ name, image = '' }) => {
    const before = old.find((container) => container.name === name);
    return before === undefined || (before.image ?? '') !== image;
  });
}
