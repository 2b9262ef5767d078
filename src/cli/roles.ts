// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { Command, Option } from 'commander';
import { readAuditLogs } from '../adapters/files/audit-logs.ts';
import { type Current, currentRoles, gatherersOf, isNotLookedAt, recordedBy } from '../harden/roles/current.ts';
import { allowsEverybody, everybody } from '../harden/roles/everybody.ts';
import { namesGeneralised } from '../harden/roles/generalise.ts';
import { allowedBy, takenAway, throughGroups, usesOf } from '../harden/roles/granted.ts';
import { type KeepEntry, readKeepList } from '../harden/roles/keep-list.ts';
import { NeedTable, type Recorded, type SubjectNeeds } from '../proof/calls/need-table.ts';
import { proposeRoles, type SubjectProposal } from '../harden/roles/proposal.ts';
import { provenAgainst } from '../harden/roles/proven.ts';
import { RoleNames } from '../harden/roles/role-names.ts';
import { subjectOf, userNameOf } from '../proof/calls/subjects.ts';
import type { AuditLog } from '../model/audit/audit-log.ts';
import { type Inventory, objectsOfKind } from '../model/inventory.ts';
import type { Problem } from '../model/problem.ts';
import { type KubernetesVersion, newestKubernetes } from '../model/version.ts';
import { bindingKinds, roleKinds } from '../posture/facts/rbac.ts';
import { renderRoles, rolesData, type RolesReport } from '../report/roles-report.ts';
import { roleTexts } from '../report/roles-yaml.ts';
import { stringify } from '../report/stringify.ts';
import { count } from '../report/style.ts';
import { addClusterOptions, type ClusterSelection, clusterTarget } from './cluster-options.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodes, UsageError } from './exit-codes.ts';
import { collect, kubernetesVersion, pathsHelp, period } from './options.ts';
import { writeStdout, writeWhole } from './output.ts';
import { gapProblems, reportProblems } from './problems.ts';
import { readInventory } from './read-inventory.ts';
import { readSettings } from './settings.ts';
import { type Progress, stderrPage, stderrProgress, stdoutPage } from './terminal.ts';

interface Options extends ClusterSelection {
  readonly audit: readonly string[];
  readonly subject: readonly string[];
  readonly generalise: readonly string[];
  readonly window?: number;
  readonly unused?: number;
  readonly keep?: string;
  readonly includeDenied?: boolean;
  readonly why?: boolean;
  readonly format: 'yaml' | 'table' | 'json';
  readonly output?: string;
  readonly out?: string;
  readonly kubernetesVersion?: KubernetesVersion;
  readonly include: readonly string[];
  readonly quiet?: boolean;
}

const unusedByDefault = 90 * 86_400_000;

const examples = `
Examples:
  rampart roles --audit audit.log                            manifests on standard output, the report on standard error
  rampart roles --audit /var/log/kubernetes/ --output rbac/  a folder of rotated logs; a file for each subject
  rampart roles --audit audit*.log.gz --subject shop/api --why
  rampart roles --cluster --audit audit.log --unused 90d     what is granted and not used, and what would be taken away
  rampart roles rbac/ policy.yaml --audit audit.log --keep keep.yaml --generalise pods,leases
  kubectl logs -n kube-system kube-apiserver-a | rampart roles --audit -

Logs are those of the API server, as JSON or text, packed with gzip or not, lists of its webhook, and what Docker, CRI and other
collectors make of them. PATHS or --cluster are the roles and bindings of today, and an audit policy, where there are any. --keep names a
file of needs that are too rare for the log: a list \`keep\` of subject, namespace, reason and rules.

Exit codes: 0 every recorded request stays allowed, 1 some would not, 2 usage error, 3 evidence incomplete.`;

export function command(_: CommandContext): Command {
  return addClusterOptions(new Command('roles'))
    .description('The smallest roles for what an audit log recorded, proved to allow all of it, and what is granted and not used.')
    .argument('[path...]', `roles and bindings of today: ${pathsHelp}`)
    .requiredOption('--audit <file...>', 'audit logs: files, folders of rotated ones, or - for standard input')
    .option('--subject <name>', 'only this one: namespace/name of a service account, or a user; repeatable', collect, [])
    .option('--generalise <what>', 'every name in place of those recorded: names, or resources such as pods,leases', commas, [])
    .option('--window <period>', 'only what was asked for in this last part of the log, such as 30d', period)
    .option('--unused <period>', 'how long a right must not have been used to be told (default: 90d)', period)
    .option('--keep <file>', 'YAML file of needs that the log may not show')
    .option('--include-denied', 'grant what was refused, too')
    .option('--why', 'the requests behind each rule, and what allows them today')
    .addOption(new Option('-f, --format <format>', 'what to print').choices(['yaml', 'table', 'json']).default('yaml'))
    .option('-o, --output <folder>', 'write the roles of each subject to a file of its own in this folder, and print the report')
    .addOption(new Option('--out <folder>').hideHelp())
    .option('--kubernetes-version <version>', 'whose built-in roles count (default: the newest)', kubernetesVersion)
    .option('--include <pattern>', 'read files of this extension or glob too; repeatable', collect, [])
    .option('-q, --quiet', 'no progress and no report')
    .addHelpText('after', examples)
    .action(async (paths: readonly string[], options: Options) => {
      process.exitCode = await roles(paths, options);
    });
}

function commas(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, ...value.split(',').map((word) => word.trim())];
}

async function roles(paths: readonly string[], options: Options): Promise<number> {
  if (options.audit.includes('-') && paths.includes('-')) throw new UsageError('standard input can be a log or manifests, not both');
  const asksToday = paths.length > 0 || options.cluster === true;
  if (options.unused !== undefined && !asksToday)
    throw new UsageError('--unused is about the roles and bindings of today: name files that have them, or give --cluster');
  const keep = options.keep === undefined ? [] : keepEntries(options.keep);
  const progress = stderrProgress(options.quiet === true);
  const { inventory, problems: unread } = await readToday(paths, options, progress);
  const version = options.kubernetesVersion ?? inventory?.version ?? newestKubernetes;
  const users = options.subject.length === 0 ? undefined : new Set(options.subject.map(userNameOf));
  const isAnyName = namesGeneralised(options.generalise);
  const table = new NeedTable({ version, isAnyName, ...(users === undefined ? {} : { users }) });
  const { log, problems: broken } = await readLogs(options.audit, table, progress);
  const problems = [...unread, ...broken];
  reportProblems(problems);

  const recorded = withKept(table.result(), keep, users);
  const current = inventory === undefined ? undefined : currentRoles(inventory);
  // Files may be a part of what is applied; a cluster is all there is.
  const all = everybody(version, inventory?.cluster === undefined ? undefined : current?.policy);
  const names = new RoleNames(current?.taken ?? []);
  const proposals = recorded.subjects
    .map((subject) =>
      proposeRoles(subject, {
        names,
        isAnyName,
        isForEverybody: allowsEverybody(all),
        keep,
        includeDenied: options.includeDenied === true,
        ...(options.window === undefined || log.last === undefined ? {} : { since: log.last - options.window }),
        ...(options.namespace === undefined ? {} : { namespace: options.namespace }),
      }),
    )
    .filter(({ roles: proposed, needs, denied, beforeWindow }) => proposed.length + needs.length + denied.length + beforeWindow.length > 0);
  const complete = problems.length === 0 && log.broken === 0 && recorded.leftOut === 0 && log.events > recorded.unanswered;
  const report: RolesReport = {
    log,
    recorded,
    proposals,
    proven: provenAgainst(proposals, all),
    why: options.why === true,
    asksToday,
    ...(current === undefined || inventory === undefined
      ? {}
      : { today: todayOf(current, inventory, recorded, log, complete, options, users) }),
  };
  await write(report, complete, options);
  const isUnknown =
    options.unused !== undefined && (report.today?.uses.some(({ parts }) => parts.some(({ verdict }) => verdict === 'unknown')) ?? true);
  if (!complete || isUnknown) return exitCodes.incomplete;
  return report.proven.lost.length > 0 ? exitCodes.findings : exitCodes.clean;
}

/** Ctrl-C ends the reading; what was read until then is reported. */
async function readLogs(paths: readonly string[], table: NeedTable, progress: Progress) {
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.once('SIGINT', interrupt);
  try {
    return await readAuditLogs(paths, (event, source, line) => table.add(event, source, line), {
      signal: interruption.signal,
      onProgress: (events, bytes) => progress.show(`reading audit logs: ${count(events, 'event')}, ${(bytes / 1e6).toFixed(1)} MB`),
    });
  } finally {
    progress.clear();
    process.off('SIGINT', interrupt);
  }
}

async function readToday(
  paths: readonly string[],
  options: Options,
  progress: Progress,
): Promise<{ readonly inventory?: Inventory; readonly problems: readonly Problem[] }> {
  if (paths.length === 0 && options.cluster !== true) return { problems: [] };
  // The namespace is what gets roles; rights in it come from everywhere.
  const { namespace: _, ...everywhere } = options;
  const target = clusterTarget(everywhere, paths);
  const cluster = target && { target, kinds: new Set([...roleKinds, ...bindingKinds, 'Namespace']) };
  const { inventory, problems } = await readInventory(paths, options.include, options.kubernetesVersion, progress, { cluster });
  return { inventory, problems: [...problems, ...gapProblems(inventory.gaps)] };
}

function keepEntries(file: string): readonly KeepEntry[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { value, fail } = readSettings(text, file);
  const { entries, faults } = readKeepList(value);
  const [fault] = faults;
  return fault === undefined ? entries : fail(fault.path, fault.reason);
}

/** A need that is kept gets its role where the log does not know its subject at all. */
function withKept(recorded: Recorded, keep: readonly KeepEntry[], users: ReadonlySet<string> | undefined): Recorded {
  const known = new Set(recorded.subjects.map(({ user }) => user.name));
  const missing = new Set(keep.map(({ user }) => user).filter((user) => !known.has(user) && (users?.has(user) ?? true)));
  const silent = [...missing].map(
    (name): SubjectNeeds => ({ subject: subjectOf(name), user: { name, groups: [] }, allowed: [], denied: [], impersonators: [] }),
  );
  return { ...recorded, subjects: [...recorded.subjects, ...silent] };
}

function todayOf(
  current: Current,
  inventory: Inventory,
  recorded: Recorded,
  log: AuditLog,
  complete: boolean,
  { unused = unusedByDefault, namespace }: Options,
  users: ReadonlySet<string> | undefined,
): NonNullable<RolesReport['today']> {
  const { policy } = current;
  const isRecorded = recordedBy(inventory);
  const uses = usesOf(policy, recorded.subjects, {
    unusedFor: unused,
    first: log.first,
    last: log.last,
    isLeftOut: isNotLookedAt(inventory, users, namespace),
    ...(isRecorded === undefined ? {} : { isRecorded }),
    ...(complete ? {} : { incomplete: 'all of the log' }),
  });
  const of = (proposal: SubjectProposal) => ({
    taken: takenAway(policy, proposal, namespace),
    groups: throughGroups(policy, proposal),
    allowedBy: (need: SubjectProposal['needs'][number]) => allowedBy(policy, proposal, need.request),
  });
  const isWhole = inventory.cluster !== undefined && inventory.gaps.length === 0;
  const namespaces = new Set(objectsOfKind(inventory, 'Namespace', '').map(({ name }) => name));
  return { of, uses, unusedFor: unused, known: { gatherersOf: gatherersOf(current), ...(isWhole ? { namespaces } : {}) } };
}

async function write(report: RolesReport, complete: boolean, options: Options): Promise<void> {
  const { proposals, why } = report;
  const folder = options.output ?? options.out;
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true });
    const names = new RoleNames([]);
    for (const proposal of proposals) {
      const texts = roleTexts(proposal, why);
      if (texts.length > 0) writeWhole(path.join(folder, `${names.take(proposal.subject, [''])}.yaml`), [texts.join('---\n')]);
    }
  }
  if (options.format === 'json') await writeStdout([`${stringify(rolesData(report, complete), 2)}\n`]);
  else if (options.format === 'table' || folder !== undefined) {
    if (options.quiet !== true || options.format === 'table') await writeStdout([renderRoles(report, stdoutPage())]);
  } else {
    if (options.quiet !== true) process.stderr.write(renderRoles(report, stderrPage()));
    await writeStdout([proposals.flatMap((proposal) => roleTexts(proposal, why)).join('---\n')]);
  }
}
