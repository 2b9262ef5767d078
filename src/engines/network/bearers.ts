// SPDX-License-Identifier: Apache-2.0
// Labels and who bears them, indexed, so that a requirement is answered without asking every pod.
import type { KubernetesObject } from '../../model/object.ts';
import type { Labels } from '../../model/selector.ts';
import type { Endpoint } from './endpoints.ts';
import { accountNameKey, type Bearer, type LabelTest, namespaceNameKey } from './term.ts';
import { isOfGroup } from './endpoints.ts';

/** Something with labels, and the items that are selected by them. */
interface Labelled {
  readonly labels: Labels;
  /** `all`: any label that is not here may be there all the same. */
  readonly open: ReadonlySet<string> | 'all';
  /** Labels that are surely not there. */
  readonly absent?: ReadonlySet<string>;
  /** The one value that labels of these keys have, if they are there. */
  readonly only?: { readonly keys: ReadonlySet<string>; readonly value: string };
  readonly items: number[];
}

export interface LabelIndex {
  readonly byKey: ReadonlyMap<string, ReadonlyMap<string, readonly Labelled[]>>;
  /** Those of whom any label may be unknown, and those of whom one is, by its key. */
  readonly open: readonly Labelled[];
  readonly openByKey: ReadonlyMap<string, readonly Labelled[]>;
}

export interface Answer {
  /** Items whose label meets the test. */
  readonly met: readonly number[];
  /** Items of which it is not known. */
  readonly open: readonly number[];
}

/** The items whose label has a value that the test wants; for NotIn and DoesNotExist those that are excluded by it. */
export function valuesMeeting(index: LabelIndex, test: LabelTest): Answer {
  const values = index.byKey.get(test.key);
  const open = [...index.open, ...(index.openByKey.get(test.key) ?? [])].filter((labelled) => isOpen(labelled, test));
  return { met: values === undefined ? [] : itemsOf(bearersMeeting(values, test)), open: itemsOf(open) };
}

// With loops, since these lists are long where clusters are large.
function itemsOf(all: readonly Labelled[]): number[] {
  const items: number[] = [];
  for (const labelled of all) for (const item of labelled.items) items.push(item);
  return items;
}

function isOpen({ labels, open, absent, only }: Labelled, test: LabelTest): boolean {
  const { key } = test;
  if (Object.hasOwn(labels, key) || absent?.has(key) === true) return false;
  if (only?.keys.has(key) === true && 'values' in test && !test.values.has(only.value)) return false;
  return open === 'all' || open.has(key);
}

function bearersMeeting(values: ReadonlyMap<string, readonly Labelled[]>, test: LabelTest): Labelled[] {
  switch (test.operator) {
    case 'In':
    case 'NotIn':
      return bearersOf(values, test.values);
    case 'Exists':
    case 'DoesNotExist':
      return [...values.values()].flat();
    case 'contains':
      return textsMeeting(values, (value) => value.includes(test.text));
    case 'starts with':
      return textsMeeting(values, (value) => value.startsWith(test.text));
    case 'ends with':
      return textsMeeting(values, (value) => value.endsWith(test.text));
  }
}

function bearersOf(values: ReadonlyMap<string, readonly Labelled[]>, wanted: ReadonlySet<string>): Labelled[] {
  const found: Labelled[] = [];
  for (const value of wanted) for (const labelled of values.get(value) ?? []) found.push(labelled);
  return found;
}

function textsMeeting(values: ReadonlyMap<string, readonly Labelled[]>, meets: (value: string) => boolean): Labelled[] {
  return [...values].flatMap(([value, labelled]) => (meets(value) ? labelled : []));
}

/** An index for each kind of bearer over the endpoints, which are the items. */
export function indexLabels(
  endpoints: readonly Endpoint[],
  objects: readonly KubernetesObject[],
  nameLabels: readonly string[] = [],
): Readonly<Record<Bearer, LabelIndex>> {
  const nameKeys = new Set(nameLabels);
  const named = (kind: string) => objects.filter((object) => object.kind === kind && isOfGroup(object, ''));
  const namespaces = new Map(named('Namespace').map((object) => [object.name, object.labels]));
  const accounts = new Map(named('ServiceAccount').map((object) => [`${object.namespace || 'default'}/${object.name}`, object.labels]));
  const nodes = new Map(named('Node').map((object) => [object.name, object.labels]));
  const groups: Record<Bearer, Map<string, Labelled>> = { pod: new Map(), namespace: new Map(), account: new Map(), node: new Map() };
  const put = (of: Bearer, key: string, item: number, make: () => Omit<Labelled, 'items'>) => {
    const known = groups[of].get(key);
    if (known === undefined) groups[of].set(key, { ...make(), items: [item] });
    else known.items.push(item);
  };
  endpoints.forEach((endpoint, item) => {
    const { kind, namespace, serviceAccount, labels, openLabels, node, meant } = endpoint;
    if (kind !== 'pod') return put('node', node ?? ' ', item, () => known(nodes.get(node ?? ' '), {}));
    put('pod', `${item}`, item, () => ({ labels, open: openLabels, ...(meant === undefined ? {} : { absent: meant.absent }) }));
    put('namespace', namespace, item, () => ({
      ...known(namespaces.get(namespace), { [namespaceNameKey]: namespace }),
      only: { keys: nameKeys, value: namespace },
    }));
    if (meant !== undefined) return put('account', `${namespace}/ `, item, () => known(undefined, {}));
    const account = `${namespace}/${serviceAccount}`;
    return put('account', account, item, () => known(accounts.get(account), { [accountNameKey]: serviceAccount }));
  });
  return { pod: indexOf(groups.pod), namespace: indexOf(groups.namespace), account: indexOf(groups.account), node: indexOf(groups.node) };
}

function known(labels: Labels | undefined, more: Labels): Omit<Labelled, 'items'> {
  return { labels: { ...labels, ...more }, open: labels === undefined ? 'all' : new Set() };
}

function put(lists: Map<string, Labelled[]>, key: string, labelled: Labelled): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [labelled]);
  else list.push(labelled);
}

function indexOf(group: ReadonlyMap<string, Labelled>): LabelIndex {
  const byKey = new Map<string, Map<string, Labelled[]>>();
  for (const labelled of group.values()) {
    for (const [key, value] of Object.entries(labelled.labels)) {
      const values = byKey.get(key) ?? new Map<string, Labelled[]>();
      byKey.set(key, values);
      put(values, value, labelled);
    }
  }
  const openByKey = new Map<string, Labelled[]>();
  for (const labelled of group.values()) {
    for (const key of labelled.open === 'all' ? [] : labelled.open) put(openByKey, key, labelled);
  }
  return { byKey, open: [...group.values()].filter(({ open }) => open === 'all'), openByKey };
}
