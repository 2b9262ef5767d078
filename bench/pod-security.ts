// SPDX-License-Identifier: Apache-2.0
// Pods a second through the pod security engine on one core. Budget: 200,000 at restricted on a typical decoded pod.
import process from 'node:process';
import { evaluatePod, type LevelVersion, type Pod } from '../src/engines/pod-security/index.ts';
import type { Json } from '../src/model/json.ts';
import { decodePodTemplate } from '../src/model/pod-decode.ts';
import type { Row } from './row.ts';

const restricted: LevelVersion = { level: 'restricted', version: 'latest' };

/** An application with a sidecar and an init container, as a hardened Deployment has it; `index` makes each its own object. */
function hardened(index: number): Json {
  const securityContext = {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    capabilities: { drop: ['ALL'] },
  };
  const container = (name: string) => ({
    name,
    image: `registry.example/${name}:1.${index}`,
    securityContext,
    ports: [{ name: 'http', containerPort: 8080 }],
    env: [{ name: 'INDEX', value: `${index}` }],
    resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '128Mi' } },
    livenessProbe: { httpGet: { path: '/healthz', port: 'http' } },
    volumeMounts: [{ name: 'data', mountPath: '/data' }],
  });
  return {
    metadata: { name: `app-${index}`, labels: { app: 'shop', tier: 'web' }, annotations: { 'example.com/owner': 'team-shop' } },
    spec: {
      serviceAccountName: 'shop',
      securityContext: { runAsNonRoot: true, runAsUser: 1000, fsGroup: 2000, seccompProfile: { type: 'RuntimeDefault' } },
      initContainers: [container('migrate')],
      containers: [container('web'), container('proxy')],
      volumes: [
        { name: 'data', emptyDir: {} },
        { name: 'config', configMap: { name: 'shop' } },
        { name: 'tls', secret: { secretName: 'tls' } },
      ],
    },
  };
}

/** The same without any hardening: every evaluation composes its messages. */
function unhardened(index: number): Json {
  const container = (name: string) => ({ name, image: `registry.example/${name}:1.${index}`, ports: [{ containerPort: 8080 }] });
  return { metadata: { name: `app-${index}` }, spec: { containers: [container('web'), container('proxy')], hostNetwork: true } };
}

function allowed(pod: Pod): boolean {
  return evaluatePod(restricted, pod).allowed;
}

export function benchPodSecurity(): readonly Row[] {
  const bodies = Array.from({ length: 1000 }, (_, index) => hardened(index));
  const passing = bodies.map((body): Pod => decodePodTemplate(body, ''));
  const failing = Array.from({ length: 1000 }, (_, index): Pod => decodePodTemplate(unhardened(index), ''));
  if (!passing.every(allowed) || failing.some(allowed)) throw new Error('the benchmark judges other pods than it means to');
  return [
    {
      name: 'pod security, restricted, pods that pass',
      value: perSecond(passing, allowed),
      unit: 'pods/s',
      limit: { value: 200_000, better: 'more' },
    },
    { name: 'pod security, restricted, pods that fail', value: perSecond(failing, allowed), unit: 'pods/s' },
    { name: 'pod templates decoded', value: perSecond(bodies, (body) => decodePodTemplate(body, '')), unit: 'pods/s' },
  ];
}

const warmUpMs = 300;
const measuredMs = 1000;

function perSecond<T>(items: readonly T[], work: (item: T) => unknown): number {
  rounds(items, work, warmUpMs);
  const { done, elapsedMs } = rounds(items, work, measuredMs);
  return Math.round((done / elapsedMs) * 1000);
}

function rounds<T>(
  items: readonly T[],
  work: (item: T) => unknown,
  milliseconds: number,
): { readonly done: number; readonly elapsedMs: number } {
  const start = performance.now();
  let done = 0;
  while (performance.now() - start < milliseconds) {
    for (const item of items) work(item);
    done += items.length;
  }
  return { done, elapsedMs: performance.now() - start };
}

if (import.meta.main) {
  for (const { name, value, unit } of benchPodSecurity()) process.stdout.write(`${name}: ${value.toLocaleString('en')} ${unit}\n`);
}
