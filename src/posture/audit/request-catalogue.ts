// SPDX-License-Identifier: Apache-2.0
// Requests that matter to whoever reads an audit log: what of each is needed, and what must not be in it.
import { type AuditLevel, type AuditRequest, isLongRunning } from '../../engines/audit-policy/index.ts';
import { people, type Person, requestFor } from './people.ts';

export interface CatalogueRequest {
  readonly id: string;
  /** What happens, as a reader would say it. */
  readonly title: string;
  readonly why: string;
  readonly request: AuditRequest;
  /** At less than this the log does not tell what is needed. None where it need not tell at all. */
  readonly least: AuditLevel;
  /** At more than this it tells what it should not. */
  readonly most: AuditLevel;
  /** What more than that would write: content that nobody may read there, or so much that the log is pushed out by it. */
  readonly excess: 'content' | 'volume';
  /** Stages of which one has to be kept, where anything is needed. */
  readonly stages: readonly string[];
}

const answered = ['ResponseComplete'] as const;
/** Of what lasts the end may come hours later, or never. */
const begun = ['ResponseStarted', 'ResponseComplete'] as const;

type Levels = readonly [least: AuditLevel, most: AuditLevel];
/** At Request a read writes no content: nothing is sent. */
const readOfContent: Levels = ['Metadata', 'Request'];
const writeOfContent: Levels = ['Metadata', 'Metadata'];
const trace: Levels = ['Metadata', 'RequestResponse'];
const body: Levels = ['Request', 'RequestResponse'];
const noise: Levels = ['None', 'None'];
const routine: Levels = ['None', 'Metadata'];

/** id, `verb target`, who, levels, title, why. */
type Row = readonly [id: string, what: string, who: Person, levels: Levels, title: string, why: string, other?: Partial<AuditRequest>];

const confidential: readonly Row[] = [
  ['secret-read-user', 'get secrets', 'user', readOfContent, 'a user reads a Secret', 'The first step of most thefts.'],
  ['secret-read-account', 'get secrets', 'account', readOfContent, 'a service account reads a Secret', 'A stolen token does this first.'],
  [
    'secret-read-node',
    'get secrets',
    'node',
    readOfContent,
    'a node reads a Secret',
    'A taken node reads what its pods need, and tries more.',
  ],
  [
    'secret-list',
    'list secrets',
    'account',
    readOfContent,
    'all Secrets of the cluster are listed',
    'One request, every credential.',
    { namespace: '' },
  ],
  [
    'secret-watch',
    'watch secrets',
    'account',
    readOfContent,
    'Secrets are watched',
    'The same as a list, and it goes on.',
    { namespace: '' },
  ],
  ['secret-create', 'create secrets', 'user', writeOfContent, 'a Secret is created', 'Who made a credential, and never the credential.'],
  ['secret-patch', 'patch secrets', 'user', writeOfContent, 'a Secret is changed', 'Who changed it, and never to what.'],
  ['secret-delete', 'delete secrets', 'user', readOfContent, 'a Secret is deleted', 'Sabotage, or traces removed.'],
  [
    'configmap-read',
    'get configmaps',
    'user',
    ['None', 'Request'],
    'a ConfigMap is read',
    'Many hold credentials that nobody moved to a Secret.',
  ],
  [
    'coredns-change',
    'update configmaps',
    'user',
    writeOfContent,
    "the DNS server's ConfigMap is changed",
    'Names can be sent anywhere by it.',
    { namespace: 'kube-system', name: 'coredns' },
  ],
  [
    'token-create',
    'create serviceaccounts/token',
    'user',
    readOfContent,
    'a token of a service account is asked for',
    'A way to stay. The answer holds the token.',
  ],
  [
    'token-review',
    'create tokenreviews.authentication.k8s.io',
    'account',
    routine,
    'somebody has a token checked',
    'What is sent is the token.',
  ],
];

const sessions: readonly Row[] = [
  [
    'exec-get',
    'get pods/exec',
    'user',
    trace,
    'a user runs a command in a pod (websocket)',
    'Hands on the keyboard. kubectl asks by GET today.',
  ],
  ['exec-create', 'create pods/exec', 'user', trace, 'a user runs a command in a pod (SPDY)', 'The same by POST, as older clients ask.'],
  [
    'exec-account',
    'create pods/exec',
    'account',
    trace,
    'a service account runs a command in a pod',
    'Hardly any program does this for good reasons.',
  ],
  ['attach-get', 'get pods/attach', 'user', trace, 'a user attaches to a pod', 'An exec that needs no shell.'],
  ['attach-create', 'create pods/attach', 'user', trace, 'a user attaches to a pod (SPDY)', 'The same by POST.'],
  ['port-forward', 'create pods/portforward', 'user', trace, 'a port of a pod is forwarded', 'A way around NetworkPolicies.'],
  [
    'node-proxy',
    'get nodes/proxy',
    'account',
    trace,
    "a kubelet is asked through the API server's proxy",
    'Commands in every pod of the node, without an exec event.',
  ],
  [
    'ephemeral-container',
    'patch pods/ephemeralcontainers',
    'user',
    body,
    'a container is put into a running pod',
    'An exec with an image of their own.',
  ],
  ['pod-log', 'get pods/log', 'user', trace, "a pod's log is read", 'Logs hold tokens more often than anybody admits.'],
];

const rights: readonly Row[] = [
  [
    'binding-create',
    'create clusterrolebindings.rbac.authorization.k8s.io',
    'user',
    body,
    'somebody is bound to a ClusterRole',
    'Who was bound to what is in the body alone.',
  ],
  [
    'binding-patch',
    'patch rolebindings.rbac.authorization.k8s.io',
    'user',
    body,
    'a binding is changed',
    'A new subject in an old binding.',
  ],
  ['role-update', 'update clusterroles.rbac.authorization.k8s.io', 'account', body, 'a role is changed', 'Everybody who has it gets more.'],
  [
    'binding-delete',
    'delete clusterrolebindings.rbac.authorization.k8s.io',
    'user',
    trace,
    'a binding is deleted',
    'Locking out, or clearing up.',
  ],
  [
    'webhook-create',
    'create mutatingwebhookconfigurations.admissionregistration.k8s.io',
    'user',
    body,
    'a webhook is installed',
    'It sees every object, and may change it.',
  ],
  [
    'webhook-patch',
    'patch validatingwebhookconfigurations.admissionregistration.k8s.io',
    'user',
    body,
    'a webhook is changed',
    'The gate made to look away.',
  ],
  [
    'webhook-delete',
    'delete validatingwebhookconfigurations.admissionregistration.k8s.io',
    'user',
    trace,
    'a webhook is deleted',
    'The gate taken off.',
  ],
  [
    'csr-create',
    'create certificatesigningrequests.certificates.k8s.io',
    'user',
    body,
    'a certificate is asked for',
    'One for system:masters cannot be taken back.',
  ],
  [
    'csr-approve',
    'update certificatesigningrequests/approval.certificates.k8s.io',
    'user',
    trace,
    'a certificate is approved',
    'Who let it happen.',
  ],
  [
    'crd-create',
    'create customresourcedefinitions.apiextensions.k8s.io',
    'user',
    body,
    'a kind is added to the API',
    'Operators with great rights come this way.',
  ],
  [
    'apiservice-create',
    'create apiservices.apiregistration.k8s.io',
    'user',
    body,
    'a part of the API is served by somebody else',
    'Requests with their tokens go there.',
  ],
  [
    'impersonation',
    'list pods',
    'user',
    trace,
    'somebody acts as somebody else',
    'The policy is asked about the one who logged in; the other is in the event.',
  ],
  [
    'access-review',
    'create selfsubjectaccessreviews.authorization.k8s.io',
    'account',
    trace,
    'somebody asks what they may do',
    'In a burst it is a reconnaissance.',
  ],
];

const changes: readonly Row[] = [
  ['pod-create-user', 'create pods', 'user', body, 'a user creates a pod', 'Privileged, hostPath, image: all in the body.'],
  ['pod-create-controller', 'create pods', 'controller', body, 'a controller creates a pod', 'What runs in the end, whoever asked for it.'],
  ['pod-delete', 'delete pods', 'user', trace, 'a pod is deleted', 'Evidence goes with it.'],
  ['deployment-create', 'create deployments.apps', 'user', body, 'a Deployment is created', 'The pod in it is made by a controller later.'],
  ['daemonset-create', 'create daemonsets.apps', 'account', body, 'a DaemonSet is created', 'A pod on every node.'],
  ['cronjob-create', 'create cronjobs.batch', 'user', body, 'a CronJob is created', 'A way to come back.'],
  ['namespace-patch', 'patch namespaces', 'user', body, "a namespace's labels are changed", 'Pod security is lowered by a label.'],
  ['namespace-delete', 'delete namespaces', 'user', trace, 'a namespace is deleted', 'Everything in it goes.'],
  ['networkpolicy-delete', 'delete networkpolicies.networking.k8s.io', 'user', trace, 'a NetworkPolicy is deleted', 'Doors open.'],
  [
    'networkpolicy-patch',
    'patch networkpolicies.networking.k8s.io',
    'user',
    body,
    'a NetworkPolicy is changed',
    'Doors open, and the policy is still there.',
  ],
  ['service-create', 'create services', 'user', body, 'a Service is created', 'NodePort, LoadBalancer and externalIPs are in the body.'],
  [
    'volumes-delete',
    'deletecollection persistentvolumeclaims',
    'user',
    trace,
    'all volume claims of a namespace are deleted',
    'Data destroyed.',
  ],
  [
    'events-delete',
    'deletecollection events',
    'user',
    trace,
    'Events are deleted',
    'Traces removed. A rule that drops events whatever the verb hides it.',
  ],
  [
    'account-create',
    'create serviceaccounts',
    'user',
    trace,
    'a service account appears in kube-system',
    'It looks like a component.',
    { namespace: 'kube-system' },
  ],
  [
    'custom-write',
    'update widgets.example.com',
    'account',
    trace,
    'a custom resource is changed',
    'What nobody foresaw when the policy was written.',
  ],
];

const strangers: readonly Row[] = [
  [
    'anonymous-resource',
    'list pods',
    'anonymous',
    trace,
    'somebody without a login asks for a resource',
    'Anonymous access has to be noticed where it is allowed, and where it is tried.',
  ],
  ['anonymous-path', 'get /api', 'anonymous', trace, 'somebody without a login looks around', 'Scanners begin here.'],
  ['failed-login', 'list pods', 'nobody', trace, 'a login fails', 'Guessed and expired tokens. Recorded at ResponseStarted alone.'],
  ['failed-login-path', 'get /api', 'nobody', trace, 'a login fails on a path', 'The same where no resource is asked for.'],
];

const chatter: readonly Row[] = [
  [
    'node-lease',
    'update leases.coordination.k8s.io',
    'node',
    noise,
    'a node renews its lease',
    'Every ten seconds, of every node.',
    { namespace: 'kube-node-lease' },
  ],
  [
    'leader-lease',
    'update leases.coordination.k8s.io',
    'scheduler',
    noise,
    'a component renews its lease',
    'Every two seconds.',
    { namespace: 'kube-system' },
  ],
  ['event-create', 'create events', 'node', noise, 'a node tells an Event', 'Thousands an hour; they are stored elsewhere.'],
  ['node-get', 'get nodes', 'node', noise, 'a node reads itself', 'Every few seconds.', { namespace: '', name: 'worker' }],
  [
    'node-status',
    'patch nodes/status',
    'node',
    routine,
    'a node tells its status',
    'Large, and always the same.',
    { namespace: '', name: 'worker' },
  ],
  [
    'proxy-watch',
    'watch endpointslices.discovery.k8s.io',
    'proxy',
    noise,
    'kube-proxy watches addresses',
    'It does nothing else.',
    { namespace: '' },
  ],
  [
    'endpointslice-update',
    'update endpointslices.discovery.k8s.io',
    'endpointslices',
    routine,
    'addresses of a Service are written',
    'At every start and end of a pod.',
  ],
  ['pod-list', 'list pods', 'account', ['None', 'Request'], 'a program lists pods', 'The answer may be megabytes.', { namespace: '' }],
  ['health-ready', 'get /readyz', 'anonymous', noise, 'a load balancer asks for /readyz', 'Every second.'],
  ['health-live', 'get /livez', 'anonymous', noise, 'the kubelet asks for /livez', 'Every ten seconds.'],
  ['health-old', 'get /healthz', 'anonymous', noise, 'something old asks for /healthz', 'Every second.'],
  ['metrics', 'get /metrics', 'account', routine, 'metrics are collected', 'Every fifteen seconds.'],
];

export const requestCatalogue: readonly CatalogueRequest[] = [
  ...[...confidential].map((row) => entry(row, 'content')),
  ...[...sessions, ...rights, ...changes, ...strangers, ...chatter].map((row) => entry(row, 'volume')),
];

function entry([id, what, who, [least, most], title, why, other = {}]: Row, excess: CatalogueRequest['excess']): CatalogueRequest {
  const [verb = '', target = ''] = what.split(' ');
  const request = { ...requestFor(verb, target, people[who]), ...other };
  const stages = who === 'nobody' ? ['ResponseStarted'] : isLongRunning(request) ? begun : answered;
  return { id, title, why, request, least, most, excess, stages };
}
