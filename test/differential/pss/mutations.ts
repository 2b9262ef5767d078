// SPDX-License-Identifier: Apache-2.0
// Changes of a pod that put it just inside or just outside a control, as far as validation lets such pods through.
import { allContainers, type Draft, type Fields, someContainer, someContext } from './draft.ts';
import type { Random } from './random.ts';

export type Mutation = (random: Random, draft: Draft) => void;

const capabilities = [
  'ALL',
  'NET_BIND_SERVICE',
  'NET_RAW',
  'CHOWN',
  'SYS_CHROOT',
  'SYS_ADMIN',
  'MKNOD',
  'AUDIT_WRITE',
  'SETPCAP',
  'net_bind_service',
  'CAP_CHOWN',
  'all',
  '',
] as const;
const seLinuxTypes = ['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t', 'spc_t', 'Container_t'] as const;
const sysctlNames = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
  'net.ipv4.tcp_slow_start_after_idle',
  'net.ipv4.tcp_notsent_lowat',
  'net.ipv4.tcp_mem',
  'net/ipv4/tcp_syncookies',
  'kernel.msgmax',
] as const;
const hosts = ['', '', '127.0.0.1', 'other.example', '10.0.0.1', '\u00e9.example', 'quo"ted'] as const;
const booleans = [true, true, false] as const;

/** Sources as validation wants them, of every type that the API has. */
const volumeSources = [
  { emptyDir: {} },
  { emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
  { configMap: { name: 'c' } },
  { secret: { secretName: 's' } },
  { downwardAPI: { items: [{ path: 'l', fieldRef: { fieldPath: 'metadata.labels' } }] } },
  { projected: { sources: [{ serviceAccountToken: { path: 't' } }, { configMap: { name: 'c' } }] } },
  { persistentVolumeClaim: { claimName: 'c' } },
  { csi: { driver: 'driver.example' } },
  { ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } } } },
  { image: { reference: 'registry.test/image:1' } },
  { hostPath: { path: '/var/log' } },
  { hostPath: { path: '/', type: 'Directory' } },
  { gcePersistentDisk: { pdName: 'd' } },
  { awsElasticBlockStore: { volumeID: 'v' } },
  { gitRepo: { repository: 'https://git.example/r' } },
  { nfs: { server: 'nfs.example', path: '/' } },
  { iscsi: { targetPortal: '10.0.0.1:3260', iqn: 'iqn.2001-04.com.example:storage.disk', lun: 0 } },
  { glusterfs: { endpoints: 'e', path: 'p' } },
  { rbd: { monitors: ['10.0.0.1'], image: 'i' } },
  { flexVolume: { driver: 'example/driver' } },
  { cinder: { volumeID: 'v' } },
  { cephfs: { monitors: ['10.0.0.1'] } },
  { flocker: { datasetName: 'd' } },
  { fc: { targetWWNs: ['w'], lun: 0 } },
  { azureFile: { secretName: 's', shareName: 'n' } },
  { vsphereVolume: { volumePath: '[d] v' } },
  { quobyte: { registry: '10.0.0.1:7861', volume: 'v' } },
  { azureDisk: { diskName: 'd', diskURI: 'https://disk.example/d' } },
  { photonPersistentDisk: { pdID: 'd' } },
  { portworxVolume: { volumeID: 'v' } },
  { scaleIO: { gateway: 'https://gateway.example', system: 's', volumeName: 'v', secretRef: { name: 's' } } },
  { storageos: { volumeName: 'v' } },
  {},
  { hostPath: null },
  { hostPath: null, emptyDir: {} },
] satisfies readonly Fields[];

function setOrDelete(fields: Fields, name: string, value: Fields[string] | undefined): void {
  if (value === undefined) delete fields[name];
  else fields[name] = value;
}

function hostNamespace(name: string): Mutation {
  return (random, { spec }) => {
    spec[name] = random.pick(booleans);
  };
}

const probe: Mutation = (random, draft) => {
  const container = someContainer(random, draft);
  const handler = random.pick<Fields>([
    { httpGet: { path: '/', port: 80, host: random.pick(hosts) } },
    { httpGet: { path: '/', port: 'http' } },
    { tcpSocket: { port: 80, host: random.pick(hosts) } },
    { tcpSocket: { port: 80 } },
    { exec: { command: ['true'] } },
  ]);
  // Of init containers only sidecars may have probes and handlers.
  if (draft.initContainers.includes(container)) container.fields['restartPolicy'] = 'Always';
  if (random.chance(0.6)) container.fields[random.pick(['livenessProbe', 'readinessProbe', 'startupProbe'])] = handler;
  else container.fields['lifecycle'] = { [random.pick(['postStart', 'preStop'])]: handler };
};

const hostPort: Mutation = (random, draft) => {
  // Each port once in the pod: validation refuses two containers on one host port.
  const port = 1000 + allContainers(draft).reduce((sum, { ports }) => sum + ports.length, 0);
  const borders = [undefined, 0, port, 65_000 + (port % 500), null];
  const ports: Fields = { containerPort: port };
  setOrDelete(ports, 'hostPort', random.pick(borders));
  someContainer(random, draft).ports.push(ports);
};

const addCapabilities: Mutation = (random, draft) => {
  const { context } = someContainer(random, draft);
  const names = Array.from({ length: random.below(4) }, () => random.pick(capabilities));
  const drop = random.pick<string[] | undefined>([['ALL'], ['ALL'], ['all'], ['NET_RAW', 'ALL'], ['NET_RAW'], [], undefined]);
  context['capabilities'] = { ...(random.chance(0.8) && { add: names }), ...(drop && { drop }) };
};

const seLinux: Mutation = (random, draft) => {
  someContext(random, draft)['seLinuxOptions'] = {
    ...(random.chance(0.7) && { type: random.pick(seLinuxTypes) }),
    ...(random.chance(0.3) && { user: random.pick(['', 'system_u']) }),
    ...(random.chance(0.3) && { role: random.pick(['', 'system_r']) }),
    ...(random.chance(0.3) && { level: 's0:c1,c2' }),
  };
};

const profiles = [
  { type: 'RuntimeDefault' },
  { type: 'Localhost', localhostProfile: 'profile' },
  { type: 'Unconfined' },
  undefined,
] satisfies readonly (Fields | undefined)[];

function profile(name: string): Mutation {
  return (random, draft) => setOrDelete(someContext(random, draft), name, random.pick<Fields | undefined>(profiles));
}

const appArmorAnnotation: Mutation = (random, draft) => {
  const value = random.pick([
    '',
    'runtime/default',
    'localhost/',
    'localhost/p',
    'localhost/ p',
    'localhost/a"b\u00e9\u200b',
    'unconfined',
    'unconfined',
  ]);
  draft.annotations[`container.apparmor.security.beta.kubernetes.io/${someContainer(random, draft).name}`] = value;
};

const seccompAnnotation: Mutation = (random, draft) => {
  const value = random.pick(['runtime/default', 'docker/default', 'localhost/p', 'unconfined', 'unconfined']);
  const container = random.chance(0.2) ? 'nobody' : someContainer(random, draft).name;
  const key = random.chance(0.4)
    ? 'seccomp.security.alpha.kubernetes.io/pod'
    : `container.seccomp.security.alpha.kubernetes.io/${container}`;
  draft.annotations[key] = value;
};

const sysctl: Mutation = (random, { sysctls }) => {
  const name = random.pick(sysctlNames);
  if (!sysctls.some((other) => other['name'] === name)) sysctls.push({ name, value: '1' });
};

const volume: Mutation = (random, { volumes }) => {
  volumes.push({ name: `v${volumes.length}`, ...random.pick<Fields>(volumeSources) });
};

const hostProcess: Mutation = (random, draft) => {
  const value = random.chance(0.7);
  if (random.chance(0.5)) draft.context['windowsOptions'] = { hostProcess: value };
  else for (const { context } of allContainers(draft)) context['windowsOptions'] = { hostProcess: value };
};

const flag =
  (name: string, ofPodToo: boolean): Mutation =>
  (random, draft) =>
    setOrDelete(
      ofPodToo ? someContext(random, draft) : someContainer(random, draft).context,
      name,
      random.pick([true, false, undefined, null]),
    );

const runAsUser: Mutation = (random, draft) =>
  setOrDelete(someContext(random, draft), 'runAsUser', random.pick([0, 0, 1, 1000, 2 ** 31 - 1, undefined, null]));

const procMount: Mutation = (random, draft) =>
  setOrDelete(someContainer(random, draft).context, 'procMount', random.pick(['Default', 'Unmasked', 'Unmasked', undefined]));

const hostUsers: Mutation = (random, { spec }) => {
  spec['hostUsers'] = random.pick([true, false, false, null]);
};

/** What any pod may have. */
export const commonMutations: readonly Mutation[] = [
  volume,
  hostPort,
  probe,
  flag('runAsNonRoot', true),
  hostNamespace('hostNetwork'),
  appArmorAnnotation,
  seccompAnnotation,
];

/** What validation refuses in a Pod of Windows. */
export const linuxMutations: readonly Mutation[] = [
  hostNamespace('hostPID'),
  hostNamespace('hostIPC'),
  hostUsers,
  addCapabilities,
  addCapabilities,
  seLinux,
  profile('seccompProfile'),
  profile('seccompProfile'),
  profile('appArmorProfile'),
  sysctl,
  sysctl,
  flag('privileged', false),
  flag('allowPrivilegeEscalation', false),
  runAsUser,
  procMount,
];

/** What validation refuses in a Pod of Linux. */
export const windowsMutations: readonly Mutation[] = [hostProcess];
