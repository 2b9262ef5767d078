// SPDX-License-Identifier: Apache-2.0
// Completion scripts for shells. What they complete is asked of the commands themselves, so that no option is forgotten.
import process from 'node:process';
import { Argument, Command, type Option } from 'commander';
import { catalogue } from '../posture/catalogue.ts';
import { layers, severities } from '../posture/check.ts';
import { frameworks } from '../posture/frameworks.ts';
import type { WholeContext } from './command-context.ts';
import { exitCodes } from './exit-codes.ts';
import { writeStdout } from './output.ts';
import { formats } from './scan-formats.ts';

const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

/** One command as a shell completes it. */
interface Completed {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** Words for its arguments; paths where there are none. */
  readonly words: readonly string[];
}

interface CompletedOption {
  readonly long: string;
  readonly short?: string;
  readonly summary: string;
  /** Whether a value follows, and its words where they are known. */
  readonly takesValue: boolean;
  readonly words: readonly string[];
}

const examples = `
Examples:
  source <(rampart completion bash)                    this shell; or write it to ~/.bashrc
  rampart completion zsh > "\${fpath[1]}/_rampart"
  rampart completion fish > ~/.config/fish/completions/rampart.fish`;

export function command(context: WholeContext): Command {
  return new Command('completion')
    .description('A script that completes commands, options and checks in a shell.')
    .addArgument(new Argument('<shell>', 'the shell').choices(shells))
    .addHelpText('after', examples)
    .action(async (shell: Shell) => {
      await writeStdout([completionScript(shell, (await context.commands()).map(completed))]);
      process.exitCode = exitCodes.clean;
    });
}

/** Words of options whose values are lists, which commander does not know as choices. */
const listed: Readonly<Record<string, readonly string[]>> = {
  '--check': catalogue.map(({ id }) => id),
  '--layer': layers,
  '--framework': frameworks,
  '--severity': severities,
};

function completed(given: Command): Completed {
  const visible = given.options.filter(({ hidden, long }) => !hidden && long !== undefined);
  return {
    name: given.name(),
    summary: given.description(),
    options: [...visible.map((option) => completedOption(given.name(), option)), help],
    words: given.name() === 'explain' ? (listed['--check'] ?? []) : (given.registeredArguments[0]?.argChoices ?? []),
  };
}

const help: CompletedOption = { long: '--help', short: '-h', summary: 'display help for command', takesValue: false, words: [] };

function completedOption(commandName: string, { long = '', short, description, required, optional, argChoices }: Option): CompletedOption {
  const known = long === '--format' && commandName === 'scan' ? formats : listed[long];
  return {
    long,
    ...(short === undefined ? {} : { short }),
    summary: description,
    takesValue: required || optional,
    words: argChoices ?? known ?? [],
  };
}

function completionScript(shell: Shell, commands: readonly Completed[]): string {
  switch (shell) {
    case 'bash':
      return bash(commands);
    case 'zsh':
      // zsh runs bash's completions, so that both complete alike.
      return `#compdef rampart\nautoload -U +X bashcompinit && bashcompinit\n${bash(commands)}`;
    case 'fish':
      return fish(commands);
  }
}

function bash(commands: readonly Completed[]): string {
  const cases = commands.map(({ name, options, words }) => {
    const values = options
      .filter(({ takesValue }) => takesValue)
      .map(({ long, short, words: known }) => {
        const reply = known.length > 0 ? `_rampart_list '${known.join(' ')}'` : '_rampart_files';
        return `        ${short === undefined ? '' : `${short}|`}${long}) ${reply}; return ;;`;
      });
    const flags = options.flatMap(({ long, short }) => (short === undefined ? [long] : [short, long])).join(' ');
    return [
      `    ${name})`,
      `      case "$previous" in`,
      ...values,
      `      esac`,
      `      case "$current" in`,
      `        -*) COMPREPLY=($(compgen -W '${flags}' -- "$current")) ;;`,
      `        *) ${words.length > 0 ? `COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$current"))` : '_rampart_files'} ;;`,
      `      esac ;;`,
    ].join('\n');
  });
  return `# Completes rampart in bash. Made by: rampart completion bash
_rampart_files() {
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -f -- "$current"))
}

# Several words with commas between them.
_rampart_list() {
  local before=''
  case "$current" in *,*) before="\${current%,*}," ;; esac
  COMPREPLY=($(compgen -P "$before" -W "$1" -- "\${current##*,}"))
}

_rampart() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${commands.map(({ name }) => name).join(' ')} help --help --version' -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    help) COMPREPLY=($(compgen -W '${commands.map(({ name }) => name).join(' ')}' -- "$current")) ;;
  esac
}
complete -F _rampart rampart
`;
}

function fish(commands: readonly Completed[]): string {
  const quote = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const lines = commands.flatMap(({ name, summary, options, words }) => [
    `complete -c rampart -n __fish_use_subcommand -f -a ${name} -d ${quote(summary)}`,
    ...(words.length > 0 ? [`complete -c rampart -n '__fish_seen_subcommand_from ${name}' -f -a ${quote(words.join(' '))}`] : []),
    ...options.map(({ long, short, summary: told, takesValue, words: known }) => {
      const letter = short === undefined ? '' : ` -s ${short.slice(1)}`;
      const value = !takesValue ? '' : known.length > 0 ? ` -x -a ${quote(known.join(' '))}` : ' -r';
      return `complete -c rampart -n '__fish_seen_subcommand_from ${name}' -l ${long.slice(2)}${letter}${value} -d ${quote(told)}`;
    }),
  ]);
  return `# Completes rampart in fish. Made by: rampart completion fish\n${lines.join('\n')}\n`;
}
