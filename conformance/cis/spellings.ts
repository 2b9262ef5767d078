// SPDX-License-Identifier: Apache-2.0
// A configuration, written down in every way that its component reads.
import { isObject, type JsonObject } from '../../src/model/json.ts';
import type { CisCheck, Configuration } from './checks.ts';

/** Objects that say the same, and how they say it. `file`: a configuration file decides where the flag is not given. */
export interface Spelled {
  readonly spelling: string;
  readonly objects: readonly { readonly source: string; readonly body: JsonObject }[];
}

const components: readonly (readonly [string, string])[] = [
  ['$apiserverbin', 'kube-apiserver'],
  ['$controllermanagerbin', 'kube-controller-manager'],
  ['$schedulerbin', 'kube-scheduler'],
  ['$etcdbin', 'etcd'],
  ['$kubeletbin', 'kubelet'],
  ['$proxybin', 'kube-proxy'],
];

/** The component whose flags a check is about; undefined where it is about files or objects. */
export function componentOf({ audit, tests }: CisCheck): string | undefined {
  if (!tests.test_items.some(({ flag, path }) => flag.startsWith('--') || path !== undefined)) return undefined;
  return components.find(([variable]) => audit?.includes(variable))?.[1];
}

/** Flags that are lists or maps: to repeat one adds to it. */
const lists: ReadonlySet<string> = new Set([
  '--authorization-mode',
  '--enable-admission-plugins',
  '--disable-admission-plugins',
  '--feature-gates',
  '--tls-cipher-suites',
  '--service-account-key-file',
]);

export function spellingsOf(component: string, check: CisCheck, configuration: Configuration): readonly Spelled[] {
  const given = Object.entries(configuration).map(([flag, value]) =>
    flag.startsWith('--') ? ([flag, value] as const) : (['--feature-gates', `${flag}=${value}`] as const),
  );
  const inFile = component === 'kubelet' || component === 'kube-proxy';
  const commands = inFile ? nodeCommands(component, given) : podCommands(component, given);
  const variables = check.tests.test_items.every(({ env }) => env !== undefined) ? [variablesOf(component, check, configuration)] : [];
  return [...commands, ...variables, ...(inFile ? filesOf(component, check, configuration) : [])];
}

type Given = readonly (readonly [string, string])[];

/** The arguments themselves: `--f=v`, `--f v`, `-f=v`, a bare flag, and one that is given twice. */
function argumentLists(given: Given): Readonly<Record<string, readonly string[]>> {
  return {
    'one argument': given.map(([flag, value]) => `${flag}=${value}`),
    'two arguments': given.flatMap(([flag, value]) => [flag, value]),
    ...(given.some(([, value]) => value === 'true')
      ? { bare: given.map(([flag, value]) => (value === 'true' ? flag : `${flag}=${value}`)) }
      : {}),
    'the last of two': given.flatMap(([flag, value]) => (lists.has(flag) ? [`${flag}=${value}`] : [`${flag}=`, `${flag}=${value}`])),
    'a list in pieces': given.flatMap(([flag, value]) =>
      lists.has(flag) ? value.split(',').map((item) => `${flag}=${item}`) : [`${flag}=${value}`],
    ),
  };
}

function podCommands(component: string, given: Given): Spelled[] {
  const lists: Readonly<Record<string, readonly string[]>> = {
    ...argumentLists(given),
    ...(component === 'etcd' ? { 'one dash': given.map(([flag, value]) => `${flag.slice(1)}=${value}`) } : {}),
  };
  const plain = lists['one argument'] ?? [];
  const containers: Readonly<Record<string, JsonObject>> = {
    ...Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, { command: [component, ...list] }])),
    'args of a path': { command: [`/usr/local/bin/${component}`], args: plain },
    'args of an image': { image: `registry.k8s.io/${component}:v1.36.0`, args: plain },
    'a shell': { command: ['/bin/sh', '-c', `exec ${component} \\\n  ${plain.map((argument) => `'${argument}'`).join(' \\\n  ')} 2>&1`] },
    'a wrapper': { command: ['/go-runner', '--log-file=/var/log/x.log', '--', `/usr/local/bin/${component}`, ...plain] },
  };
  return Object.entries(containers).map(([spelling, container]) => ({ spelling, objects: [file('pod.yaml', pod(component, container))] }));
}

function variablesOf(component: string, { tests }: CisCheck, configuration: Configuration): Spelled {
  const env = tests.test_items.flatMap(({ flag, env: name = '' }) => {
    const value = configuration[flag];
    return value === undefined ? [] : { name, value };
  });
  return { spelling: 'environment', objects: [file('pod.yaml', pod(component, { command: [component], env }))] };
}

function pod(component: string, container: JsonObject): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: component, namespace: 'kube-system' },
    spec: { containers: [{ name: component, ...container }] },
  };
}

function nodeCommands(component: string, given: Given): Spelled[] {
  return Object.entries(argumentLists(given)).map(([spelling, list]) => ({
    spelling,
    objects: [evidence([`/usr/bin/${component}`, ...list])],
  }));
}

function evidence(command: readonly string[]): Spelled['objects'][number] {
  return file('node.yaml', {
    apiVersion: 'rampart.dev/v1alpha1',
    kind: 'NodeEvidence',
    metadata: { name: 'node' },
    processes: [{ command }],
  });
}

/** In the file, in the file with the process that reads it, in a drop-in over a file, and in a flag over a file that says otherwise. */
function filesOf(component: string, { tests }: CisCheck, configuration: Configuration): Spelled[] {
  if (tests.test_items.some(({ path }) => path === undefined)) return [];
  const fields = tests.test_items.reduce<JsonObject>((body, { flag, path = '' }) => {
    const value = configuration[flag];
    return value === undefined ? body : withField(body, pathOf(path), typed(path, value));
  }, {});
  const path = `/var/lib/${component}/config.yaml`;
  const document = (source: string, body: JsonObject) =>
    file(source, component === 'kubelet' ? { ...kubeletKind, ...body } : { ...proxyKind, ...body });
  const spelled: Spelled[] = [
    { spelling: 'file', objects: [document('config.yaml', fields)] },
    { spelling: 'file of a process', objects: [document(`root${path}`, fields), evidence([component, `--config=${path}`])] },
  ];
  if (component !== 'kubelet') return spelled;
  return [
    ...spelled,
    { spelling: 'file and drop-in', objects: [document('config.yaml', {}), document('kubelet.conf.d/10-cis.conf', fields)] },
  ];
}

const kubeletKind = { apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration' };
const proxyKind = { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration' };

/** The names in `{.authentication.anonymous.enabled}`. */
function pathOf(path: string): string[] {
  return path.match(/[A-Za-z]\w*/g)?.filter((name) => name !== 'range' && name !== 'end') ?? [];
}

function typed(path: string, value: string): JsonObject[string] {
  if (path.includes('[:]')) return value.split(',');
  if (value === 'true' || value === 'false') return value === 'true';
  return /Port|QPS|Limit/.test(path) ? Number(value) : value;
}

function withField(body: JsonObject, [name = '', ...rest]: readonly string[], value: JsonObject[string]): JsonObject {
  const inner = body[name];
  const parent = isObject(inner) ? inner : {};
  return { ...body, [name]: rest.length === 0 ? value : withField(parent, rest, value) };
}

function file(source: string, body: JsonObject): Spelled['objects'][number] {
  return { source, body };
}
