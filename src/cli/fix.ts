// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command, Option } from 'commander';
import { isReplaceable, replaceFile } from '../adapters/files/replace-file.ts';
import { readPaths } from '../adapters/files/read-paths.ts';
import { fix, type FixResult, placeKey } from '../harden/fix.ts';
import { buildInventory, type Inventory } from '../model/inventory.ts';
import type { KubernetesObject, Origin } from '../model/object.ts';
import type { Problem } from '../model/problem.ts';
import type { KubernetesVersion } from '../model/version.ts';
import { catalogue } from '../posture/catalogue.ts';
import { type Check, remedyClass, type RemedyClass, remedyClasses, severities, type Severity } from '../posture/check.ts';
import { evaluate } from '../posture/evaluate.ts';
import { accept, type Exception } from '../posture/exceptions.ts';
import type { Finding } from '../posture/finding.ts';
import { type OpenFinding, renderFix } from '../report/fix-report.ts';
import { shownText } from '../report/shown-text.ts';
import { page, printable } from '../report/style.ts';
import { unifiedDiff } from '../report/unified-diff.ts';
import type { CommandContext } from './command-context.ts';
import { findConfig } from './config.ts';
import { exitCodes } from './exit-codes.ts';
import { collect, kubernetesVersion, pathsHelp } from './options.ts';
import { writeStdout } from './output.ts';
import { reportProblems } from './problems.ts';
import { type InventoryRead, readInventory } from './read-inventory.ts';
import { addSelectionOptions, selectedChecks, type Selection } from './select-checks.ts';
import { readExceptions } from './settlement.ts';
import { stderrProgress, stdoutPage } from './terminal.ts';

export interface FixOptions extends Selection {
  readonly severity: Severity;
  readonly likelySafe?: boolean;
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly kubernetesVersion?: KubernetesVersion;
  readonly config: string | boolean;
  readonly exceptions: readonly string[];
  readonly include: readonly string[];
}

const examples = `
A patch is safe where no program that the manifest may run can fail by it, and nothing is allowed that was refused: that much
is applied. With --likely-safe patches follow by which few programs fail, and what to look at is listed; with --all those that
want to know the program, such as limits to start from. Where a check is named, its remedy is applied whatever it wants.

Examples:
  rampart fix deploy/                       apply what is safe to apply, and say what is left
  rampart fix deploy/ --dry-run             show the changes, write nothing
  rampart fix . --severity high             only findings of this severity and above
  rampart fix . --check KSV014              one check, whatever its remedy wants
  rampart fix . --likely-safe --dry-run     what hardly any program notices, as a diff
  rampart fix . --all                       all that can be applied, and what to review of it

Exit codes: 0 nothing left open, 1 findings left open, 2 usage error, 3 evidence incomplete or a file not written.`;

export function command(_: CommandContext): Command {
  return addSelectionOptions(new Command('fix'))
    .description('Applies remedies to the files, keeping comments, order and style.')
    .argument('<path...>', pathsHelp)
    .option('--dry-run', 'show the changes as a diff, write nothing')
    .option('--check <check>', 'only this check, by id or alias; repeatable', collect, [])
    .addOption(new Option('--severity <severity>', 'only findings of this severity and above').choices(severities).default('info'))
    .option('--likely-safe', 'apply patches by which few programs fail, too')
    .option('--all', 'apply every patch, those that want a decision too')
    .addOption(
      new Option('--kubernetes-version <version>', 'Kubernetes version to judge for (default: newest known)').argParser(kubernetesVersion),
    )
    .option('--include <pattern>', 'read files of this extension or glob too, such as .conf; repeatable', collect, [])
    .option('--exceptions <path>', 'files with accepted findings, which are left as they are; repeatable', collect, [])
    .option('--config <file>', 'configuration (default: the nearest rampart.yaml upwards)')
    .option('--no-config', 'no configuration')
    .addHelpText('after', examples)
    .action(async (paths: readonly string[], options: FixOptions) => {
      process.exitCode = await fixPaths(paths, options);
    });
}

/** Applies remedies to what the paths lead to, reports on standard output, and returns the exit code. */
export async function fixPaths(paths: readonly string[], options: FixOptions): Promise<number> {
  const config = options.config === false ? undefined : findConfig(options.config === true ? undefined : options.config, process.cwd());
  const least = severities.indexOf(options.severity);
  const checks = selectedChecks(options, config).filter(({ severity }) => severities.indexOf(severity) <= least);
  const progress = stderrProgress(false);
  const include = [...(config?.include ?? []), ...options.include];
  const read = await readInventory(paths, include, options.kubernetesVersion ?? config?.kubernetesVersion, progress);
  const settled = await readExceptions([...(config?.exceptions ?? []), ...options.exceptions], read.inventory);
  const now = Date.now();
  const open = openOf(settled.exceptions, now);
  const applied = classesApplied(options);
  const result = fix({
    inventory: read.inventory,
    checks,
    now,
    textOf: (source) => (isReplaceable(source) ? read.textOf(source) : undefined),
    choose: (findings, objects) =>
      open(findings, objects).filter(({ remedy, sameCauseAs }) => {
        return remedy?.kind === 'patch' && sameCauseAs === undefined && applied.has(remedyClass(remedy));
      }),
  });
  const failures = new Map<string, string>();
  if (options.dryRun === true) await writeDiffs(result, read, now);
  else {
    for (const { source, before, after } of result.texts) {
      const failure = replaceFile(source, before, after);
      if (failure !== undefined) failures.set(source, failure);
    }
  }
  const newTexts = new Map(result.texts.map(({ source, after }) => [source, after]));
  const written = new Set([...newTexts.keys()].filter((source) => !failures.has(source)));
  // What is said to be closed is what the files, read again, do not show any more.
  const after =
    options.dryRun === true
      ? {
          ...read,
          inventory: result.inventory,
          evaluation: result.after,
          textOf: (source: string) => newTexts.get(source) ?? read.textOf(source),
        }
      : await readAgain(read, written, checks, now);
  const left = open(after.evaluation.findings, after.inventory.objects);
  const reasons = { result, failures, applied };
  const report = {
    before: open(result.before.findings, read.inventory.objects).filter(isFault),
    open: left.filter(isFault).map((finding) => ({ finding, ...whyOpen(finding, reasons) })),
    changed: [...written],
    unknown: left.filter(isUnknown).length,
    isDryRun: options.dryRun === true,
    checks: new Map(checks.map((check) => [check.id, check])),
  };
  const problems = [...after.problems, ...settled.problems];
  reportProblems(problems);
  for (const [source, failure] of failures) process.stderr.write(`${printable(source)}: ${failure}\n`);
  // A diff that goes to another program must not be followed by anything else.
  if (report.isDryRun && !process.stdout.isTTY) process.stderr.write(renderFix(report, after.textOf, page(100, false)));
  else await writeStdout([renderFix(report, after.textOf, stdoutPage())]);
  return exitCodeOf(problems, failures.size, left);
}

function isUnknown({ verdict }: Finding): boolean {
  return verdict === 'unknown';
}

/** One cause is told once. */
function isFault({ verdict, sameCauseAs }: Finding): boolean {
  return verdict === 'fail' && sameCauseAs === undefined;
}

function exitCodeOf(problems: readonly Problem[], failures: number, left: readonly Finding[]): number {
  if (problems.length > 0 || failures > 0 || left.some(isUnknown)) return exitCodes.incomplete;
  return left.length > 0 ? exitCodes.findings : exitCodes.clean;
}

/** The findings that no exception in force accepts. */
function openOf(exceptions: readonly Exception[], now: number) {
  return (findings: readonly Finding[], objects: readonly KubernetesObject[]): readonly Finding[] => {
    if (exceptions.length === 0) return findings;
    const labels = new Map(objects.map((object) => [object.origin, object.labels]));
    return accept(findings, exceptions, ({ origin }) => labels.get(origin) ?? {}, now).open;
  };
}

/** What was read, with the files that were written as they are now. Standard input cannot be read a second time, so nothing else is. */
async function readAgain(read: InventoryRead, written: ReadonlySet<string>, checks: readonly Check[], now: number) {
  const again = await readPaths([...written], { render: false });
  const fresh = Map.groupBy(again.objects, sourceOf);
  // At the places of those before: what is told first must not change with what was written.
  const objects = read.inventory.objects.flatMap((object) => {
    const source = sourceOf(object);
    if (!written.has(source)) return object;
    const objectsNow = fresh.get(source) ?? [];
    fresh.delete(source);
    return objectsNow;
  });
  const inventory = buildInventory({ ...read.inventory, objects }, read.inventory.version);
  const textOf = (source: string) => (written.has(source) ? again.textOf(source) : read.textOf(source));
  return { ...read, inventory, evaluation: evaluate(inventory, checks, now), textOf };
}

interface Reasons {
  readonly result: FixResult;
  /** By source. */
  readonly failures: ReadonlyMap<string, string>;
  readonly applied: ReadonlySet<RemedyClass>;
}

const wants: Readonly<Record<RemedyClass, string>> = {
  safe: 'safe to apply',
  'likely-safe': 'few programs fail by the patch: look at what it says, and apply it with --likely-safe',
  decision: 'who knows the program must decide: name a check with --check to apply its patch, or apply all with --all',
};

/** Who names a check has read what its remedy asks to review. */
function classesApplied({ all, likelySafe, check = [] }: FixOptions): ReadonlySet<RemedyClass> {
  if (all === true || check.length > 0) return new Set(remedyClasses);
  return new Set(likelySafe === true ? ['safe', 'likely-safe'] : ['safe']);
}

function whyOpen(finding: Finding, { result, failures, applied }: Reasons): Omit<OpenFinding, 'finding'> {
  const { remedy } = finding;
  const source = sourceOf(finding);
  const name = printable(source);
  const failure = failures.get(source);
  if (remedy?.kind !== 'patch') return { why: 'only people can know the value' };
  if (failure !== undefined) return { why: `${name} ${failure}`, isTold: true };
  if (!isReplaceable(source)) {
    if (source === '-' || source.startsWith('/dev/fd/'))
      return { why: 'standard input cannot be changed: give the path of its file', isTold: true };
    return { why: `${name} is rendered: the remedies belong into its sources`, isTold: true };
  }
  const kind = remedyClass(remedy);
  if (!applied.has(kind)) return { why: wants[kind] };
  const refusal = result.refusals.get(placeKey(finding));
  if (refusal !== undefined) return { why: `the text is left alone: ${refusal}` };
  return { why: `${name} changed since it was read: run this again`, isTold: true };
}

async function writeDiffs({ texts, inventory }: FixResult, read: InventoryRead, now: number): Promise<void> {
  const [shownBefore, shownAfter] = [shownTexts(read.inventory, now), shownTexts(inventory, now)];
  const isTerminal = process.stdout.isTTY === true;
  await writeStdout(
    texts.map(({ source, before, after }) => {
      const shown = { shownBefore: shownBefore(source, before), shownAfter: shownAfter(source, after) };
      return unifiedDiff({ name: source, before, after, ...shown }, stdoutPage(), !isTerminal);
    }),
  );
}

function sourceOf({ origin }: { readonly origin: Origin }): string {
  return origin.kind === 'file' ? origin.source : '';
}

/** Texts without secrets. Lines around a change may hold what only checks that were not asked for call confidential. */
function shownTexts(inventory: Inventory, now: number): (source: string, text: string) => string {
  const confidential = evaluate(inventory, catalogue, now).findings.filter((finding) => finding.confidential === true);
  const [objects, findings] = [Map.groupBy(inventory.objects, sourceOf), Map.groupBy(confidential, sourceOf)];
  return (source, text) => shownText(text, objects.get(source) ?? [], findings.get(source) ?? []);
}
