// SPDX-License-Identifier: Apache-2.0
// The picture of attack paths in a browser: names stay in their boxes, and labels do not lie on each other.
import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import { pathsOf, sourcesOf } from '../../src/proof/paths/index.ts';
import { pictureOf } from '../../src/proof/paths/picture.ts';
import { graphOf } from '../../src/proof/paths/testing.ts';
import { pathsSvg } from '../../src/report/paths/paths-svg.ts';
import { describeInBrowser } from './chromium.ts';

const rbac = { apiVersion: 'rbac.authorization.k8s.io/v1' };
const long = 'a-name-that-goes-on-and-on-as-names-of-releases-do';
const pods = ['web', 'api', long].map(
  (name): JsonObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop' },
    spec: { serviceAccountName: name, containers: [{ name: 'a', image: 'a', securityContext: { privileged: name === 'api' } }] },
  }),
);
const grants = ['secrets', 'pods/exec', 'serviceaccounts/token'].flatMap((resource, index): JsonObject[] => {
  const metadata = { name: `role-${index}` };
  const subjects = [{ kind: 'ServiceAccount', name: ['web', 'api', long][index] ?? '', namespace: 'shop' }];
  return [
    { ...rbac, kind: 'ClusterRole', metadata, rules: [{ apiGroups: [''], resources: [resource], verbs: ['create', 'get'] }] },
    { ...rbac, kind: 'ClusterRoleBinding', metadata, roleRef: { kind: 'ClusterRole', name: metadata.name }, subjects },
  ];
});
const graph = graphOf({ objects: [...pods, ...grants] });
const sources = ['pod', 'subject'].map((name) => sourcesOf(graph, name)).flatMap((found) => ('refused' in found ? [] : found));
const picture = pictureOf(pathsOf(graph, { from: sources, to: [graph.world.footholds.clusterAdmin()], most: 3 }));

describeInBrowser('the picture of attack paths', (browser) => {
  test('names are in their boxes, labels apart', async () => {
    expect(picture.boxes.length).toBeGreaterThan(6);
    const page = await browser().newPage();
    await page.setContent(`<body>${[...pathsSvg(picture, 'cluster-admin')].join('')}</body>`);
    const boxes = await page.$$eval('g > rect', (rects) =>
      rects.map((rect) => {
        const [outer, inner] = [rect.getBoundingClientRect(), rect.nextElementSibling?.getBoundingClientRect()];
        return (
          inner !== undefined &&
          inner.left >= outer.left &&
          inner.right <= outer.right &&
          inner.top >= outer.top &&
          inner.bottom <= outer.bottom
        );
      }),
    );
    expect(boxes.length).toBe(picture.boxes.length);
    expect(boxes.every(Boolean)).toBe(true);
    const labels = await page.$$eval('text.label', (texts) => texts.map((text) => text.getBoundingClientRect().toJSON() as DOMRect));
    const overlap = labels.flatMap((a, index) =>
      labels.slice(index + 1).filter((b) => a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom),
    );
    expect(overlap).toEqual([]);
    await page.close();
  });
});
