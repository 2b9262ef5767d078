// SPDX-License-Identifier: Apache-2.0
// The checks of the pod security controls, held against the engine: on the fixtures of the standard, and on random pods.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { controls, defaultedPod, evaluatePod } from '../../engines/pod-security/index.ts';
import { buildInventory } from '../../model/inventory.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { applyPatch } from '../../model/patch.ts';
import { valueAt } from '../../model/pointer.ts';
import { type KubernetesVersion, newestKubernetes } from '../../model/version.ts';
import { catalogue } from '../catalogue.ts';
import type { Check } from '../check.ts';
import { evaluate } from '../evaluate.ts';
import type { Finding } from '../finding.ts';
import { podSecurityBehaviour } from './pod-security.ts';
import { objectOf, podOf, testTime } from '../testing.ts';

const controlOf = ({ aliases }: Check) => aliases.find((alias) => alias.startsWith('pss:'))?.slice(4);
const checks = catalogue.filter((check) => controlOf(check) !== undefined);
const baseline = checks.filter(({ aliases }) => aliases.includes('PSS-baseline'));

test('every control has one check, with its level, its versions and no other', () => {
  expect(checks).toHaveLength(controls.length);
  for (const { id, level, versions } of controls) {
    const check = checks.find((candidate) => controlOf(candidate) === id);
    expect(check?.aliases).toContain(`PSS-${level}`);
    expect(check?.versions.map(({ since }) => since)).toEqual(versions.map(({ since }) => since));
  }
  expect(() => podSecurityBehaviour('nothing', () => ({ kind: 'advice', advice: '' }))).toThrow(TypeError);
});

function findingsOf(among: readonly Check[], object: KubernetesObject, version: KubernetesVersion): readonly Finding[] {
  return evaluate(buildInventory({ objects: [object], problems: [], passedOver: 0 }, version), among, testTime).findings;
}

/**
 * What the checks of a level say of an object at a version, and what the engine says of the pod as the API server sees it.
 * Restricted includes baseline here. In Kubernetes it does but for pods of Windows with fields of Linux, which validation
 * refuses: restricted overrides the baseline control and then exempts them.
 */
function verdicts(level: 'baseline' | 'restricted', object: KubernetesObject, version: KubernetesVersion) {
  const [workload] = buildInventory({ objects: [object], problems: [], passedOver: 0 }, version).workloads;
  if (workload === undefined) throw new Error('the object has no pod template');
  const isAllowed = (at: 'baseline' | 'restricted') => evaluatePod({ level: at, version }, defaultedPod(workload)).allowed;
  const findings = findingsOf(level === 'baseline' ? baseline : checks, object, version);
  return { silent: findings.length === 0, allowed: isAllowed('baseline') && (level === 'baseline' || isAllowed('restricted')) };
}

const some = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const flag = fc.option(fc.boolean(), { nil: undefined });
const profile = fc.record({ type: some('RuntimeDefault', 'Localhost', 'Unconfined', undefined) });
const seLinuxOptions = fc.record(
  { type: some('', 'container_t', 'container_engine_t', 'spc_t'), user: some('', 'u'), role: some('', 'r') },
  { requiredKeys: [] },
);
const ofBoth = {
  runAsNonRoot: flag,
  runAsUser: some(0, 1, undefined),
  seccompProfile: profile,
  appArmorProfile: profile,
  seLinuxOptions,
  windowsOptions: fc.record({ hostProcess: flag }),
};
const handler = fc.record(
  { httpGet: fc.record({ host: some('', 'a', 'b') }), tcpSocket: fc.record({ host: some('', 'c') }) },
  { requiredKeys: [] },
);
const capability = some('ALL', 'CHOWN', 'NET_BIND_SERVICE', 'NET_ADMIN', 'CAP_SYS_ADMIN');
const containers = fc.array(
  fc.record(
    {
      name: some('a', 'b'),
      ports: fc.array(fc.record({ containerPort: some(80, 81), hostPort: some(0, 80, undefined) }), { maxLength: 2 }),
      livenessProbe: handler,
      lifecycle: fc.record({ preStop: handler }),
      volumeMounts: fc.array(fc.record({ name: some('v', 'w') }), { maxLength: 1 }),
      securityContext: fc.record(
        {
          ...ofBoth,
          privileged: flag,
          allowPrivilegeEscalation: flag,
          procMount: some('Default', 'Unmasked', undefined),
          capabilities: fc.record(
            { add: fc.array(capability, { maxLength: 3 }), drop: fc.array(capability, { maxLength: 2 }) },
            { requiredKeys: [] },
          ),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: ['name'] },
  ),
  { maxLength: 3 },
);
const sysctls = fc.array(fc.record({ name: some('kernel.shm_rmid_forced', 'net.ipv4.tcp_rmem', 'vm.swappiness', undefined) }), {
  maxLength: 3,
});
const source = some<JsonObject>(
  {},
  { emptyDir: {} },
  { hostPath: { path: '/' } },
  { nfs: {} },
  { gitRepo: {} },
  { unheardOf: {} },
  { secret: null },
);
const spec = fc.record(
  {
    os: fc.record({ name: some('linux', 'windows') }),
    nodeSelector: fc.record({ 'kubernetes.io/os': some('linux', 'windows') }),
    hostNetwork: flag,
    hostPID: flag,
    hostUsers: flag,
    securityContext: fc.record({ ...ofBoth, sysctls }, { requiredKeys: [] }),
    volumes: fc.array(
      fc.tuple(some('v', 'w'), source).map(([name, kind]) => ({ name, ...kind })),
      { maxLength: 3 },
    ),
    initContainers: containers,
    containers,
  },
  { requiredKeys: [] },
);
const annotations = fc.dictionary(
  some(
    'container.apparmor.security.beta.kubernetes.io/a',
    'container.seccomp.security.alpha.kubernetes.io/a',
    'seccomp.security.alpha.kubernetes.io/pod',
  ),
  some('runtime/default', 'unconfined', ''),
);
// What is undefined in JavaScript is absent in JSON.
const pods = fc.tuple(spec, annotations).map(([body, notes]) => {
  const json: Json = JSON.parse(JSON.stringify(body));
  return podOf(json, { annotations: notes });
});
const versions = fc.integer({ min: 0, max: newestKubernetes.minor }).map((minor) => ({ major: 1, minor }));

test('on random pods the checks of a level are silent exactly where the engine allows the pod', () => {
  fc.assert(
    fc.property(pods, versions, some<'baseline' | 'restricted'>('baseline', 'restricted'), (pod, version, level) => {
      const { silent, allowed } = verdicts(level, pod, version);
      expect(silent).toBe(allowed);
    }),
    { numRuns: 500 },
  );
});

test('of random pods no field is told twice, every fault has a remedy, and a patch closes the finding it belongs to', () => {
  fc.assert(
    fc.property(pods, versions, (pod, version) => {
      const findings = findingsOf(checks, pod, version);
      expect(new Set(findings.map(({ path: place, absent }) => [place, ...absent].join('/'))).size).toBe(findings.length);
      for (const finding of findings) {
        expect(finding.remedy).toBeDefined();
        if (finding.remedy?.kind !== 'patch') continue;
        const check = checks.filter(({ id }) => id === finding.check);
        const before = findings.filter((other) => other.check === finding.check);
        const after = findingsOf(check, objectOf(applyPatch(pod.body, finding.remedy.patch)), version);
        // A removed item moves those behind it to other indices, so count.
        expect(after.length).toBeLessThan(before.length);
      }
    }),
    { numRuns: 300 },
  );
});

test('a field of a template is found where it stands in its object', () => {
  const template = { spec: { containers: [{ name: 'a', securityContext: { privileged: true } }] } };
  const object = objectOf({ apiVersion: 'batch/v1', kind: 'CronJob', spec: { jobTemplate: { spec: { template } } } });
  const paths = findingsOf(checks, object, newestKubernetes)
    .filter(({ absent }) => absent.length === 0)
    .map(({ path: place }) => place);
  expect(paths.map((place) => valueAt(object.body, place))).toEqual([true]);
});
