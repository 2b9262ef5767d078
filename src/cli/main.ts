#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Finds the command and loads only its code. What a command needs besides is its own matter.
import process from 'node:process';
import { Command, CommanderError } from 'commander';
import type { WholeContext } from './command-context.ts';
import { exitCodes, UsageError } from './exit-codes.ts';
import { programName } from './program-name.ts';

declare const RAMPART_VERSION: string;

interface Entry {
  readonly summary: string;
  readonly load: () => Promise<{ readonly command: (context: WholeContext) => Command }>;
}

const entries: Readonly<Record<string, Entry>> = {
  scan: { summary: 'what is wrong, where, why it matters, and the patch', load: () => import('./scan.ts') },
  fix: { summary: 'applies remedies to the files, keeping comments, order and style', load: () => import('./fix.ts') },
  pss: { summary: 'the pod security level of each workload and namespace', load: () => import('./pss.ts') },
  reach: { summary: 'who reaches whom, on which ports, and why', load: () => import('./reach.ts') },
  policies: { summary: 'the network policies that observed traffic needs', load: () => import('./policies.ts') },
  prove: { summary: 'what a change would break, before it is enforced', load: () => import('./prove.ts') },
  roles: { summary: 'the smallest roles for what an audit log recorded', load: () => import('./roles.ts') },
  'who-can': { summary: 'who may do something, and by which binding, role and rule', load: () => import('./who-can.ts') },
  can: { summary: 'what somebody may do, and why', load: () => import('./can.ts') },
  'audit-policy': { summary: 'what an audit policy records, and what it misses', load: () => import('./audit-policy.ts') },
  paths: { summary: 'what leads an attacker to cluster-admin, Secrets or nodes, and what to take away', load: () => import('./paths.ts') },
  diff: { summary: 'who reaches whom, and who may do what, on one side and not on the other', load: () => import('./diff.ts') },
  checks: { summary: 'the checks there are, by severity, layer and framework', load: () => import('./checks.ts') },
  explain: { summary: 'what a check looks for, with examples', load: () => import('./explain.ts') },
  completion: { summary: 'a script that completes commands in bash, zsh or fish', load: () => import('./completion.ts') },
};

const examples = `
Examples:
  rampart scan deploy/                          everything below a folder
  rampart scan chart/ 'k8s/**/*.yaml' --format json
  kubectl get deploy -A -o yaml | rampart scan -
  rampart explain privileged-container
  rampart pss deploy/ --level restricted

Exit codes: 0 clean, 1 findings at or above the threshold, 2 usage error, 3 evidence incomplete.`;

async function main(given: readonly string[]): Promise<void> {
  // `help COMMAND` must find the command's own help, which only its code has.
  const argv = given[0] === 'help' && given.length > 1 ? [...given.slice(1), '--help'] : given;
  const context: WholeContext = {
    rampartVersion: RAMPART_VERSION,
    program: programName(process.env),
    commands: () => Promise.all(Object.values(entries).map(async ({ load }) => (await load()).command(context))),
  };
  const program = new Command('rampart')
    .description('Hardens Kubernetes, proves every change before it is enforced, and keeps the evidence.')
    .version(RAMPART_VERSION)
    .addHelpText('after', examples)
    .exitOverride();
  const [name = ''] = argv;
  const chosen = Object.hasOwn(entries, name) ? entries[name] : undefined;
  if (chosen !== undefined) {
    const { command } = await chosen.load();
    program.addCommand(command(context).exitOverride());
  } else for (const [other, { summary }] of Object.entries(entries)) program.command(other).description(summary);
  if (argv.length === 0) program.help({ error: true });
  await program.parseAsync(argv, { from: 'user' });
}

// Whoever writes learns of a failed write from its callback; without a listener it would end the process besides.
process.stdout.on('error', () => {});

/** Says on standard error, in one line, why the command ended early; returns the exit code. */
function explainFailure(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.usage;
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  if (error instanceof Error && 'code' in error && error.code === 'EPIPE') {
    // A reader that has seen enough (`| head`) is no reason for a stack trace.
    process.stderr.write('rampart: the output was closed before the report was complete\n');
    return exitCodes.incomplete;
  }
  process.stderr.write(`rampart: ${message}\n${process.env['RAMPART_DEBUG'] === undefined ? '' : `${stack}\n`}`);
  return error instanceof UsageError ? exitCodes.usage : exitCodes.incomplete;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = explainFailure(error);
}
// Standard input that nobody ends, after Ctrl-C, would keep the process waiting.
process.exit();
