// SPDX-License-Identifier: Apache-2.0
// What a Gatekeeper constraint matches, and which images it admits.
import { type Inventory, objectsOfKind } from '../../model/inventory.ts';
import { field, isArray, isObject, type Json, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { perInventory } from './per-inventory.ts';
import { webhooksOf } from './webhooks.ts';

/** What judges objects against constraints. */
export const gatekeeperWebhook = 'validation.gatekeeper.sh';

export const templateKinds = ['ConstraintTemplate.templates.gatekeeper.sh'];
/** Every kind of the group: each template makes one. */
export const constraintKinds = ['*.constraints.gatekeeper.sh'];

export function matchOf({ body }: KubernetesObject): Json | undefined {
  return field(field(body, 'spec'), 'match');
}

export function strings(value: Json | undefined): string[] {
  return isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** deny where it is left out; `scoped` where each enforcement point has its own. */
export function enforcementAction({ body }: KubernetesObject): string {
  return stringField(field(body, 'spec'), 'enforcementAction') ?? 'deny';
}

/** The kinds that a constraint matches; empty where it names none and matches all. */
export function matchedKinds(constraint: KubernetesObject): string[] {
  const kinds = field(matchOf(constraint), 'kinds');
  return (isArray(kinds) ? kinds : []).flatMap((item) => strings(field(item, 'kinds')));
}

export function matchesPods(constraint: KubernetesObject): boolean {
  const kinds = matchedKinds(constraint);
  return (kinds.length === 0 || kinds.includes('Pod') || kinds.includes('*')) && stringField(matchOf(constraint), 'scope') !== 'Cluster';
}

/** Namespaces that a constraint names or leaves out may hold a * at either end. */
export function namesNamespace(patterns: readonly string[], namespace: string): boolean {
  return patterns.some((pattern) => {
    const core = pattern.replace(/^\*|\*$/g, '');
    if (pattern.startsWith('*') && pattern.endsWith('*')) return namespace.includes(core);
    if (pattern.startsWith('*')) return namespace.endsWith(core);
    return pattern.endsWith('*') ? namespace.startsWith(core) : namespace === pattern;
  });
}

/** Parameters that list what is admitted, however a template calls them; `exemptImages` and the like are none. */
const listName =
  /^(?!.*(?:disallow|den(?:y|ied)|block|forbid|exempt|exclu|ignore|skip)).*(?:repos|repositor(?:y|ies)|registr(?:y|ies)|images|imageprefixes)$/i;

export interface AdmittedImages {
  /** The parameter that lists them. */
  readonly name: string;
  readonly prefixes: readonly string[];
  /** Whether an entry is a whole reference unless it ends with a *. */
  readonly isExact: boolean;
}

/** The prefixes of images that a constraint admits; undefined where it has no such list. */
export function admittedImages({ kind, body }: KubernetesObject): AdmittedImages | undefined {
  if (/disallow|deny|denied|block|forbid/i.test(kind)) return undefined;
  const parameters = field(field(body, 'spec'), 'parameters');
  const names = isObject(parameters) ? Object.keys(parameters).filter((name) => listName.test(name)) : [];
  const name = names.find((candidate) => strings(field(parameters, candidate)).length > 0);
  if (name === undefined) return undefined;
  const prefixes = strings(field(parameters, name));
  return { name, prefixes, isExact: /images$/i.test(name) || prefixes.some((prefix) => prefix.endsWith('*')) };
}

export function admitsImage({ prefixes, isExact }: AdmittedImages, image: string): boolean {
  return prefixes.some((prefix) => {
    if (prefix.endsWith('*')) return image.startsWith(prefix.slice(0, -1));
    return isExact ? image === prefix : image.startsWith(prefix);
  });
}

/** Namespaces that Gatekeeper itself leaves out, by its Config. */
export function exemptNamespaces(inventory: Inventory): string[] {
  return objectsOfKind(inventory, 'Config', 'config.gatekeeper.sh').flatMap(({ body }) => {
    const match = field(field(body, 'spec'), 'match');
    return (isArray(match) ? match : []).flatMap((item) => {
      const processes = strings(field(item, 'processes'));
      return processes.includes('*') || processes.includes('webhook') ? strings(field(item, 'excludedNamespaces')) : [];
    });
  });
}

/** Whether the inventory has Gatekeeper's webhook: how that fails is told there. */
export const hasGatekeeperWebhook = perInventory((inventory) =>
  objectsOfKind(inventory, 'ValidatingWebhookConfiguration', 'admissionregistration.k8s.io').some((object) =>
    webhooksOf(object).some(({ name }) => name === gatekeeperWebhook),
  ),
);

/** The kind of constraint that a template defines. */
export function templatedKind({ body }: KubernetesObject): string | undefined {
  return stringField(field(field(field(field(body, 'spec'), 'crd'), 'spec'), 'names'), 'kind');
}

/** The kinds that the templates of an inventory define. */
export const templatesOf = perInventory(
  (inventory: Inventory): ReadonlySet<string> =>
    new Set(objectsOfKind(inventory, 'ConstraintTemplate', 'templates.gatekeeper.sh').flatMap((template) => templatedKind(template) ?? [])),
);

/** The kinds of the constraints of an inventory. */
export const constraintsIn = perInventory(
  (inventory: Inventory): ReadonlySet<string> => new Set(inventory.objects.filter(isConstraint).map(({ kind }) => kind)),
);

function isConstraint({ apiVersion }: KubernetesObject): boolean {
  return apiVersion.startsWith('constraints.gatekeeper.sh/');
}
