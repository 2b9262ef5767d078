// SPDX-License-Identifier: Apache-2.0
// What each detection has to find in the audit log: without it the rule is there, and never fires.
import type { AuditLevel, AuditRequest } from '../../engines/audit-policy/index.ts';

/** Requests of which a detection needs events, at a level and at one of some stages. */
export interface DetectionInput {
  readonly verbs: readonly string[];
  /** `pods/exec`, `roles.rbac.authorization.k8s.io`; a path; or `*`, whatever is asked for. */
  readonly targets: readonly string[];
  readonly who: Asker;
  /** Only there; everywhere where it is absent. */
  readonly namespace?: string;
  readonly level: AuditLevel;
  readonly stages: readonly string[];
}

/** Anyone who logged in; a person; a node; nobody, whose login failed; somebody without a login; somebody who acts as another. */
export type Asker = 'anyone' | 'user' | 'node' | 'nobody' | 'anonymous' | 'impersonator';

export interface Detection {
  readonly id: string;
  readonly title: string;
  /** Techniques of MITRE ATT&CK. */
  readonly techniques: readonly string[];
  readonly inputs: readonly DetectionInput[];
}

type Options = Partial<Pick<DetectionInput, 'who' | 'namespace' | 'level' | 'stages'>>;

const writes = ['create', 'update', 'patch'] as const;
const answered = ['ResponseComplete'] as const;
/** Of what lasts the beginning will do. */
const begun = ['ResponseStarted', 'ResponseComplete'] as const;

function input(verbs: readonly string[], targets: readonly string[], options: Options = {}): DetectionInput {
  return { verbs, targets, who: 'anyone', level: 'Metadata', stages: answered, ...options };
}

/** What is written, where what counts is in the object: a patch tells only a part of it, so that the answer is needed. */
function written(targets: readonly string[]): DetectionInput[] {
  return [input(['create', 'update'], targets, { level: 'Request' }), input(['patch'], targets, { level: 'RequestResponse' })];
}

const roles = ['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings'].map((name) => `${name}.rbac.authorization.k8s.io`);
const workloads = ['deployments.apps', 'daemonsets.apps', 'statefulsets.apps', 'jobs.batch', 'cronjobs.batch'] as const;
const webhooks = ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations'].map((name) => `${name}.admissionregistration.k8s.io`);

export const detections: readonly Detection[] = [
  detection('secret-creation-failed', 'failed creations of Secrets, in a burst', ['T1552.007'], input(writes, ['secrets'])),
  detection('privilege-escalation', 'rights granted beyond what is meant', ['T1098.006'], ...written(roles)),
  detection(
    'failed-logins',
    'failed logins, in a burst',
    ['T1110', 'T1078'],
    input(['get', 'list', 'create'], ['*'], { who: 'nobody', stages: ['ResponseStarted'] }),
  ),
  detection('exec', 'a command run in a pod', ['T1609'], input(['get', 'create'], ['pods/exec', 'pods/attach'], { stages: begun })),
  detection('root-container', 'a container that runs as root', ['T1610'], input(['create'], ['pods'], { level: 'Request' })),
  detection(
    'shell-without-exec',
    'a shell in a pod without an exec event',
    ['T1611'],
    input(['get', 'create'], ['pods/exec', 'pods/attach'], { stages: begun }),
  ),
  detection(
    'anonymous-request',
    'a request without a login outside of health paths',
    ['T1078'],
    input(['get', 'list', 'create'], ['*', '/api'], { who: 'anonymous' }),
  ),
  detection(
    'node-proxy',
    "the kubelet asked through the API server's proxy",
    ['T1611'],
    input(['get', 'create'], ['nodes/proxy'], { stages: begun }),
  ),
  detection(
    'unusual-token',
    'a token for an unusual audience or lifetime',
    ['T1528'],
    input(['create'], ['serviceaccounts/token'], { level: 'Request' }),
  ),
  detection(
    'privileged-certificate',
    'a certificate asked for with privileged names',
    ['T1098'],
    input(['create'], ['certificatesigningrequests.certificates.k8s.io'], { level: 'Request' }),
    input(['update', 'patch'], ['certificatesigningrequests/approval.certificates.k8s.io']),
  ),
  detection('webhook-written', 'a webhook installed or changed', ['T1546'], input([...writes, 'delete'], webhooks)),
  detection(
    'ephemeral-container',
    'a container put into a running pod',
    ['T1610'],
    input(['update', 'patch'], ['pods/ephemeralcontainers']),
  ),
  detection(
    'impersonation',
    'somebody acts as a privileged identity',
    ['T1550.001'],
    input(['get', 'list', 'create', 'delete'], ['*'], { who: 'impersonator' }),
  ),
  detection(
    'secrets-collected',
    'Secrets listed in the whole cluster, or several read',
    ['T1552.007'],
    input(['get', 'list'], ['secrets']),
  ),
  detection(
    'host-access',
    'pods with paths, namespaces or devices of their node',
    ['T1611'],
    input(['create'], ['pods'], { level: 'Request' }),
    ...written(workloads),
  ),
  detection('events-deleted', 'Events deleted', ['T1070'], input(['delete', 'deletecollection'], ['events', 'events.events.k8s.io'])),
  detection(
    'dns-changed',
    "the DNS server's ConfigMap changed",
    ['T1557'],
    input(['update', 'patch', 'delete'], ['configmaps'], { namespace: 'kube-system' }),
  ),
  detection(
    'persistent-workload',
    'a CronJob or DaemonSet by somebody new',
    ['T1053.007', 'T1543.005'],
    input(['create'], ['cronjobs.batch', 'daemonsets.apps']),
  ),
  detection(
    'access-reviews',
    'questions about own rights, in a burst',
    ['T1613'],
    input(['create'], ['selfsubjectaccessreviews.authorization.k8s.io', 'selfsubjectrulesreviews.authorization.k8s.io']),
  ),
  detection(
    'masquerade',
    'a pod or account in kube-system by a user',
    ['T1036.005'],
    input(['create'], ['pods', 'serviceaccounts'], { who: 'user', namespace: 'kube-system' }),
  ),
  detection('exposed-service', 'a Service opened to the outside', ['T1133'], ...written(['services'])),
  detection(
    'defence-lowered',
    'a NetworkPolicy deleted, or a pod security label lowered',
    ['T1562'],
    input(['delete', 'deletecollection'], ['networkpolicies.networking.k8s.io']),
    input(['update', 'patch'], ['namespaces'], { level: 'Request' }),
  ),
  detection(
    'token-off-its-node',
    'a node or account reads Secrets that are none of its business',
    ['T1528'],
    input(['get', 'list'], ['secrets']),
    input(['get'], ['secrets'], { who: 'node' }),
  ),
  detection(
    'mass-deletion',
    'claims, namespaces or snapshots deleted in great numbers',
    ['T1485', 'T1490'],
    input(['delete', 'deletecollection'], ['persistentvolumeclaims', 'volumesnapshots.snapshot.storage.k8s.io']),
    input(['delete'], ['namespaces']),
  ),
];

function detection(id: string, title: string, techniques: readonly string[], ...inputs: readonly DetectionInput[]): Detection {
  return { id, title, techniques, inputs };
}

/** What of a request decides whose input it is. */
export interface AskedFor {
  readonly request: AuditRequest;
  /** `pods/exec` as targetOf names it; '' for a path. */
  readonly target: string;
  readonly isImpersonating: boolean;
}

export function isInput({ verbs, targets, who, namespace }: DetectionInput, { request, target, isImpersonating }: AskedFor): boolean {
  if (!verbs.includes(request.verb) || (namespace !== undefined && namespace !== request.namespace)) return false;
  const isTarget = targets.includes('*') ? !isHealthPath(request) : targets.includes(target === '' ? (request.path ?? '') : target);
  return isTarget && isAsker(who, request, isImpersonating);
}

function isAsker(who: Asker, { user }: AuditRequest, isImpersonating: boolean): boolean {
  if (user === undefined || who === 'nobody') return user === undefined && who === 'nobody';
  switch (who) {
    case 'anyone':
      return true;
    case 'anonymous':
      return user.name === 'system:anonymous';
    case 'node':
      return user.groups?.includes('system:nodes') ?? false;
    case 'user':
      return !user.name.startsWith('system:');
    case 'impersonator':
      return isImpersonating;
  }
}

function isHealthPath({ path = '', resource }: AuditRequest): boolean {
  return resource === undefined && /^\/(?:healthz|livez|readyz|version)(?:\/|$)/.test(path);
}
