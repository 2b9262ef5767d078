// SPDX-License-Identifier: Apache-2.0
// What rules cover, as upstream's Covers decides it for the smallest parts of a rule. A rule is every combination of its verbs,
// groups, resources and names, and what another covers of it is such a product too: so one is taken from the other list by list, and
// what is left is a few rules, however many combinations they stand for.
import { nonResourceUrlCovers, type PolicyRule } from './rule.ts';

export interface Coverage {
  /** Takes another rule among those that are held. */
  readonly add: (rule: PolicyRule) => void;
  /** What no held rule grants of the wanted one, in rules that don't overlap. */
  readonly uncovered: (wanted: PolicyRule) => PolicyRule[];
  /** The same, and the rest that is granted. */
  readonly split: (wanted: PolicyRule) => Split;
}

/** The parts of a rule by whether others cover them. */
export interface Split {
  readonly covered: readonly PolicyRule[];
  readonly left: readonly PolicyRule[];
}

const coverages = new WeakMap<readonly PolicyRule[], Coverage>();

/** The coverage of rules that don't change. */
export function coverageOf(held: readonly PolicyRule[]): Omit<Coverage, 'add'> {
  const known = coverages.get(held);
  if (known !== undefined) return known;
  const coverage = createCoverage();
  for (const rule of held) coverage.add(rule);
  coverages.set(held, coverage);
  return coverage;
}

/** A held rule with its lists as sets. */
interface HeldRule {
  readonly verbs: ReadonlySet<string>;
  readonly apiGroups: ReadonlySet<string>;
  readonly resources: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  readonly urls: readonly string[];
}

export function createCoverage(): Coverage {
  const byResource = new Map<string, HeldRule[]>();
  const withUrls: HeldRule[] = [];
  return {
    add({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }) {
      const held: HeldRule = {
        verbs: new Set(verbs),
        apiGroups: new Set(apiGroups),
        resources: new Set(resources),
        names: new Set(resourceNames),
        urls: nonResourceURLs,
      };
      for (const resource of held.resources) {
        const list = byResource.get(resource);
        if (list === undefined) byResource.set(resource, [held]);
        else list.push(held);
      }
      // A rule that is limited to names covers no path, though it allows it.
      if (nonResourceURLs.length > 0 && resourceNames.length === 0) withUrls.push(held);
    },
    uncovered: (wanted) => [...splitOf(wanted, byResource, withUrls).left],
    split: (wanted) => splitOf(wanted, byResource, withUrls),
  };
}

function splitOf(wanted: PolicyRule, byResource: ReadonlyMap<string, readonly HeldRule[]>, withUrls: readonly HeldRule[]): Split {
  const { verbs, apiGroups, resources, nonResourceURLs } = wanted;
  const isOnResources = verbs.length > 0 && apiGroups.length > 0 && resources.length > 0;
  const isOnUrls = verbs.length > 0 && nonResourceURLs.length > 0;
  const onResources = isOnResources
    ? parts({ ...wanted, nonResourceURLs: [] }, candidates(byResource, resources), withoutResources)
    : nothing;
  const onUrls = isOnUrls ? parts({ ...noRule, verbs, nonResourceURLs }, withUrls, withoutUrls) : nothing;
  return { covered: [...onResources.covered, ...onUrls.covered], left: [...onResources.left, ...onUrls.left] };
}

const noRule: PolicyRule = { verbs: [], apiGroups: [], resources: [], resourceNames: [], nonResourceURLs: [] };
const nothing: Split = { covered: [], left: [] };

/** Takes one held rule after another from what is left. */
function parts(wanted: PolicyRule, held: Iterable<HeldRule>, without: (part: PolicyRule, rule: HeldRule) => Split): Split {
  const covered: PolicyRule[] = [];
  let left: readonly PolicyRule[] = [wanted];
  for (const rule of held) {
    left = left.flatMap((part) => {
      const split = without(part, rule);
      covered.push(...split.covered);
      return split.left;
    });
    if (left.length === 0) break;
  }
  return { covered, left };
}

function candidates(byResource: ReadonlyMap<string, readonly HeldRule[]>, resources: readonly string[]): Set<HeldRule> {
  const keys = new Set(['*', ...resources, ...resources.flatMap(anyWithSubresource)]);
  return new Set([...keys].flatMap((key) => byResource.get(key) ?? []));
}

// '*/scale' of 'deployments/scale'.
function anyWithSubresource(resource: string): string[] {
  const slash = resource.indexOf('/');
  return slash < 0 ? [] : [`*${resource.slice(slash)}`];
}

/** What is left of a rule when another is taken from it: list by list, what the other lacks of it. */
function withoutResources(part: PolicyRule, held: HeldRule): Split {
  const verbs = parted(part.verbs, (verb) => held.verbs.has('*') || held.verbs.has(verb));
  const groups = parted(part.apiGroups, (group) => held.apiGroups.has('*') || held.apiGroups.has(group));
  const resources = parted(
    part.resources,
    (resource) =>
      held.resources.has('*') || held.resources.has(resource) || anyWithSubresource(resource).some((any) => held.resources.has(any)),
  );
  const names = parted(part.resourceNames, (name) => held.names.size === 0 || held.names.has(name));
  const coversNames = part.resourceNames.length === 0 ? held.names.size === 0 : names.covered.length > 0;
  if (verbs.covered.length === 0 || groups.covered.length === 0 || resources.covered.length === 0 || !coversNames)
    return { covered: [], left: [part] };
  const left = [
    ...(verbs.left.length === 0 ? [] : [{ ...part, verbs: verbs.left }]),
    ...(groups.left.length === 0 ? [] : [{ ...part, verbs: verbs.covered, apiGroups: groups.left }]),
    ...(resources.left.length === 0 ? [] : [{ ...part, verbs: verbs.covered, apiGroups: groups.covered, resources: resources.left }]),
    ...(names.left.length === 0
      ? []
      : [{ ...part, verbs: verbs.covered, apiGroups: groups.covered, resources: resources.covered, resourceNames: names.left }]),
  ];
  const resourceNames = names.covered;
  return { covered: [{ ...part, verbs: verbs.covered, apiGroups: groups.covered, resources: resources.covered, resourceNames }], left };
}

function withoutUrls(part: PolicyRule, held: HeldRule): Split {
  const verbs = parted(part.verbs, (verb) => held.verbs.has('*') || held.verbs.has(verb));
  const urls = parted(part.nonResourceURLs, (url) => held.urls.some((own) => nonResourceUrlCovers(own, url)));
  if (verbs.covered.length === 0 || urls.covered.length === 0) return { covered: [], left: [part] };
  const left = [
    ...(verbs.left.length === 0 ? [] : [{ ...part, verbs: verbs.left }]),
    ...(urls.left.length === 0 ? [] : [{ ...part, verbs: verbs.covered, nonResourceURLs: urls.left }]),
  ];
  return { covered: [{ ...part, verbs: verbs.covered, nonResourceURLs: urls.covered }], left };
}

/** Those of a list that are covered, and those that are left; no new list where it is all or nothing. */
function parted(
  list: readonly string[],
  isCovered: (item: string) => boolean,
): { readonly covered: readonly string[]; readonly left: readonly string[] } {
  const covered = list.filter(isCovered);
  if (covered.length === 0) return { covered, left: list };
  if (covered.length === list.length) return { covered: list, left: [] };
  return { covered, left: list.filter((item) => !isCovered(item)) };
}
