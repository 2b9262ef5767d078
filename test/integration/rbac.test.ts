// SPDX-License-Identifier: Apache-2.0
// RBAC beside the API server: a few seconds of the differential, and the built-in roles as the server makes them.
import { expect, it } from 'vitest';
import { bootstrapRole, covers, decodeRole, grantsNoMoreThanBootstrap } from '../../src/engines/rbac/index.ts';
import { buildInventory } from '../../src/model/inventory.ts';
import { newestKubernetes, parseVersion } from '../../src/model/version.ts';
import { catalogue } from '../../src/posture/catalogue.ts';
import { evaluate } from '../../src/posture/evaluate.ts';
import { objectOf, testTime } from '../../src/posture/testing.ts';
import { startCluster } from '../../testbed/cluster.ts';
import { describeWith } from '../../testbed/require.ts';
import { objectsIn } from '../differential/rbac/review.ts';
import { runRbac } from '../differential/rbac/run.ts';

describeWith(['kube-apiserver', 'etcd', 'kube-controller-manager'], 'rbac', () => {
  it('gives the answers of SubjectAccessReview, and its reasons', { timeout: 60_000 }, async () => {
    const { agreements, allowed, differences } = await runRbac({ minutes: 0.1, seed: 37, onProgress: () => {}, onDifference: () => {} });
    expect(differences).toEqual([]);
    expect(agreements).toBeGreaterThan(1000);
    expect(allowed).toBeGreaterThan(100);
  });

  it('finds nothing in a new cluster', { timeout: 60_000 }, async () => {
    const cluster = await startCluster({ controllerManager: true });
    try {
      // The controller gathers the rules of admin last, since they come through edit and view.
      const rulesOfAdmin = async () =>
        (await objectsIn(cluster)).map((body) => decodeRole(objectOf(body)).value).find(({ name }) => name === 'admin')?.rules.length ?? 0;
      await expect.poll(rulesOfAdmin, { timeout: 30_000 }).toBeGreaterThan(20);
      const objects = (await objectsIn(cluster)).map(objectOf);
      const inventory = buildInventory({ objects, problems: [], passedOver: 0 }, newestKubernetes);
      const { findings } = evaluate(inventory, catalogue, testTime);
      expect(findings.map(({ check, object, path }) => `${check} ${object.name} ${path}`)).toEqual([]);
    } finally {
      await cluster.stop();
    }
  });

  it('knows the roles that the server makes', { timeout: 60_000 }, async () => {
    const cluster = await startCluster();
    try {
      const version = parseVersion(cluster.version) ?? newestKubernetes;
      const roles = (await objectsIn(cluster)).map(objectOf).filter(({ kind }) => kind.endsWith('Role'));
      expect(roles.length).toBeGreaterThan(70);
      for (const object of roles) {
        const { value: role } = decodeRole(object);
        const known = bootstrapRole(role.namespace, role.name, version);
        expect(known, role.name).toMatchObject({
          labels: Object.fromEntries(Object.entries(role.labels).filter(([key]) => key.includes('aggregate-to-'))),
        });
        // Without its controller an aggregated role is empty on the server.
        if (role.aggregates === undefined) expect(covers(role.rules, known?.rules ?? []), role.name).toBe(true);
        expect(grantsNoMoreThanBootstrap(role, role.rules), role.name).toBe(true);
      }
    } finally {
      await cluster.stop();
    }
  });
});
