// SPDX-License-Identifier: Apache-2.0
// Reads the commands that run Trivy in Jobs, init containers and steps of pipelines, and exit-code of a trivy.yaml: one command of an object
// must exit with something else than 0 on findings. A command that writes a report for others to read is no gate; settings in a file
// that Trivy is given are judged there.
import { field } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { type CheckContext, defineCheck, type Fault } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { trivyConfigurations } from '../facts/trivy.ts';
import { type TrivyCommand, trivyCommandKinds, commandOption, trivyScans } from '../facts/trivy-commands.ts';

const longRunning: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

export const trivyGateNeverFails = defineCheck({
  id: 'trivy-gate-never-fails',
  title: 'Image scan passes whatever it finds',
  why: 'Trivy exits with 0 unless it is told otherwise: the step is green with every critical vulnerability, and the image is shipped as if it had been checked.',
  remedy: 'Give --exit-code 1 with the severities that are to stop it.',
  severity: 'low',
  layer: 'application',
  threats: ['supply-chain'],
  references: ['https://trivy.dev/latest/docs/configuration/others/#exit-code'],
  aliases: [],
  appliesTo: { kinds: [...trivyCommandKinds, 'ConfigMap'] },
  evaluate: (object, context) => (object.kind === 'ConfigMap' ? configurationFaults(object, context) : commandFaults(object)),
});

function commandFaults(object: KubernetesObject): Fault[] {
  const commands = trivyScans(object).filter(({ container }) => !longRunning.has(object.kind) || container.includes('/initContainers/'));
  if (commands.some(isGate)) return [];
  return commands.flatMap((command) => {
    if (command.failureIgnored) return [fault(command, 'the failure is passed over', 'what follows the scan hides that it failed')];
    const code = exitCode(command);
    if (code === undefined ? isElsewhere(command) : code.value === undefined || Number(code.value) !== 0) return [];
    return [fault(command, 'findings do not fail the scan', code === undefined ? 'no exit code is set, so it is 0' : 'the exit code is 0')];
  });
}

function fault(command: TrivyCommand, reason: string, detail: string): Fault {
  const pointer = exitCode(command)?.pointer ?? command.pointer;
  return advised(pointer, reason, detail, 'Give --exit-code 1 and --severity HIGH,CRITICAL, and let the step fail.');
}

function exitCode(command: TrivyCommand) {
  return commandOption(command, ['--exit-code'], 'TRIVY_EXIT_CODE');
}

function isGate(command: TrivyCommand): boolean {
  const code = exitCode(command);
  return code !== undefined && !command.failureIgnored && (code.value === undefined || !/^0+$/.test(code.value));
}

/** Whether something else decides: a file of settings, or whoever reads the report. */
function isElsewhere(command: TrivyCommand): boolean {
  return (
    commandOption(command, ['--config', '-c'], 'TRIVY_CONFIG') !== undefined ||
    commandOption(command, ['--output', '-o'], 'TRIVY_OUTPUT') !== undefined ||
    !/^(?:table)?$/.test(commandOption(command, ['--format', '-f'], 'TRIVY_FORMAT')?.value ?? '') ||
    command.words.some(({ text }) => /^--(?:download-[a-z-]*db-only|help|compliance|generate-default-config)/.test(text))
  );
}

function configurationFaults(object: KubernetesObject, context: CheckContext): Fault[] {
  return trivyConfigurations(object, context).flatMap(({ pointer, config }) =>
    field(config, 'exit-code') === 0
      ? [advised(pointer, 'findings do not fail the scan', 'exit-code is 0', 'Write exit-code: 1, and the severities that are to stop it.')]
      : [],
  );
}
