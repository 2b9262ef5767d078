// SPDX-License-Identifier: Apache-2.0
// A Pod while it is being made up: its parts in reach, so that a mutation is a line.
import type { Json } from '../../../src/model/json.ts';
import type { Random } from './random.ts';

export type Fields = Record<string, Json>;

export interface DraftContainer {
  readonly name: string;
  readonly fields: Fields;
  readonly context: Fields;
  readonly ports: Fields[];
}

export interface Draft {
  readonly annotations: Fields;
  readonly spec: Fields;
  readonly context: Fields;
  readonly containers: DraftContainer[];
  readonly initContainers: DraftContainer[];
  readonly volumes: Fields[];
  readonly sysctls: Fields[];
}

export function createDraft(random: Random): Draft {
  const names = ['app', 'b', 'c-2', 'proxy', 'z'];
  const container = (): DraftContainer => ({
    name: names.splice(random.below(names.length), 1)[0] ?? 'x',
    fields: {},
    context: {},
    ports: [],
  });
  return {
    annotations: {},
    spec: {},
    context: {},
    containers: Array.from({ length: random.pick([1, 1, 1, 2, 3]) }, container),
    initContainers: Array.from({ length: random.pick([0, 0, 0, 1, 2]) }, container),
    volumes: [],
    sysctls: [],
  };
}

export function allContainers({ containers, initContainers }: Draft): DraftContainer[] {
  return [...initContainers, ...containers];
}

/** A container, any of them. */
export function someContainer(random: Random, draft: Draft): DraftContainer {
  return random.pick(allContainers(draft));
}

/** The securityContext of a container, or for one in three of the pod. */
export function someContext(random: Random, draft: Draft): Fields {
  return random.chance(1 / 3) ? draft.context : someContainer(random, draft).context;
}

/** The pod template that the draft stands for; what is empty is left out, or now and then written as such. */
export function templateOf(random: Random, draft: Draft): { readonly metadata: Fields; readonly spec: Fields } {
  const { volumes, sysctls, initContainers } = draft;
  const context = sysctls.length > 0 ? { ...draft.context, sysctls } : draft.context;
  const written = (container: DraftContainer): Fields => containerOf(random, container);
  return {
    metadata: present(random, 'annotations', draft.annotations),
    spec: {
      ...draft.spec,
      ...present(random, 'securityContext', context),
      containers: draft.containers.map(written),
      ...(initContainers.length > 0 && { initContainers: initContainers.map(written) }),
      ...(volumes.length > 0 && { volumes }),
    },
  };
}

function containerOf(random: Random, { name, fields, context, ports }: DraftContainer): Fields {
  const container = { name, image: 'registry.test/image:1', ...fields, ...present(random, 'securityContext', context) };
  return ports.length > 0 ? { ...container, ports } : container;
}

function present(random: Random, name: string, value: Fields): Fields {
  if (Object.keys(value).length > 0) return { [name]: value };
  return random.pick<Fields>([{}, {}, {}, { [name]: {} }, { [name]: null }]);
}
