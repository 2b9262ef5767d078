// SPDX-License-Identifier: Apache-2.0
// Reads ports and notPorts of source and destination of Calico's rules: protocol must be one that has ports: TCP, UDP or SCTP. Only names
// of ports need none.
import { field, isArray, type Json } from '../../model/json.ts';
import { setOperation } from '../../model/patch.ts';
import { defineCheck } from '../check.ts';
import { patchRemedy } from '../facts/container-faults.ts';
import { calicoPolicyKinds, flowRules } from '../facts/flow-rules.ts';

const withPorts: ReadonlySet<string | undefined> = new Set(['TCP', 'UDP', 'SCTP']);

export const calicoPortsWithoutProtocol = defineCheck({
  id: 'calico-ports-without-protocol',
  title: 'Calico refuses ports without a protocol',
  why: 'Calico refuses the whole policy: nothing of it is in force, neither what it denies nor what it allows.',
  remedy: 'Give the rule a protocol that has ports: TCP, UDP or SCTP.',
  severity: 'high',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#rule'],
  aliases: [],
  appliesTo: { kinds: calicoPolicyKinds },
  evaluate: (object) =>
    flowRules(object)
      .filter(({ protocol }) => !withPorts.has(protocol))
      .flatMap(({ rule, pointer, protocol }) => {
        // A name stands for the port and its protocol.
        const isWrong = protocol === undefined ? hasNumber : isNonEmpty;
        const [first] = ['source', 'destination'].flatMap((side) =>
          ['ports', 'notPorts'].filter((key) => isWrong(field(field(rule, side), key))).map((key) => `${pointer}/${side}/${key}`),
        );
        return first === undefined
          ? []
          : {
              kind: 'fault' as const,
              path: first,
              reason: 'ports need a protocol',
              detail: protocol === undefined ? 'the rule names ports and no protocol' : `${protocol} has no ports`,
              remedy: patchRemedy(
                [setOperation(object.body, `${pointer}/protocol`, 'TCP')],
                'Where the port is one of UDP or SCTP, name that protocol.',
              ),
            };
      }),
});

function isNonEmpty(value: Json | undefined): boolean {
  return isArray(value) && value.length > 0;
}

function hasNumber(value: Json | undefined): boolean {
  return isArray(value) && value.some((port) => typeof port === 'number' || (typeof port === 'string' && /^\d+(?::\d+)?$/.test(port)));
}
