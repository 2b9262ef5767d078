// SPDX-License-Identifier: Apache-2.0
// The inventory as a change leaves it, once controllers have done what follows from it.
import { buildInventory, type Inventory } from '../../model/inventory.ts';
import { field, includesJson, isArray, isObject, type JsonObject, stringField } from '../../model/json.ts';
import { digestOf } from '../../model/digest.ts';
import { essenceOf, type LastApplied, lastAppliedIn } from '../../model/last-applied.ts';
import { groupOf, type KubernetesObject, type ObjectRef } from '../../model/object.ts';
import { equal } from '../../model/patch.ts';
import { valueAt } from '../../model/pointer.ts';
import type { Applied, Change, Effect, LabelEdit } from './change.ts';
import { identityOf } from './identity.ts';

export interface AppliedChange {
  readonly after: Inventory;
  /** What really changes, each object once, in the order of the inventory; what is added stands last. */
  readonly effects: readonly Effect[];
  /** Parts of the change that meet nothing: what is to be deleted or labelled and is not there. */
  readonly missed: readonly string[];
}

/** Applies as `kubectl apply`, `delete` and `label` do, in this order. */
export function applyChange(inventory: Inventory, change: Change): AppliedChange {
  const before = byIdentity(inventory);
  const state = new Map(before);
  const missed: string[] = [];

  for (const applied of change.applied) {
    const key = identityOf(applied.object);
    state.set(key, putInPlace(state.get(key), applied));
  }
  const removed = new Map<string, string>();
  for (const ref of change.deleted) {
    const key = identityOf(ref);
    if (state.delete(key)) removed.set(key, 'it is deleted');
    else missed.push(`${nameOf(ref)} is to be deleted and is not there`);
  }
  for (const edit of change.labels) {
    const found = [...state].filter(([, object]) => isMeant(object, edit));
    if (found.length === 0) missed.push(`${nameOf({ ...edit, apiVersion: '' })} is to be labelled and is not there`);
    for (const [key, object] of found) state.set(key, labelled(object, edit));
  }
  for (const [key, because] of collected(before, state)) {
    state.delete(key);
    removed.set(key, because);
  }
  return { after: rebuilt(inventory, before, state), effects: effectsOf(before, state, removed), missed };
}

type State = ReadonlyMap<string, KubernetesObject>;

/** The first of several with one identity stands for them. */
function byIdentity({ objects }: Inventory): State {
  const found = new Map<string, KubernetesObject>();
  for (const object of objects) if (!found.has(identityOf(object))) found.set(identityOf(object), object);
  return found;
}

/** Labels and annotations that others have set stay; the rest is as the manifest says. The object itself where it says so already. */
function putInPlace(before: KubernetesObject | undefined, { object, last }: Applied): KubernetesObject {
  if (before === undefined) return object;
  const previous =
    last === undefined ? lastAppliedOf(before) : { labels: Object.keys(last.labels), annotations: Object.keys(last.annotations) };
  const labels = mergedMap(before.labels, object.labels, previous?.labels);
  const annotations = mergedMap(before.annotations, object.annotations, previous?.annotations);
  const metadata = { ...objectField(before.body, 'metadata'), ...objectField(object.body, 'metadata'), labels, annotations };
  const { status } = before.body;
  const body = { ...object.body, metadata, ...(status === undefined ? {} : { status }) };
  const after = { ...object, namespace: before.namespace, labels, annotations, body };
  return asksTheSame(before, after) ? before : after;
}

/**
 * A live object has what servers filled in: it says the same where it includes the manifest, and that is the one kubectl applied last. Without
 * that, fields may be gone that the one before had.
 */
function asksTheSame(before: KubernetesObject, after: KubernetesObject): boolean {
  const [old, fresh] = [essenceOf(before.body), essenceOf(after.body)];
  if (!equal({ ...before.labels }, { ...after.labels })) return false;
  if (before.origin.kind === 'file') return equal(old, fresh);
  return before.lastApplied?.digest === digestOf(fresh) && includesJson(old, fresh);
}

function mergedMap(
  before: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
  previous: readonly string[] = [],
): Readonly<Record<string, string>> {
  const kept = Object.entries(before).filter(([key]) => !previous.includes(key));
  return { ...Object.fromEntries(kept), ...wanted };
}

/** Of a live object as it was read; of one in a file by its annotation. */
function lastAppliedOf({ lastApplied, annotations }: KubernetesObject): LastApplied | undefined {
  const text = annotations['kubectl.kubernetes.io/last-applied-configuration'];
  return lastApplied ?? (text === undefined ? undefined : lastAppliedIn(text));
}

function objectField(body: JsonObject, key: string): JsonObject {
  const value = body[key];
  return isObject(value) ? value : {};
}

function isMeant(object: KubernetesObject, { kind, namespace, name }: LabelEdit): boolean {
  if (object.kind !== kind || (name !== '*' && object.name !== name)) return false;
  return identityOf({ ...object, name: '' }) === identityOf({ ...object, namespace: namespace || object.namespace, name: '' });
}

function labelled(object: KubernetesObject, { key, value }: LabelEdit): KubernetesObject {
  if (object.labels[key] === value) return object;
  const { [key]: _, ...rest } = object.labels;
  const labels = value === undefined ? rest : { ...rest, [key]: value };
  return { ...object, labels, body: { ...object.body, metadata: { ...objectField(object.body, 'metadata'), labels } } };
}

/** What goes with what was removed: everything in a namespace, of a kind, or owned by it; pods whose template is another. */
function collected(before: State, state: State): Map<string, string> {
  const gone = new Map<string, string>();
  const isGone = (key: string) => before.has(key) && (!state.has(key) || gone.has(key));
  const kindsGone = new Set([...before].flatMap(([key, object]) => (state.has(key) ? [] : definedKind(object))));
  const isReplaced = replacedTemplates(before, state);
  // Owners nest a few levels deep; each round takes one.
  for (let more = true; more; ) {
    more = false;
    for (const [key, object] of state) {
      if (gone.has(key)) continue;
      const because = isGone(identityOf({ apiVersion: 'v1', kind: 'Namespace', namespace: '', name: object.namespace }))
        ? `its namespace ${object.namespace} is deleted`
        : kindsGone.has(`${groupOf(object.apiVersion)}/${object.kind}`)
          ? 'its CustomResourceDefinition is deleted'
          : ownerGone(object, isGone, isReplaced);
      if (because === undefined) continue;
      gone.set(key, because);
      more = true;
    }
  }
  return gone;
}

function definedKind({ kind, body }: KubernetesObject): string[] {
  if (kind !== 'CustomResourceDefinition') return [];
  return [`${stringField(body['spec'], 'group') ?? ''}/${stringField(valueAt(body, '/spec/names'), 'kind') ?? ''}`];
}

const rollingKinds: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** Controllers make new pods where their template is another, but for those that wait for somebody to delete the old ones. */
function replacedTemplates(before: ReadonlyMap<string, KubernetesObject>, state: ReadonlyMap<string, KubernetesObject>): Set<string> {
  const replaced = new Set<string>();
  for (const [key, object] of state) {
    const old = before.get(key);
    if (old === undefined || old === object || !rollingKinds.has(object.kind)) continue;
    if (valueAt(object.body, '/spec/updateStrategy/type') === 'OnDelete') continue;
    if (!equal(valueAt(old.body, '/spec/template') ?? null, valueAt(object.body, '/spec/template') ?? null)) replaced.add(key);
  }
  return replaced;
}

function ownerGone(object: KubernetesObject, isGone: (key: string) => boolean, isReplaced: ReadonlySet<string>): string | undefined {
  const references = valueAt(object.body, '/metadata/ownerReferences');
  if (!isArray(references)) return undefined;
  for (const reference of references) {
    const owner = {
      apiVersion: stringField(reference, 'apiVersion') ?? '',
      kind: stringField(reference, 'kind') ?? '',
      namespace: object.namespace,
      name: stringField(reference, 'name') ?? '',
    };
    const key = identityOf(owner);
    if (isGone(key)) return `its owner ${nameOf(owner)} goes`;
    if (field(reference, 'controller') === true && isReplaced.has(key)) return `${nameOf(owner)} replaces it`;
  }
  return undefined;
}

/** What the change leaves alone stays as often as it is there: folders hold variants of one object. */
function rebuilt(inventory: Inventory, before: State, state: State): Inventory {
  const remaining = inventory.objects.flatMap((object) => {
    const key = identityOf(object);
    const [first, fresh] = [before.get(key), state.get(key)];
    if (fresh === first) return object;
    return fresh === undefined || object !== first ? [] : fresh;
  });
  const added = [...state].flatMap(([key, object]) => (before.has(key) ? [] : object));
  return buildInventory({ ...inventory, objects: [...remaining, ...added] }, inventory.version);
}

function effectsOf(before: State, state: State, removed: ReadonlyMap<string, string>): Effect[] {
  const old = [...before].flatMap(([key, object]): Effect[] => {
    const after = state.get(key);
    if (after === undefined) return [{ kind: 'removed', before: object, because: removed.get(key) ?? 'it is deleted' }];
    return after === object ? [] : [{ kind: 'changed', before: object, after }];
  });
  const added = [...state].flatMap(([key, after]): Effect[] => (before.has(key) ? [] : [{ kind: 'added', after }]));
  return [...old, ...added];
}

function nameOf({ kind, namespace, name }: ObjectRef): string {
  return namespace === '' ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}
