// SPDX-License-Identifier: Apache-2.0
// Objects of a cluster that meet a check of the benchmark or miss it.
import type { JsonObject } from '../../src/model/json.ts';
import type { CisCheck } from './checks.ts';
import type { EvidenceCase } from './evidence.ts';

interface Pair {
  /** The flag that the data look at, and its values in the cases that meet and that miss. */
  readonly flag: string;
  readonly values: readonly [meets: string, misses: string];
  readonly meets: readonly JsonObject[];
  readonly misses: readonly JsonObject[];
}

const metadata = { name: 'api', namespace: 'shop' };
const image = 'registry.example.com/api:1.0.0';

const podWith = (spec: JsonObject, container: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata,
  spec: { ...spec, containers: [{ name: 'api', image, ...container }] },
});
const compliant = (meets: JsonObject, misses: JsonObject): Pair => ({
  flag: 'is_compliant',
  values: ['true', 'false'],
  meets: [meets],
  misses: [misses],
});
const securityContext = (fields: JsonObject) => podWith({}, { securityContext: fields });

const rbac = 'rbac.authorization.k8s.io';
const everybody = [{ kind: 'Group', apiGroup: rbac, name: 'system:authenticated' }];
const bound = (name: string, subjects: JsonObject[string]): JsonObject => ({
  apiVersion: `${rbac}/v1`,
  kind: 'ClusterRoleBinding',
  metadata: { name: `${name}-of-team` },
  roleRef: { apiGroup: rbac, kind: 'ClusterRole', name },
  subjects,
});
const role = (resources: readonly string[], verbs: readonly string[]): JsonObject => ({
  apiVersion: `${rbac}/v1`,
  kind: 'ClusterRole',
  metadata: { name: 'team' },
  rules: [{ apiGroups: [''], resources, verbs }],
});
const account = (name: string, fields: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name, namespace: 'shop' },
  ...fields,
});
/** A role that everybody has: what it grants decides. */
const granted = (flag: string, verbs: readonly string[], resource: string): Pair => ({
  flag,
  // kubectl says no, which YAML reads as false.
  values: ['false', 'true'],
  meets: [role(['services'], ['get']), bound('team', everybody)],
  misses: [role([resource], verbs), bound('team', everybody)],
});

const pairs: Readonly<Record<string, Pair>> = {
  '5.1.1': {
    flag: 'is_compliant',
    values: ['true', 'false'],
    meets: [bound('view', everybody)],
    misses: [bound('cluster-admin', everybody)],
  },
  '5.1.2': granted('canGetListWatchSecretsAsSystemAuthenticated', ['get', 'list', 'watch'], 'secrets'),
  '5.1.3': {
    flag: 'clusterrole_is_compliant',
    values: ['true', 'false'],
    meets: [role(['pods'], ['get'])],
    misses: [role(['*'], ['*'])],
  },
  '5.1.4': granted('canCreatePodsAsSystemAuthenticated', ['create'], 'pods'),
  '5.1.5': {
    flag: 'automountServiceAccountToken',
    values: ['false', 'notset'],
    meets: [account('default', { automountServiceAccountToken: false }), account('api'), podWith({ serviceAccountName: 'api' })],
    misses: [account('default'), podWith({})],
  },
  '5.1.6': compliant(podWith({ serviceAccountName: 'api', automountServiceAccountToken: false }), podWith({ serviceAccountName: 'api' })),
  '5.2.2': compliant(securityContext({ privileged: false }), securityContext({ privileged: true })),
  '5.2.3': compliant(podWith({}), podWith({ hostPID: true })),
  '5.2.4': compliant(podWith({}), podWith({ hostIPC: true })),
  '5.2.5': compliant(podWith({}), podWith({ hostNetwork: true })),
  '5.2.6': compliant(securityContext({ allowPrivilegeEscalation: false }), securityContext({ allowPrivilegeEscalation: true })),
};

const providers: Readonly<Record<string, JsonObject>> = {
  kms: { kms: { apiVersion: 'v2', name: 'vault', endpoint: 'unix:///run/kms.sock' } },
  identity: { identity: {} },
};
const keys = { keys: [{ name: 'key1', secret: 'c2VjcmV0IGlzIHNlY3VyZSwgaXMgaXQgbm90Pw==' }] };

/** The cases of a check; undefined where there are none. */
export function clusterCases({ id, tests }: CisCheck): readonly EvidenceCase[] | undefined {
  if (id === '1.2.28') return ['aescbc', 'kms', 'secretbox', 'identity'].map(encryptionCase);
  const pair = pairs[id];
  if (pair === undefined) return undefined;
  if (!tests.test_items.some(({ flag }) => flag === pair.flag)) throw new Error(`${id} looks at another flag than ${pair.flag}`);
  const [meets, misses] = pair.values;
  return [
    { label: 'meets', configuration: { [pair.flag]: meets }, objects: pair.meets },
    { label: 'misses', configuration: { [pair.flag]: misses }, objects: pair.misses },
  ];
}

function encryptionCase(provider: string): EvidenceCase {
  const body = {
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'EncryptionConfiguration',
    resources: [{ resources: ['secrets'], providers: [providers[provider] ?? { [provider]: keys }] }],
  };
  return { label: provider, configuration: { provider }, objects: [body] };
}
