// SPDX-License-Identifier: Apache-2.0
// Which rules of a policy decide anything, and which could be left out. Exact: a rule is dead where the earlier ones together take
// every request that it takes.
import { recordsAlike, ruleDecision } from './outcome.ts';
import type { AuditPolicy } from './policy.ts';
import type { AuditRequest } from './request.ts';
import { type Budget, findRequest, type Found } from './search.ts';
import { createSpace, type Space } from './space.ts';

export type RuleReach =
  | {
      readonly kind: 'live';
      /** A request that the rule decides. */
      readonly example: AuditRequest;
    }
  | {
      readonly kind: 'dead';
      /** Earlier rules that together take all that it takes, none of which could be left out; empty where no request has what it asks for. */
      readonly coveredBy: readonly number[];
    }
  /** The search was given up. */
  | { readonly kind: 'unknown' };

export type RuleEffect =
  /** Without the rule this request would be recorded otherwise. */
  | { readonly kind: 'changes'; readonly example: AuditRequest }
  /** Without the rule everything would be recorded as it is: later rules decide alike, or none does (undefined). */
  | { readonly kind: 'none'; readonly insteadBy: readonly (number | undefined)[] }
  | { readonly kind: 'unknown' };

/** What one question may cost, about a second, and all about one policy. */
const mostSteps = 400_000;
const mostStepsOfPolicy = 4_000_000;

/** Answers about the rules of one policy. */
export class PolicyReach {
  readonly #policy: AuditPolicy;
  readonly #space: Space;
  #stepsLeft = mostStepsOfPolicy;

  constructor(policy: AuditPolicy) {
    this.#policy = policy;
    this.#space = createSpace(policy);
  }

  reachOf(index: number): RuleReach {
    return this.#within((budget) => this.#reachOf(index, budget));
  }

  /** Of a rule that is live. */
  effectOf(index: number): RuleEffect {
    return this.#within((budget) => this.#effectOf(index, budget));
  }

  #within<Answer>(ask: (budget: Budget) => Answer): Answer {
    const given = Math.min(mostSteps, this.#stepsLeft);
    const budget = { steps: given };
    const answer = ask(budget);
    this.#stepsLeft -= given - Math.max(0, budget.steps);
    return answer;
  }

  #reachOf(index: number, budget: Budget): RuleReach {
    const earlier = range(0, index);
    const found = this.#find(index, earlier, budget);
    if (found === 'unknown') return { kind: 'unknown' };
    return found === 'none' ? { kind: 'dead', coveredBy: this.#cover(index, earlier, budget) } : { kind: 'live', example: found };
  }

  #effectOf(index: number, budget: Budget): RuleEffect {
    const own = ruleDecision(this.#policy, index);
    const before = range(0, index);
    const between: number[] = [];
    const insteadBy: (number | undefined)[] = [];
    for (const later of [...range(index + 1, this.#space.ofRule.length), undefined]) {
      const found =
        later === undefined
          ? this.#find(index, [...before, ...between], budget)
          : this.#findBoth(index, later, [...before, ...between], budget);
      if (found === 'unknown') return { kind: 'unknown' };
      if (found !== 'none') {
        if (!recordsAlike(own, ruleDecision(this.#policy, later))) return { kind: 'changes', example: found };
        insteadBy.push(later);
      }
      if (later !== undefined) between.push(later);
    }
    return { kind: 'none', insteadBy };
  }

  /** A request of the rule that none of the others takes. */
  #find(rule: number, others: readonly number[], budget: Budget): Found {
    const none = this.#boxesOf(others);
    return firstOf(this.#bitsOf(rule), (bit) => findRequest(this.#space, bit, none, budget));
  }

  #findBoth(rule: number, later: number, others: readonly number[], budget: Budget): Found {
    const none = this.#boxesOf(others);
    return firstOf(this.#bitsOf(rule), (bit) => firstOf(this.#bitsOf(later), (also) => findRequest(this.#space, bit | also, none, budget)));
  }

  #cover(index: number, earlier: readonly number[], budget: Budget): readonly number[] {
    if (this.#find(index, [], budget) === 'none') return [];
    const single = earlier.find((other) => this.#find(index, [other], budget) === 'none');
    if (single !== undefined) return [single];
    // Later rules are left out first: where either would do, a reader meets the earlier one.
    return earlier.toReversed().reduce<readonly number[]>((kept, other) => {
      const without = kept.filter((rule) => rule !== other);
      return this.#find(index, without, budget) === 'none' ? without : kept;
    }, earlier);
  }

  #boxesOf(rules: readonly number[]): bigint {
    return rules.reduce((mask, rule) => mask | (this.#space.ofRule[rule] ?? 0n), 0n);
  }

  #bitsOf(rule: number): bigint[] {
    return this.#space.boxes.flatMap((box, index) => (box.rule === rule ? 1n << BigInt(index) : []));
  }
}

function firstOf(bits: readonly bigint[], find: (bit: bigint) => Found): Found {
  for (const bit of bits) {
    const found = find(bit);
    if (found !== 'none') return found;
  }
  return 'none';
}

function range(start: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - start) }, (_, offset) => start + offset);
}
