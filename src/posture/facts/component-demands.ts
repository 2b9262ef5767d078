// SPDX-License-Identifier: Apache-2.0
// What is demanded of one matter of a component's configuration.
import type { Component } from '../../model/components/component.ts';
import { flag, parseBoolean } from '../../model/components/flags.ts';
import { type Matter, type Setting, settingOf } from '../../model/components/setting.ts';
import type { Pointer } from '../../model/pointer.ts';
import { compareVersions, parseVersion } from '../../model/version.ts';
import type { CheckContext, Outcome, Remedy } from '../check.ts';
import type { JudgeComponent, Judgement } from './component-check.ts';
import { setting, unsetting } from './component-remedies.ts';
import { likelySafe } from './remedy-class.ts';

/** What holds where a matter is not given; of some it depends on the other ways the component is configured. */
type Default = string | ((component: Component, context: CheckContext) => string | undefined);

interface Demand extends Matter {
  readonly default?: Default;
  /** Where something else in the configuration makes the matter idle. */
  readonly unless?: (component: Component, context: CheckContext) => boolean;
}

interface Rule {
  readonly meets: (value: string) => boolean;
  /** After the name of the matter: `is not false`. */
  readonly fault: string;
  readonly remedy: (component: Component, now: Setting) => Remedy;
}

/** A matter must have one value; booleans in any spelling that Go reads. */
export function mustBe(demand: Demand, wanted: boolean | string | number, note?: string): JudgeComponent {
  return judged(demand, {
    meets: (value) => (typeof wanted === 'boolean' ? parseBoolean(value) === wanted : value === String(wanted)),
    fault: `is not ${wanted}`,
    remedy: (component) => setting(component, demand, wanted, note),
  });
}

/** A matter must not have a value; `repair` is one that is better. */
export function mustNotBe(
  demand: Demand,
  unwanted: (value: string) => boolean,
  fault: string,
  repair: string | number,
  note?: string,
): JudgeComponent {
  return judged(demand, {
    meets: (value) => !unwanted(value),
    fault,
    remedy: (component) => setting(component, demand, repair, note),
  });
}

/** A number that must be large enough. */
export function mustBeAtLeast(demand: Demand, least: number, note?: string): JudgeComponent {
  return judged(demand, {
    meets: (value) => /^[+-]?\d+$/.test(value) && Number(value) >= least,
    fault: `is less than ${least}`,
    remedy: (component) => setting(component, demand, least, note),
  });
}

/** All of these matters must be given; `advice` says what to give. What is missing at one place is one fault. */
export function mustBeGiven(demands: readonly Demand[], advice: string): JudgeComponent {
  const given = demands.map((demand) =>
    judged(demand, { meets: (value) => value !== '', fault: 'is not given', remedy: () => ({ kind: 'advice', advice }) }),
  );
  return (component, context) => {
    const judgements = given.map((judge) => judge(component, context));
    const outcomes = judgements.flatMap((judgement) => judgement.outcomes);
    const [first] = outcomes;
    const isOne =
      new Set(outcomes.map(({ object }) => object)).size === 1 && demands.every((demand) => settingOf(component, demand).kind === 'absent');
    if (first === undefined || outcomes.length === 1 || !isOne) {
      return { judged: judgements.flatMap((judgement) => judgement.judged), outcomes };
    }
    if (first.outcome.kind === 'undecided') return { judged: [first.object], outcomes: [first] };
    const reason = `${demands.map((demand) => nameOf(demand, settingOf(component, demand), component)).join(' and ')} are not given`;
    const outcome = { ...first.outcome, reason, detail: `${labelOf(component)}: ${reason}` };
    return { judged: [first.object], outcomes: [{ object: first.object, outcome }] };
  };
}

/** A matter must be left to its default. */
export function mustNotBeGiven(demand: Demand, note?: string): JudgeComponent {
  return judged(
    { default: '', ...demand },
    { meets: (value) => value === '', fault: 'is given', remedy: (component) => unsetting(component, demand, note) },
  );
}

/** A list that must hold an item; `repair` is the whole list where nothing holds it yet. */
export function mustInclude(demand: Demand, wanted: string, note?: string): JudgeComponent {
  const matter = { ...demand, list: true } as const;
  return judged(matter, {
    meets: (value) => items(value).includes(wanted),
    fault: `does not include ${wanted}`,
    remedy: (component, now) => setting(component, matter, [...items(valueOf(now) ?? ''), wanted], note),
  });
}

/** A list that must not hold an item. Where it holds nothing else, `instead` takes its place, or the default. */
export function mustNotInclude(demand: Demand, unwanted: string, instead: string | undefined, note?: string): JudgeComponent {
  const matter = { ...demand, list: true } as const;
  return judged(matter, {
    meets: (value) => !items(value).includes(unwanted),
    fault: `includes ${unwanted}`,
    remedy: (component, now) => {
      const rest = items(valueOf(now) ?? '').filter((item) => item !== unwanted);
      if (rest.length > 0) return setting(component, matter, rest, note);
      return instead === undefined ? unsetting(component, matter, note) : setting(component, matter, instead, note);
    },
  });
}

/** A list all of whose items must be known to be good. Where none of them is, `repair` takes their place. */
export function mustBeAmong(demand: Demand, good: ReadonlySet<string>, repair: readonly string[], note?: string): JudgeComponent {
  const matter = { ...demand, list: true } as const;
  return judged(matter, {
    meets: (value) => items(value).length > 0 && items(value).every((item) => good.has(item)),
    fault: 'allows values that are weak',
    remedy: (component, now) => {
      const rest = items(valueOf(now) ?? '').filter((item) => good.has(item));
      return setting(component, matter, rest.length > 0 ? rest : repair, note);
    },
  });
}

function judged(demand: Demand, rule: Rule): JudgeComponent {
  return (component, context): Judgement => {
    const now = settingOf(component, demand);
    if (now.kind === 'absent' && isDropInAlone(component)) return { judged: [], outcomes: [] };
    if (demand.unless?.(component, context) === true) return { judged: [now.object], outcomes: [] };
    const outcome = outcomeOf(component, context, demand, rule, now);
    return { judged: [now.object], outcomes: outcome === undefined ? [] : [{ object: now.object, outcome }] };
  };
}

/** Why a matter that is not seen may nevertheless be given. */
function hiddenBy({ incomplete, unread }: Component, { field }: Matter): string | undefined {
  if (incomplete !== undefined || unread === undefined || field === undefined) return incomplete;
  return `${unread}, which its flag --config names, is not in the input`;
}

/** A drop-in whose file is not known says nothing about what it leaves out. */
function isDropInAlone({ incomplete, argumentsPath }: Component): boolean {
  return incomplete !== undefined && argumentsPath === '';
}

function outcomeOf(component: Component, context: CheckContext, demand: Demand, rule: Rule, now: Setting): Outcome | undefined {
  const name = nameOf(demand, now, component);
  const common = { path: now.path, reason: `${name} ${rule.fault}` };
  const undecided = (reason: string, missing: string): Outcome => ({
    kind: 'undecided',
    path: now.path,
    reason: `${name} is not known`,
    detail: `${labelOf(component)}: ${reason}`,
    missing,
  });
  if (now.kind === 'unreadable') return undecided(now.why, `a value of ${name} that ${component.name} can read`);
  const hidden = hiddenBy(component, demand);
  if (now.kind === 'absent' && hidden !== undefined) return undecided(hidden, `all flags and files of ${component.name}`);
  const value = valueOf(now) ?? (typeof demand.default === 'function' ? demand.default(component, context) : demand.default);
  if (value !== undefined && rule.meets(value)) return undefined;
  const said = now.kind === 'absent' ? (value === undefined ? 'is not given' : `is not given, which means ${value}`) : `is ${value}`;
  return { kind: 'fault', ...common, detail: `${labelOf(component)}: ${name} ${said}`, remedy: rule.remedy(component, now) };
}

function valueOf(now: Setting): string | undefined {
  return 'value' in now ? now.value : undefined;
}

function items(value: string): string[] {
  return value.split(',').flatMap((item) => (item.trim() === '' ? [] : item.trim()));
}

/** How people know a matter where it is, or belongs. */
function nameOf({ flag, field, variable }: Demand, now: Setting, { configuration }: Component): string {
  if (field !== undefined && configuration.includes(now.object)) return field.slice(1).replaceAll('/', '.');
  return now.kind === 'variable' && variable !== undefined ? variable : `--${flag}`;
}

function labelOf({ name, place }: Component): string {
  return place?.container.name === undefined ? name : `${name} in container "${place.container.name}"`;
}

/** The same demand where what is to be set depends on the cluster: advice instead of a patch. */
export function advised(judge: JudgeComponent, advice: string): JudgeComponent {
  return (component, context) => {
    const { judged: objects, outcomes } = judge(component, context);
    const withAdvice = (outcome: Outcome): Outcome =>
      outcome.kind === 'fault' ? { ...outcome, remedy: { kind: 'advice', advice } } : outcome;
    return { judged: objects, outcomes: outcomes.map(({ object, outcome }) => ({ object, outcome: withAdvice(outcome) })) };
  };
}

/** The same demand where few programs fail by what is to be set: the note says which. */
export function likelySafely(judge: JudgeComponent): JudgeComponent {
  return (component, context) => {
    const { judged: objects, outcomes } = judge(component, context);
    const classed = (outcome: Outcome): Outcome =>
      outcome.kind === 'fault' && outcome.remedy !== undefined ? { ...outcome, remedy: likelySafe(outcome.remedy) } : outcome;
    return { judged: objects, outcomes: outcomes.map(({ object, outcome }) => ({ object, outcome: classed(outcome) })) };
  };
}

/** A default that depends on whether the component reads a configuration file: flags have other defaults than files. */
export function byFile(withFile: string, withoutFile: string): (component: Component) => string {
  return ({ configuration, flags }) => {
    // A folder of drop-ins alone changes what flags leave to their defaults.
    const alone = configuration.length > 0 && flag(flags, 'config-dir') === undefined;
    return alone || flag(flags, 'config') !== undefined ? withFile : withoutFile;
  };
}

/** A default that Kubernetes changed with a version. */
export function since(version: string, value: string, before: string): (component: Component, context: CheckContext) => string {
  const first = parseVersion(version);
  return (_, context) => (first !== undefined && compareVersions(first, context.version) <= 0 ? value : before);
}

/** The value of a matter; undefined where it is not given. */
export function settingText(component: Component, name: string, field?: Pointer): string | undefined {
  return valueOf(settingOf(component, { flag: name, ...(field === undefined ? {} : { field }) }));
}
