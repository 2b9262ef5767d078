// SPDX-License-Identifier: Apache-2.0
// Reads command and args of containers, the commands and headers of their probes and lifecycle handlers. A credential is known by its form, or
// by the flag, variable or header that it is given to.
import { field, isArray, type Json, stringField } from '../../model/json.ts';
import { type Pointer, valueAt } from '../../model/pointer.ts';
import { defineCheck, type Fault } from '../check.ts';
import { type ContainerPlace, containerPlaces } from '../facts/container-faults.ts';
import { credentialsInCommand } from '../facts/credential-commands.ts';
import { credentialInSetting } from '../facts/credentials.ts';
import type { Workload } from '../../model/workload.ts';

const handlers = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle/postStart', 'lifecycle/preStop'] as const;

export const literalSecretInArguments = defineCheck({
  id: 'literal-secret-in-arguments',
  title: 'Credential is written into a command',
  why: 'Everyone who can read the repository, the Helm release or the pod has it, as has every process of the node that may list processes, and every tool that records them.',
  remedy: 'Replace the credential, since it has been seen; keep the new one in a Secret that is mounted as a file.',
  severity: 'high',
  layer: 'application',
  threats: ['data-exposure', 'unauthorized-access'],
  references: ['https://kubernetes.io/docs/concepts/security/secrets-good-practices/'],
  aliases: ['C-0012', 'T1552.001'],
  appliesTo: 'workload',
  evaluate: (workload) => containerPlaces(workload).flatMap((place) => faultsOf(workload, place)),
});

function faultsOf({ object }: Workload, { pointer, label }: ContainerPlace): Fault[] {
  const at = (path: string) => ({ path: `${pointer}/${path}`, value: valueAt(object.body, `${pointer}/${path}`) });
  const command = textsOf(at('command').value);
  const inMain = credentialsInCommand([...command, ...textsOf(at('args').value)]).map(({ index, ...found }) => {
    const list = index < command.length ? 'command' : 'args';
    return fault(`${pointer}/${list}/${index < command.length ? index : index - command.length}`, label, found);
  });
  const inHandlers = handlers.flatMap((handler) => {
    const { path, value } = at(handler);
    return [...execFaults(value, path, label), ...headerFaults(value, path, label)];
  });
  return [...inMain, ...inHandlers];
}

function execFaults(handler: Json | undefined, path: Pointer, label: string): Fault[] {
  return credentialsInCommand(textsOf(field(field(handler, 'exec'), 'command'))).map(({ index, ...found }) =>
    fault(`${path}/exec/command/${index}`, label, found),
  );
}

function headerFaults(handler: Json | undefined, path: Pointer, label: string): Fault[] {
  const headers = field(field(handler, 'httpGet'), 'httpHeaders');
  return (isArray(headers) ? headers : []).flatMap((header, index) => {
    const name = stringField(header, 'name') ?? '';
    const value = stringField(header, 'value') ?? '';
    const isBasic = /^authorization$/i.test(name) && /^Basic\s+[A-Za-z0-9+/]{8,512}=*$/.test(value);
    const credential = isBasic ? 'a password for basic authentication' : credentialInSetting(name, value);
    return credential === undefined ? [] : [fault(`${path}/httpGet/httpHeaders/${index}/value`, label, { name, credential })];
  });
}

/** Every item, so that indices hold; what is no text is none. */
function textsOf(value: Json | undefined): string[] {
  return isArray(value) ? value.map((item) => (typeof item === 'string' ? item : '')) : [];
}

function fault(path: Pointer, label: string, { name, credential }: { readonly name: string; readonly credential: string }): Fault {
  return {
    kind: 'fault',
    path,
    reason: `a command holds ${credential}`,
    detail: `${label} is given ${credential}${name === '' ? '' : ` as ${name}`}`,
    confidential: true,
    remedy: {
      kind: 'advice',
      advice:
        'Replace the credential, mount the new one from a Secret, and give the program the file; or, at the least, $(NAME) of a variable.',
    },
  };
}
