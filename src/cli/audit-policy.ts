// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command, Option } from 'commander';
import { readAuditLogs } from '../adapters/files/audit-logs.ts';
import { readPaths, type ReadResult } from '../adapters/files/read-paths.ts';
import { readAuditPolicy } from '../engines/audit-policy/index.ts';
import type { AuditLog } from '../model/audit/audit-log.ts';
import type { Problem } from '../model/problem.ts';
import { policyFaults } from '../posture/facts/audit-policy-validation.ts';
import { parseRequest } from '../posture/audit/request-text.ts';
import { AuditReplay, type Replay } from '../proof/audit-policy/replay.ts';
import { policyData } from '../report/audit-policy/policy-data.ts';
import { renderPolicy } from '../report/audit-policy/policy-table.ts';
import { isRecorded, renderRequest, requestData, toldRequest } from '../report/audit-policy/request-report.ts';
import { isFaulty, linesOf, type ReadPolicy, type ToldPolicy, toldPolicy } from '../report/audit-policy/told-policy.ts';
import type { TextOf } from '../report/places.ts';
import { fieldPath } from '../report/quote.ts';
import { stringify } from '../report/stringify.ts';
import { count } from '../report/style.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodes, UsageError } from './exit-codes.ts';
import { collect } from './options.ts';
import { writeStdout } from './output.ts';
import { reportProblems } from './problems.ts';
import { stderrProgress, stdoutPage } from './terminal.ts';

interface Options {
  readonly request?: string;
  readonly audit: readonly string[];
  readonly against?: string;
  readonly format: 'table' | 'json';
  readonly verbose?: boolean;
  readonly quiet?: boolean;
}

const examples = `
Examples:
  rampart audit-policy policy.yaml                         its rules, what it records of requests that matter, what detections miss
  rampart audit-policy policy.yaml --request 'get secrets -n prod as system:serviceaccount:a:b'
  rampart audit-policy policy.yaml --request 'create pods/exec web -n prod as jane in developers'
  rampart audit-policy policy.yaml --request 'get /healthz as nobody'          a login that fails
  rampart audit-policy new.yaml --against old.yaml         which detections lose or gain input
  rampart audit-policy new.yaml --audit audit.log --audit audit-old.log.gz     what a recorded log would come to

Exit codes: 0 nothing to put right (--request: it is recorded), 1 rules are dead, or requests are recorded with too little or too much,
or detections lose input (--request: it is not recorded), 2 usage error, 3 evidence incomplete.`;

export function command(_: CommandContext): Command {
  return new Command('audit-policy')
    .description('What an audit policy records, exactly as the API server decides it: dead rules, leaks, blind detections, volume.')
    .argument('<policy>', 'the file of the policy, or - for standard input')
    .option('--request <request>', 'what is recorded of one request: VERB RESOURCE [NAME] [-n NAMESPACE] [as USER] [in GROUP,…]')
    .option('--audit <file>', 'a recorded audit log to try the policy on, or - for standard input; repeatable', collect, [])
    .option('--against <policy>', 'the policy that this one would replace')
    .addOption(new Option('-f, --format <format>', 'how to print').choices(['table', 'json']).default('table'))
    .option('-v, --verbose', 'also what is well')
    .option('-q, --quiet', 'no progress and no table: the exit code and problems only')
    .addHelpText('after', examples)
    .action(async (file: string, options: Options) => {
      process.exitCode = await auditPolicy(file, options);
    });
}

async function auditPolicy(file: string, options: Options): Promise<number> {
  if ([file, options.against, ...options.audit].filter((path) => path === '-').length > 1)
    throw new UsageError('standard input can be one of the policy, the policy to compare with and the log');
  if (options.request !== undefined && (options.audit.length > 0 || options.against !== undefined))
    throw new UsageError('--request asks one policy about one request: leave out --audit and --against');
  const request = options.request === undefined ? undefined : parseRequest(options.request);
  if (request !== undefined && 'refused' in request) throw new UsageError(`--request: ${request.refused}`);

  const own = await readPolicy(file);
  const other = options.against === undefined ? undefined : await readPolicy(options.against);
  const problems = [...own.problems, ...(other?.problems ?? [])];
  const textOf: TextOf = (source) => own.textOf(source) ?? other?.textOf(source);
  if (request !== undefined) {
    reportProblems(problems);
    const told = toldRequest(own.read, request, textOf);
    if (options.format === 'json') await printJson(requestData(told, problems.length === 0));
    else if (options.quiet !== true) await writeStdout([renderRequest(told, stdoutPage())]);
    return problems.length > 0 ? exitCodes.incomplete : isRecorded(told) ? exitCodes.clean : exitCodes.findings;
  }

  const logs = await replays(options, own.read, other?.read);
  problems.push(...logs.problems);
  reportProblems([...problems, ...brokenLines(logs.log)]);
  const told = withLogs(toldPolicy(own.read, other?.read, textOf), logs);
  const isComplete = problems.length === 0 && (logs.log?.broken ?? 0) === 0 && told.rules.every(({ reach }) => reach.kind !== 'unknown');
  if (options.format === 'json')
    await printJson({ ...policyData(told, isComplete), ...(logs.log === undefined ? {} : { read: logs.log }) });
  else if (options.quiet !== true) await writeStdout([renderPolicy(told, stdoutPage(), { verbose: options.verbose === true })]);
  return !isComplete ? exitCodes.incomplete : isFaulty(told) ? exitCodes.findings : exitCodes.clean;
}

async function printJson(data: object): Promise<void> {
  await writeStdout([`${stringify(data, 2)}\n`]);
}

interface PolicyFile {
  readonly read: ReadPolicy;
  readonly problems: readonly Problem[];
  readonly textOf: ReadResult['textOf'];
}

/** The one audit policy of a file. Throws where there is none, or several: nothing could be told then. */
async function readPolicy(file: string): Promise<PolicyFile> {
  const { objects, problems, textOf } = await readPaths([file], { render: false });
  const policies = objects.filter(({ kind, apiVersion }) => kind === 'Policy' && apiVersion.startsWith('audit.k8s.io/'));
  const [object, second] = policies;
  if (object === undefined) {
    reportProblems(problems);
    throw new Error(`${file}: there is no audit policy in it (kind: Policy, apiVersion: audit.k8s.io/v1)`);
  }
  if (second !== undefined) throw new UsageError(`${file}: there are ${policies.length} audit policies in it; name a file with one`);
  const name = object.origin.kind === 'file' ? object.origin.source : file;
  const lineOf = linesOf(object, textOf);
  const refused = policyFaults(object.body).map(({ path, reason, detail }): Problem => {
    const line = lineOf(path);
    return {
      code: 'wrong-type',
      source: name,
      ...(line === undefined ? {} : { line }),
      reason: `${fieldPath(path)}: ${reason}: ${detail}`,
    };
  });
  return { read: { name, object, policy: readAuditPolicy(object.body).policy }, problems: [...problems, ...refused], textOf };
}

interface Logs {
  readonly log?: AuditLog;
  readonly own?: Replay;
  readonly other?: Replay;
  readonly problems: readonly Problem[];
}

async function replays({ audit, quiet }: Options, own: ReadPolicy, other: ReadPolicy | undefined): Promise<Logs> {
  if (audit.length === 0) return { problems: [] };
  const [first, second] = [new AuditReplay(own.policy), other && new AuditReplay(other.policy)];
  const progress = stderrProgress(quiet === true);
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.once('SIGINT', interrupt);
  try {
    const { log, problems } = await readAuditLogs(
      audit,
      (event, source, line) => {
        first.add(event, source, line);
        second?.add(event, source, line);
      },
      {
        sizes: true,
        signal: interruption.signal,
        onProgress: (events, bytes) => progress.show(`reading the log: ${count(events, 'event')}, ${(bytes / 1e6).toFixed(1)} MB`),
      },
    );
    return { log, problems, own: first.result(), ...(second === undefined ? {} : { other: second.result() }) };
  } finally {
    progress.clear();
    process.off('SIGINT', interrupt);
  }
}

function withLogs(told: ToldPolicy, { own, other }: Logs): ToldPolicy {
  const { against } = told;
  return {
    ...told,
    ...(own === undefined ? {} : { replay: own }),
    ...(against === undefined ? {} : { against: { ...against, ...(other === undefined ? {} : { replay: other }) } }),
  };
}

function brokenLines(log: AuditLog | undefined): Problem[] {
  if (log === undefined || log.broken === 0) return [];
  const told = log.examples.map(({ source, line, reason }): Problem => ({ code: 'syntax', source, line, reason }));
  const rest = log.broken - told.length;
  return rest > 0 ? [...told, { code: 'syntax', source: 'the logs', reason: `${count(rest, 'more line')} could not be read` }] : told;
}
