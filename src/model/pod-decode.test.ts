// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isArray, isObject, type Json, type JsonObject } from './json.ts';
import { applyPatch } from './patch.ts';
import { decodePodTemplate } from './pod-decode.ts';
import { pointer, valueAt } from './pointer.ts';

const parsed: (text: string) => Json = JSON.parse;
const specOf = (spec: Json) => decodePodTemplate({ spec }, '');
const wrongIn = (spec: Json) => specOf(spec).wrongTypes.map(({ path, expected, found }) => `${path} ${expected} ${found}`);

describe('decodePodTemplate', () => {
  test('finds the template of a controller and tells places from the object', () => {
    const body = {
      kind: 'Deployment',
      spec: { template: { metadata: { labels: { app: 'shop' } }, spec: { hostPID: 'yes', containers: [{ name: 'a' }] } } },
    };
    expect(decodePodTemplate(body, '/spec/template')).toEqual({
      metadata: { labels: { app: 'shop' }, annotations: {} },
      spec: { containers: [{ name: 'a' }] },
      wrongTypes: [{ path: '/spec/template/spec/hostPID', expected: 'bool', found: 'string' }],
    });
  });

  test.each<[string, Json, string[]]>([
    ['absent', {}, []],
    ['null on the way', { spec: null }, []],
    ['null', { spec: { template: null } }, []],
    ['text on the way', { spec: 'x' }, ['/spec']],
    ['a list', { spec: { template: [] } }, ['/spec/template']],
  ])('a template that is %s is empty', (_, body, paths) => {
    const { metadata, spec, wrongTypes } = decodePodTemplate(body, '/spec/template');
    expect({ metadata, spec }).toEqual({ metadata: { labels: {}, annotations: {} }, spec: {} });
    expect(wrongTypes.map(({ path }) => path)).toEqual(paths);
  });

  test.each<[string, Json, string[]]>([
    ['bool', { hostNetwork: 1 }, ['/spec/hostNetwork bool number 1']],
    ['string', { containers: [{ name: 5 }] }, ['/spec/containers/0/name string number 5']],
    ['whole number', { securityContext: { runAsUser: 1.5 } }, ['/spec/securityContext/runAsUser int64 number 1.5']],
    ['int64', { securityContext: { runAsUser: 2n ** 63n } }, ['/spec/securityContext/runAsUser int64 number 9223372036854775808']],
    ['int32', { containers: [{ ports: [{ hostPort: 2 ** 31 }] }] }, ['/spec/containers/0/ports/0/hostPort int32 number 2147483648']],
    [
      'port',
      { containers: [{ livenessProbe: { tcpSocket: { port: true } } }] },
      ['/spec/containers/0/livenessProbe/tcpSocket/port int32 or string bool'],
    ],
    ['quantity', { containers: [{ resources: { limits: { cpu: 'much' } } }] }, ['/spec/containers/0/resources/limits/cpu quantity string']],
    ['list', { volumes: {} }, ['/spec/volumes array object']],
    ['object', { securityContext: [] }, ['/spec/securityContext object array']],
    ['volume', { volumes: ['a'] }, ['/spec/volumes/0 object string']],
    ['map entry', { nodeSelector: { 'kubernetes.io/os': true } }, ['/spec/nodeSelector/kubernetes.io~1os string bool']],
  ])('records a wrong %s', (_, spec, expected) => {
    expect(wrongIn(spec)).toEqual(expected);
  });

  test('reads null as Kubernetes does: absent in a field, the zero value in a list or map', () => {
    const { spec, metadata, wrongTypes } = decodePodTemplate(
      {
        metadata: { annotations: { a: null } },
        spec: {
          securityContext: null,
          containers: [null, { name: 'b', securityContext: { capabilities: { drop: [null] }, privileged: null } }],
          volumes: [{ name: 'v', hostPath: null, emptyDir: {} }, null],
        },
      },
      '',
    );
    expect(metadata.annotations).toEqual({ a: '' });
    expect(spec).toEqual({
      containers: [{}, { name: 'b', securityContext: { capabilities: { drop: [''] } } }],
      volumes: [{ name: 'v', emptyDir: {}, sources: ['emptyDir'] }, { sources: [] }],
    });
    expect(wrongTypes).toEqual([]);
  });

  test('keeps the places of a list where an element is of a wrong type', () => {
    expect(specOf({ containers: [7, { name: 'b' }] }).spec.containers).toEqual([{}, { name: 'b' }]);
  });

  test('lists every source of a volume, known or not', () => {
    const { spec } = specOf({ volumes: [{ name: 'a', nfs: {}, novel: 1, secret: { secretName: 's' } }] });
    expect(spec.volumes).toMatchObject([{ name: 'a', secret: { secretName: 's' }, sources: ['nfs', 'novel', 'secret'] }]);
  });

  test('takes numbers and text as quantities, whole numbers beyond doubles as int64', () => {
    const limits = { a: 1, b: '100m', c: '1.5Gi', d: '1e3', e: '+.5', f: 0.5, g: '12E', h: null, i: ' 1 ' };
    const { spec, wrongTypes } = specOf({ securityContext: { fsGroup: 2n ** 60n + 1n }, containers: [{ resources: { limits } }] });
    expect(wrongTypes).toEqual([]);
    expect(spec.containers?.[0]?.resources?.limits).toEqual({ ...limits, h: 0 });
    expect(spec.securityContext?.fsGroup).toBe(2n ** 60n + 1n);
  });

  test('what is as it should be is not copied, and what is not is left out of a copy', () => {
    const container = { name: 'a', terminationMessagePath: '/dev/termination-log', securityContext: { runAsUser: 1 } };
    const whole = { hostPID: true, containers: [container] };
    expect(specOf(whole).spec).toBe(whole);
    const { spec } = specOf({ hostPID: 'yes', containers: [container, { name: 'b', tty: null }] });
    expect(spec).toEqual({ containers: [container, { name: 'b' }] });
    expect(spec.containers?.[0]).toBe(container);
  });

  test('a key named __proto__ is a key', () => {
    const labels = parsed('{"__proto__": "x", "constructor": "y"}');
    const { metadata, spec } = decodePodTemplate({ metadata: { labels }, spec: parsed('{"__proto__": {"hostPID": true}}') }, '');
    expect(Object.entries(metadata.labels)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(spec.hostPID).toBeUndefined();
  });
});

// Every field of the tables, each of a right type.
const profile = { type: 'Localhost', localhostProfile: 'p' };
const seLinuxOptions = { user: 'u', role: 'r', type: 't', level: 'l' };
const windowsOptions = { hostProcess: true, gmsaCredentialSpecName: 'n', gmsaCredentialSpec: 's', runAsUserName: 'u' };
const handler = {
  httpGet: { host: 'h', path: '/', port: 'http', scheme: 'HTTP' },
  tcpSocket: { host: 'h', port: 80 },
  exec: { command: ['true'] },
  grpc: { port: 1 },
};
const container = {
  name: 'c',
  securityContext: {
    privileged: true,
    runAsUser: 1,
    capabilities: { add: ['A'], drop: ['ALL'] },
    seLinuxOptions,
    seccompProfile: profile,
    appArmorProfile: profile,
    windowsOptions,
  },
  resources: { limits: { cpu: 1 }, requests: { memory: '1Gi' } },
  ports: [{ name: 'http', containerPort: 80, hostPort: 80, hostIP: '::', protocol: 'TCP' }],
  env: [{ name: 'A', value: 'b', valueFrom: { secretKeyRef: { name: 's', key: 'k' }, fieldRef: { fieldPath: 'f' } } }],
  envFrom: [{ prefix: 'P', secretRef: { name: 's' } }],
  volumeMounts: [{ name: 'v', mountPath: '/v', readOnly: true }],
  livenessProbe: handler,
  lifecycle: { preStop: handler },
};
const full: JsonObject = {
  metadata: { name: 'p', namespace: 'n', labels: { a: 'b' }, annotations: { c: 'd' } },
  spec: {
    os: { name: 'linux' },
    hostPID: true,
    nodeSelector: { a: 'b' },
    tolerations: [{ key: 'k', operator: 'Exists' }],
    hostAliases: [{ ip: '::1', hostnames: ['h'] }],
    securityContext: { runAsUser: 1, supplementalGroups: [1], seLinuxOptions, sysctls: [{ name: 's', value: '1' }] },
    volumes: [{ name: 'v', hostPath: { path: '/' }, projected: { sources: [{ serviceAccountToken: { path: 't' } }] } }],
    containers: [container],
    initContainers: [container],
    ephemeralContainers: [container],
  },
};

function pointersOf(value: Json): string[] {
  if (!isObject(value) && !isArray(value)) return [''];
  return ['', ...Object.entries(value).flatMap(([key, item]) => pointersOf(item).map((below) => `${pointer(key)}${below}`))];
}

const anything = fc.oneof(
  fc.constantFrom<Json>(null, true, '', 'x', 0, -1, 1.5, 2n ** 70n, [], {}, [null], ['x', 1], { name: [] }),
  fc.json().map((text) => parsed(text)),
);

test('no input makes it throw, and each place told exists in the input', () => {
  expect(decodePodTemplate(full, '').wrongTypes).toEqual([]);
  const edit = fc.tuple(fc.constantFrom(...pointersOf(full).filter((path) => path !== '')), anything);
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), fc.constantFrom('', '/spec', '/spec/containers/0'), (edits, path) => {
      // Of two edits where one contains the other, the inner goes first: it still finds its place.
      const patch = edits.toSorted(([a], [b]) => b.length - a.length).map(([path, value]) => ({ op: 'replace' as const, path, value }));
      const body = applyPatch(full, patch);
      for (const wrong of decodePodTemplate(body, path).wrongTypes) expect(valueAt(body, wrong.path)).not.toBeUndefined();
    }),
    { numRuns: 1000 },
  );
});
