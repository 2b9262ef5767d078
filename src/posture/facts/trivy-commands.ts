// SPDX-License-Identifier: Apache-2.0
// The commands by which Trivy is run: by containers of workloads, and by steps of Tekton and Argo, which have no pod template.
import { parseImage } from '../../model/image.ts';
import { field, isArray, isObject, type Json, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { type Pointer, pointer } from '../../model/pointer.ts';
import { perObject } from './per-object.ts';

export const trivyCommandKinds = [
  'Pod',
  'Job.batch',
  'CronJob.batch',
  'Deployment.apps',
  'StatefulSet.apps',
  'DaemonSet.apps',
  'Task.tekton.dev',
  'ClusterTask.tekton.dev',
  'TaskRun.tekton.dev',
  'Pipeline.tekton.dev',
  'PipelineRun.tekton.dev',
  'Workflow.argoproj.io',
  'WorkflowTemplate.argoproj.io',
  'ClusterWorkflowTemplate.argoproj.io',
  'CronWorkflow.argoproj.io',
];

export interface TrivyCommand {
  /** Where the container stands, and where the command: the list of its words or the text of a script. */
  readonly container: Pointer;
  readonly pointer: Pointer;
  /** The words behind `trivy`, each with its own pointer where it stands in a list. */
  readonly words: readonly { readonly text: string; readonly pointer: Pointer }[];
  /** What follows in a script passes over a failure: `|| true`. */
  readonly failureIgnored: boolean;
  /** The variables of the container that are set to a text. */
  readonly variables: ReadonlyMap<string, { readonly value: string | undefined; readonly pointer: Pointer }>;
}

/** What scans images or files: a gate may stand on it. Reports about a cluster and servers are something else. */
const scans: ReadonlySet<string> = new Set('image i filesystem fs rootfs repository repo config conf sbom vm'.split(' '));

/** The commands of an object that scan something, and may so be a gate. */
export const trivyScans = perObject((object): readonly TrivyCommand[] => {
  if (isOwned(object)) return [];
  return containersIn(object.body, '')
    .flatMap(commandsOf)
    .filter(({ words }) => scans.has(words.find(({ text }) => !text.startsWith('-'))?.text ?? ''));
});

/** Pods and Jobs of a controller are judged at that. */
function isOwned({ body }: KubernetesObject): boolean {
  const owners = field(field(body, 'metadata'), 'ownerReferences');
  return isArray(owners) && owners.length > 0;
}

function containersIn(value: Json, at: Pointer): { readonly container: Json; readonly pointer: Pointer }[] {
  if (isArray(value)) return value.flatMap((item, index) => containersIn(item, `${at}/${index}`));
  if (!isObject(value)) return [];
  if (typeof field(value, 'image') === 'string') return [{ container: value, pointer: at }];
  return Object.entries(value).flatMap(([key, item]) => containersIn(item, `${at}${pointer(key)}`));
}

function commandsOf({ container, pointer: at }: { readonly container: Json; readonly pointer: Pointer }): TrivyCommand[] {
  const common = { container: at, variables: variablesOf(container, at) };
  const words = ['command', 'args'].flatMap((key) => {
    const list = field(container, key);
    return (isArray(list) ? list : []).flatMap((text, index) =>
      typeof text === 'string' ? [{ text, pointer: `${at}/${key}/${index}` }] : [],
    );
  });
  const command = field(container, 'command');
  const isImage = /(?:^|\/)trivy$/.test(parseImage(stringField(container, 'image') ?? '')?.repository ?? '');
  const hasCommand = isArray(command) && command.length > 0;
  const lists = isTrivy(words[0]?.text) ? [words.slice(1)] : isImage && !hasCommand && words.length > 0 ? [words] : [];
  const script = stringField(container, 'script') ?? stringField(container, 'source');
  const texts = [
    ...(script === undefined
      ? []
      : [{ text: script, pointer: `${at}/${stringField(container, 'script') === undefined ? 'source' : 'script'}` }]),
    ...words,
  ];
  return [
    ...lists.map((list) => ({ ...common, pointer: list[0]?.pointer ?? at, words: list, failureIgnored: false })),
    ...texts
      .filter(({ text }) => /\btrivy\s/.test(text))
      .flatMap((place) => scriptCommands(place.text, place.pointer).map((found) => ({ ...common, ...found }))),
  ];
}

function isTrivy(word: string | undefined): boolean {
  return /(?:^|\/)trivy$/.test(word ?? '');
}

/** The commands of a script that start with trivy. */
function scriptCommands(text: string, at: Pointer): Pick<TrivyCommand, 'pointer' | 'words' | 'failureIgnored'>[] {
  const parts = text.replace(/\\\n/g, ' ').split(/(\n|;|&&|\|\||\|)/);
  return parts.flatMap((part, index) => {
    const words = part
      .trim()
      .split(/\s+/)
      .map((word) => word.replace(/^["']|["']$/g, ''));
    const start = words.findIndex((word) => !/^(?:[A-Z_][A-Z0-9_]*=.*|sudo|time|if|!|then|do)$/.test(word));
    if (!isTrivy(words[start])) return [];
    const failureIgnored = parts[index + 1] === '||' && /^\s*(?:true|:|exit\s+0)\s*$/.test(parts[index + 2] ?? '');
    return [{ pointer: at, words: words.slice(start + 1).map((word) => ({ text: word, pointer: at })), failureIgnored }];
  });
}

function variablesOf(container: Json, at: Pointer): TrivyCommand['variables'] {
  const list = field(container, 'env');
  return new Map(
    (isArray(list) ? list : []).flatMap((item, index) => {
      const name = stringField(item, 'name');
      return name === undefined ? [] : [[name, { value: stringField(item, 'value'), pointer: `${at}/env/${index}/value` }] as const];
    }),
  );
}

export interface CommandOption {
  /** Undefined where it is taken from elsewhere, or a switch. */
  readonly value: string | undefined;
  readonly pointer: Pointer;
  /** Whether the value is all that stands at the pointer. */
  readonly alone: boolean;
}

/** An option of a command: by its flags, else by its variable. */
export function commandOption({ words, variables }: TrivyCommand, flags: readonly string[], variable: string): CommandOption | undefined {
  for (const [index, { text, pointer: at }] of words.entries()) {
    const [flag = '', ...rest] = text.split('=');
    if (!flags.includes(flag)) continue;
    if (rest.length > 0) return { value: rest.join('='), pointer: at, alone: false };
    const next = words[index + 1];
    return {
      value: next?.text.startsWith('-') === true ? undefined : next?.text,
      pointer: next?.pointer ?? at,
      alone: next !== undefined && next.pointer !== at,
    };
  }
  const found = variables.get(variable);
  return found === undefined ? undefined : { ...found, alone: true };
}
