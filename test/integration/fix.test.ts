// SPDX-License-Identifier: Apache-2.0
// The corpus with every remedy applied: each text still reads, what the API server accepted it accepts, and what is said to be
// closed is not found any more.
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataFolder } from '../../conformance/data.ts';
import { readPaths } from '../../src/adapters/files/read-paths.ts';
import { fix, type FixResult, placeKey } from '../../src/harden/fix.ts';
import { buildInventory } from '../../src/model/inventory.ts';
import { isArray, isObject, type Json, type JsonObject, stringField } from '../../src/model/json.ts';
import { type KubernetesObject, type Origin, displayName } from '../../src/model/object.ts';
import { equal } from '../../src/model/patch.ts';
import { readSource } from '../../src/model/read.ts';
import { newestKubernetes } from '../../src/model/version.ts';
import { catalogue } from '../../src/posture/catalogue.ts';
import { type RemedyClass, remedyClass, remedyClasses } from '../../src/posture/check.ts';
import { evaluate } from '../../src/posture/evaluate.ts';
import { type Cluster, startCluster } from '../../testbed/cluster.ts';
import { describeWith } from '../../testbed/require.ts';
import { testTime } from '../../src/posture/testing.ts';

const corpus = dataFolder('corpus');

interface Fixed {
  readonly before: readonly KubernetesObject[];
  /** At the same places; read from the new texts. */
  readonly after: readonly KubernetesObject[];
  readonly result: FixResult;
}

const fixed = new Map<string, Fixed>();

/** With the patches of these classes. */
async function fixedCorpus(classes: readonly RemedyClass[] = remedyClasses): Promise<Fixed> {
  const known = fixed.get(classes.join());
  if (known !== undefined) return known;
  const read = await readPaths([corpus], { render: false });
  const inventory = buildInventory(read, newestKubernetes);
  const choose: Parameters<typeof fix>[0]['choose'] = (findings) =>
    findings.filter(({ remedy }) => remedy?.kind === 'patch' && classes.includes(remedyClass(remedy)));
  const result = fix({ inventory, checks: catalogue, now: testTime, textOf: read.textOf, choose });
  const newTexts = new Map(result.texts.map(({ source, after }) => [source, readSource({ name: source, text: after }).objects]));
  const sourceOf = (origin: Origin) => (origin.kind === 'file' ? origin.source : '');
  const position = new Map<string, number>();
  const after = inventory.objects.map((object) => {
    const source = sourceOf(object.origin);
    const at = position.get(source) ?? 0;
    position.set(source, at + 1);
    const objects = newTexts.get(source);
    return objects === undefined ? object : (objects[at] ?? object);
  });
  const made = { before: inventory.objects, after, result };
  fixed.set(classes.join(), made);
  return made;
}

describe.skipIf(!existsSync(corpus))('the corpus, fixed', () => {
  it('reads as before, and as closed', { timeout: 120_000 }, async () => {
    const { before, after, result } = await fixedCorpus();
    expect(result.texts.length).toBeGreaterThan(150);
    for (const { source, before: old, after: text } of result.texts) {
      const [was, is] = [readSource({ name: source, text: old }), readSource({ name: source, text })];
      expect(is.objects.map(displayName), source).toEqual(was.objects.map(displayName));
      expect(is.problems.length, source).toBeLessThanOrEqual(was.problems.length);
    }
    const { inventory } = result;
    const evaluation = evaluate(buildInventory({ ...inventory, objects: after }, inventory.version), catalogue, testTime);
    expect(evaluation.findings.map(placeKey)).toEqual(result.after.findings.map(placeKey));
    expect(before.length).toBe(after.length);
    expect(result.before.findings.length - result.after.findings.length).toBeGreaterThan(3000);
    // What is left with a patch is left for a reason, and these are few.
    const unapplied = result.after.findings.filter(({ remedy }) => remedy?.kind === 'patch');
    expect(unapplied.filter((finding) => !result.refusals.has(placeKey(finding))).map(placeKey)).toEqual([]);
    expect(unapplied.length).toBeLessThan(20);
  });

  it('has nothing left to do', { timeout: 120_000 }, async () => {
    const { after, result } = await fixedCorpus();
    const texts = new Map(result.texts.map(({ source, after: text }) => [source, text]));
    const again = fix({
      inventory: buildInventory({ ...result.inventory, objects: after }, result.inventory.version),
      checks: catalogue,
      now: testTime,
      textOf: (source) => texts.get(source),
      choose: (findings) => findings.filter(({ remedy }) => remedy?.kind === 'patch'),
    });
    expect(again.texts).toEqual([]);
  });
});

describeWith(['kube-apiserver', 'etcd'], 'the corpus, fixed, on the API server', () => {
  let cluster: Cluster;
  let resources: ReadonlyMap<string, string>;
  beforeAll(async () => {
    cluster = await startCluster();
    await cluster.createNamespace('fix');
    resources = await resourcesOf(cluster);
  });
  afterAll(() => cluster.stop());

  /** Undefined where the API server accepts the object, else its reason. */
  async function refusal({ apiVersion, kind, body }: KubernetesObject): Promise<string | undefined> {
    const resource = resources.get(`${apiVersion} ${kind}`);
    if (resource === undefined) return 'no built-in kind';
    const isNamespaced = resource.includes('/namespaces/fix/');
    const query = '?dryRun=All&fieldValidation=Strict';
    const { status, body: answer } = await cluster.request('POST', `${resource}${query}`, isNamespaced ? inNamespace(body) : body);
    return status === 201 ? undefined : `${status} ${JSON.stringify(answer)}`;
  }

  it.skipIf(!existsSync(corpus)).each([
    ['what is safe', ['safe'], 20],
    ['what is likely safe', ['safe', 'likely-safe'], 150],
    ['all', remedyClasses, 200],
  ] as const)('is accepted where it was: %s', { timeout: 300_000 }, async (_, classes, least) => {
    const { before, after } = await fixedCorpus(classes);
    const refused: string[] = [];
    let tried = 0;
    for (const [index, object] of before.entries()) {
      const next = after[index];
      if (next === undefined || equal(object.body, next.body) || (await refusal(object)) !== undefined) continue;
      tried += 1;
      const reason = await refusal(next);
      if (reason !== undefined) refused.push(`${next.origin.kind === 'file' ? next.origin.source : ''} ${displayName(next)}: ${reason}`);
    }
    expect(refused).toEqual([]);
    expect(tried).toBeGreaterThan(least);
  });
});

/** Where objects of each built-in kind are created, by apiVersion and kind. */
async function resourcesOf(cluster: Cluster): Promise<Map<string, string>> {
  const groups = await cluster.request('GET', '/apis');
  const versions = [
    'v1',
    ...list(groups.body, 'groups').flatMap((group) => list(group, 'versions').map((version) => stringField(version, 'groupVersion') ?? '')),
  ];
  const result = new Map<string, string>();
  for (const version of versions) {
    const root = version === 'v1' ? '/api/v1' : `/apis/${version}`;
    const { body } = await cluster.request('GET', root);
    for (const resource of list(body, 'resources')) {
      const [name = '', kind = ''] = [stringField(resource, 'name'), stringField(resource, 'kind')];
      if (name.includes('/') || !list(resource, 'verbs').includes('create')) continue;
      const isNamespaced = isObject(resource) && resource['namespaced'] === true;
      result.set(`${version} ${kind}`, isNamespaced ? `${root}/namespaces/fix/${name}` : `${root}/${name}`);
    }
  }
  return result;
}

function list(value: unknown, key: string): readonly Json[] {
  const found = isObject(value as Json) ? (value as JsonObject)[key] : undefined;
  return isArray(found) ? found : [];
}

function inNamespace(body: JsonObject): JsonObject {
  const metadata = body['metadata'];
  return { ...body, metadata: { ...(isObject(metadata) ? metadata : {}), namespace: 'fix' } };
}
