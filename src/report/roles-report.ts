// SPDX-License-Identifier: Apache-2.0
// Roles made from an audit log, told to whoever will apply them: what each rule was used for, what stays out, and what nobody uses.
import { type Binding, compactRules } from '../engines/rbac/index.ts';
import { cautionsOf, type KnownToday } from '../harden/roles/cautions.ts';
import { days, type GrantedUse, type TakenAway } from '../harden/roles/granted.ts';
import { bindingManifests, roleManifest } from '../harden/roles/manifests.ts';
import type { Need, Recorded } from '../proof/calls/need-table.ts';
import type { ProposedRole, SubjectProposal } from '../harden/roles/proposal.ts';
import type { Proven } from '../harden/roles/proven.ts';
import type { AuditLog } from '../model/audit/audit-log.ts';
import { askedText, requestText, ruleText } from './roles-text.ts';
import { dayText, ruleComments, spanOf, subjectText, usedText } from './roles-yaml.ts';
import { count, type Ink, type Page, printable, wrap } from './style.ts';

/** What the roles and bindings of today say of one subject. */
export interface Today {
  readonly taken: readonly TakenAway[];
  /** Bindings to groups by which the subject holds more. */
  readonly groups: readonly Binding[];
  /** For `--why`: the bindings that allow a request. */
  readonly allowedBy: (need: Need) => readonly Binding[];
}

export interface RolesReport {
  readonly log: AuditLog;
  readonly recorded: Recorded;
  readonly proposals: readonly SubjectProposal[];
  readonly proven: Proven;
  /** Undefined where no roles and bindings were given. */
  readonly today?: {
    readonly of: (proposal: SubjectProposal) => Today;
    readonly uses: readonly GrantedUse[];
    readonly unusedFor: number;
    readonly known: KnownToday;
  };
  readonly why: boolean;
  /** Whether the roles and bindings of today were to be looked at. */
  readonly asksToday: boolean;
}

const shown = 12;

export function renderRoles(report: RolesReport, page: Page): string {
  const { ink } = page;
  const { log, recorded, proposals, today } = report;
  const roles = proposals.reduce((sum, proposal) => sum + proposal.roles.length, 0);
  const span = log.first === undefined || log.last === undefined ? '' : `, ${dayText(log.first)} to ${dayText(log.last)}`;
  const broken = log.broken === 0 ? '' : ink.red(`, ${count(log.broken, 'broken line')}`);
  const repeated = log.duplicates === 0 ? '' : `, ${count(log.duplicates, 'repetition')}`;
  return [
    ink.bold(`${count(log.events, 'event')}${repeated}${span}${broken}: ${count(roles, 'role')} for ${count(proposals.length, 'subject')}`),
    ...proposals.flatMap((proposal) => subjectLines(proposal, report, page)),
    ...(today === undefined ? [] : unusedLines(today.uses, today.unusedFor, page)),
    ...(today === undefined && report.asksToday ? ['', ink.red('The input has no bindings: what is granted today is not known.')] : []),
    ...list(
      'Left out, unless named with --subject',
      [...recorded.passedOver].map(([why, { users, requests }]) => `${why}: ${count(users, 'user')}, ${count(requests, 'request')}`),
      page,
      ink.dim,
    ),
    ...list(
      'Lines that are no events',
      log.examples.map(({ source, line, reason }) => `${source}:${line}: ${reason}`),
      page,
      ink.red,
    ),
    ...list('The last line is cut: the log was being written', log.cut, page, ink.dim),
    ...(recorded.leftOut === 0
      ? []
      : ['', ink.red(`${count(recorded.leftOut, 'request')} left out: too many different ones (--generalise names, or --subject)`)]),
    ...(log.events > 0 && log.events === recorded.unanswered
      ? ['', ink.red('No event has an answer: the audit policy has to record the stage ResponseComplete.')]
      : []),
    '',
    ...proofLines(report, page),
    '',
  ].join('\n');
}

function subjectLines(proposal: SubjectProposal, { today, why }: RolesReport, page: Page): string[] {
  const { ink } = page;
  const { subject, roles, inexpressible, denied, beforeWindow, forEverybody, needs } = proposal;
  const now = today?.of(proposal);
  const everybody = forEverybody === 0 ? [] : [ink.dim(`  ${count(forEverybody, 'request')} that Kubernetes lets everybody make`)];
  return [
    '',
    `${ink.bold(subjectText(subject))}  ${ink.dim(usedText(needs))}`,
    ...roles.flatMap((role) => roleLines(role, page, why)),
    ...(why && now !== undefined ? list('  Allowed today by', reasonLines(needs, now), page, ink.dim) : []),
    ...everybody,
    ...list('  Refused, and not granted (--include-denied)', needLines(denied), page, ink.magenta),
    ...list('  Asked for before the window only, and not granted', needLines(beforeWindow), page, ink.yellow),
    ...list('  No rule allows this alone: it is not granted', needLines(inexpressible), page, ink.red),
    ...(now === undefined ? [] : takenLines(now, page)),
    ...list('  Not certain', cautionsOf(proposal, today?.known), page, ink.yellow),
  ];
}

function roleLines({ kind, namespace, name, boundIn, rules }: ProposedRole, { ink, width }: Page, why: boolean): string[] {
  const where = boundIn.includes('') ? 'in the whole cluster' : `in ${printable(boundIn.join(', '))}`;
  return [
    `  ${kind} ${printable(namespace === '' ? name : `${namespace}/${name}`)} ${where}`,
    ...rules.flatMap((rule) => {
      const [used = '', ...more] = ruleComments(rule, why);
      return [
        ...wrap(ruleText(rule.rule), width - 8).map((text, index) => `${index === 0 ? '    ' : '      '}${text}`),
        ink.dim(`      ${used}`),
        ...more.map((text) => ink.dim(`      ${text}`)),
      ];
    }),
  ];
}

function needLines(needs: readonly Need[]): string[] {
  return needs.toSorted((a, b) => b.count - a.count).map(requestText);
}

function reasonLines(needs: readonly Need[], now: Today): string[] {
  const byBindings = Map.groupBy(needs, (need) => now.allowedBy(need).map(bindingText).join(', '));
  return [...byBindings].map(
    ([bindings, allowed]) =>
      `${bindings === '' ? 'nothing in the input' : bindings}: ${count(allowed.length, 'request')}, such as ${askedOf(allowed)}`,
  );
}

function askedOf([first]: readonly Need[]): string {
  return first === undefined ? '' : askedText(first.request);
}

function takenLines({ taken, groups }: Today, page: Page): string[] {
  const { ink } = page;
  return [
    ...taken.flatMap(({ bindings, rules }) => {
      const named = bindings.map(bindingText).join(', ');
      return rules.length === 0
        ? ['', `  ${ink.bold(`${named} can go: nothing else comes through it`)}`]
        : list(`  No longer allowed once ${named} is taken away`, rules.map(ruleText), page, ink.yellow);
    }),
    ...list('  Stays allowed besides, through groups', groups.map(bindingText), page, ink.yellow),
  ];
}

function unusedLines(uses: readonly GrantedUse[], unusedFor: number, page: Page): string[] {
  const lines = (verdict: 'unused' | 'unknown') => uses.flatMap((use) => idleLine(use, verdict) ?? []);
  const stars = uses.flatMap(({ binding, role, parts }) =>
    parts.flatMap(({ rule, usedFor }) =>
      usedFor === undefined ? [] : `${granted(binding, role)}: ${ruleText(rule)}, used for ${usedFor.map(ruleText).join('; ')}`,
    ),
  );
  return [
    ...list('Granted by a star, and used only for', stars, page, page.ink.yellow, 40),
    ...list(`Granted, and not used in ${days(unusedFor)}`, lines('unused'), page, page.ink.yellow, 40),
    ...list(`Granted, and not seen, which proves nothing for ${days(unusedFor)}`, lines('unknown'), page, page.ink.magenta, 40),
  ];
}

function idleLine({ binding, role, parts, users }: GrantedUse, verdict: 'unused' | 'unknown'): string | undefined {
  const idle = parts.filter((part) => part.verdict === verdict);
  if (idle.length === 0) return undefined;
  const never = compactRules(idle.filter(({ last }) => last === undefined).map(({ rule }) => rule)).map(ruleText);
  const once = idle.flatMap(({ rule, last }) => (last === undefined ? [] : [`${ruleText(rule)} since ${dayText(last)}`]));
  const [missing] = idle.flatMap((part) => part.missing ?? []);
  const who = users.length === 0 ? ', by nobody in the log' : '';
  const rights = idle.length === parts.length && once.length === 0 ? `none of its rights${who}` : [...once, ...never].join('; ');
  return `${granted(binding, role)}: ${rights}${missing === undefined ? '' : `; missing: ${missing}`}`;
}

function granted(binding: Binding, role: GrantedUse['role']): string {
  return `${bindingText(binding)} → ${binding.roleRef.kind} ${printable(role.name)}`;
}

/** `ClusterRoleBinding ops`, `RoleBinding shop/ops`. */
function bindingText({ namespace, name }: Binding): string {
  return printable(namespace === '' ? `ClusterRoleBinding ${name}` : `RoleBinding ${namespace}/${name}`);
}

function proofLines({ proven: { allowed, times, lost } }: RolesReport, { ink }: Page): string[] {
  const all = `${count(allowed, 'different recorded request')} (made ${count(times, 'time')})`;
  if (allowed + lost.length === 0) return [ink.red('Nothing was recorded that could be proved.')];
  if (lost.length === 0) return [ink.green(`Every one of ${all} is still allowed with these roles.`)];
  return [
    ink.red(`${count(lost.length, 'recorded request')} would not be allowed; ${all} would:`),
    ...lost.slice(0, shown).map(({ need, proposal }) => `  ${subjectText(proposal.subject)}: ${requestText(need)}`),
  ];
}

function list(title: string, items: readonly string[], { ink, width }: Page, paint: Ink['red'], most = shown): string[] {
  if (items.length === 0) return [];
  const indent = /^ */.exec(title)?.[0] ?? '';
  const rest = items.length - most;
  const lines = items
    .slice(0, most)
    .flatMap((item) =>
      wrap(printable(item), Math.min(width, 130) - indent.length - 4).map(
        (text, index) => `${indent}${index === 0 ? `  ${paint('•')} ` : '    '}${text}`,
      ),
    );
  return ['', `${indent}${ink.bold(title.trimStart())}`, ...lines, ...(rest > 0 ? [ink.dim(`${indent}    … and ${rest} more`)] : [])];
}

/** The report as data; times are ISO 8601. */
export function rolesData({ log, recorded, proposals, proven, today, why }: RolesReport, complete: boolean): object {
  return {
    complete,
    subjects: proposals.map((proposal) => {
      const now = today?.of(proposal);
      return {
        subject: proposal.subject,
        roles: proposal.roles.map((role) => ({
          manifests: [roleManifest(role), ...bindingManifests(role, proposal.subject)],
          rules: role.rules.map((rule) => ({
            ...rule.rule,
            ...usage(rule.needs),
            ...(rule.kept === undefined ? {} : { kept: rule.kept }),
            ...(why ? { requests: rule.needs.map(needData) } : {}),
          })),
        })),
        requests: proposal.needs.length,
        forEverybody: proposal.forEverybody,
        denied: proposal.denied.map(needData),
        beforeWindow: proposal.beforeWindow.map(needData),
        inexpressible: proposal.inexpressible.map(needData),
        cautions: cautionsOf(proposal, today?.known),
        ...(now === undefined
          ? {}
          : {
              noLongerAllowed: now.taken.map(({ namespace, bindings, rules }) => ({
                namespace,
                bindings: bindings.map(bindingText),
                rules,
              })),
              throughGroups: now.groups.map(bindingText),
            }),
      };
    }),
    ...(today === undefined ? {} : { granted: today.uses.map(useData), unusedForDays: today.unusedFor / 86_400_000 }),
    passedOver: Object.fromEntries(recorded.passedOver),
    log: { ...log, ...(log.first === undefined ? {} : { first: iso(log.first), last: iso(log.last) }), leftOut: recorded.leftOut },
    proof: {
      allowed: proven.allowed,
      times: proven.times,
      lost: proven.lost.map(({ need, proposal }) => ({ subject: proposal.subject, ...needData(need) })),
    },
  };
}

function useData({ binding, role, parts, users }: GrantedUse): object {
  return {
    binding: bindingText(binding),
    role: `${binding.roleRef.kind} ${role.name}`,
    users,
    rights: parts.map(({ rule, verdict, last, count: times, missing, usedFor }) => ({
      ...rule,
      verdict,
      count: times,
      last: iso(last),
      usedFor,
      missing,
    })),
  };
}

function usage(needs: readonly Need[]): object {
  const [first, last] = spanOf(needs);
  return { count: needs.reduce((sum, need) => sum + need.count, 0), first: iso(first), last: iso(last) };
}

function needData({ request, first, last, ...rest }: Need): object {
  return { request, ...rest, first: iso(first), last: iso(last) };
}

function iso(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}
