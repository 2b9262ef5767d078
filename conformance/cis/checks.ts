// SPDX-License-Identifier: Apache-2.0
// The checks of the benchmark as its data have them.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defaultLimits } from '../../src/model/limits.ts';
import { compose } from '../../src/model/yaml/compose.ts';
import { parse } from '../../src/model/yaml/parse.ts';
import { meets, type TestItem } from './ops.ts';

export interface CisCheck {
  /** `1.2.15` */
  readonly id: string;
  readonly text: string;
  /** The shell command that the data find evidence with: it tells which component the check is about. */
  readonly audit?: string;
  readonly tests: { readonly bin_op?: 'and' | 'or'; readonly test_items: readonly TestItem[] };
}

/** A number of the benchmark, and whether it is left to people. */
export interface CisNumber {
  readonly id: string;
  readonly manual: boolean;
}

interface Controls {
  readonly groups: readonly {
    readonly checks: readonly (Omit<CisCheck, 'id' | 'tests'> &
      Partial<Pick<CisCheck, 'tests'>> & { readonly id: string | number; readonly type?: string })[];
  }[];
}

/** The checks that the data can decide, in the order of the benchmark: those with test items. */
export function readCisChecks(dataDir: string): readonly CisCheck[] {
  return readControls(dataDir).flatMap(({ tests, ...rest }) => (tests === undefined ? [] : { ...rest, id: String(rest.id), tests }));
}

/** Every number of the benchmark, in its order. */
export function readCisNumbers(dataDir: string): readonly CisNumber[] {
  return readControls(dataDir).map(({ id, type }) => ({ id: String(id), manual: type === 'manual' }));
}

function readControls(dataDir: string) {
  return ['master', 'etcd', 'controlplane', 'node', 'policies'].flatMap((name) => {
    // Not with js-yaml: one text of the data is indented as only Kubernetes' own reader allows.
    const { documents } = parse(
      readFileSync(path.join(dataDir, 'cfg/cis-1.12', `${name}.yaml`), 'utf8').replace(/^---\n/, ''),
      defaultLimits,
    );
    const [document] = documents;
    if (document === undefined) throw new Error(`${name}.yaml holds no document`);
    const { groups }: Controls = JSON.parse(JSON.stringify(compose(document.text, document.events, defaultLimits).value));
    return groups.flatMap(({ checks }) => checks);
  });
}

/** A configuration: the value of each flag that a check looks at; a flag that is not given is left out. */
export type Configuration = Readonly<Record<string, string>>;

/** What the data say of a configuration. */
export function holds({ tests }: CisCheck, configuration: Configuration): boolean {
  const results = tests.test_items.map((item) => meets(item, configuration[item.flag]));
  return tests.bin_op === 'or' ? results.some(Boolean) : results.every(Boolean);
}

/** Values for flags of which the data say only that they must be given. */
const samples: Readonly<Record<string, string>> = {
  '--terminated-pod-gc-threshold': '1000',
  '--pod-max-pids': '4096',
  '--seccomp-default': 'true',
};

/** Elements that are no answer to what is asked for. */
const others: Readonly<Record<string, string>> = {
  '--authorization-mode': 'Webhook',
  '--enable-admission-plugins': 'ResourceQuota',
  '--disable-admission-plugins': 'DefaultIngressClass',
  '--feature-gates': 'NodeSwap=true',
  '--metrics-bind-address': '0.0.0.0:10249',
  '--bind-address': '0.0.0.0',
  '--streaming-connection-idle-timeout': '5m',
  '--tls-cipher-suites': 'TLS_RSA_WITH_AES_128_CBC_SHA',
  provider: 'identity',
};

/** Configurations that meet a check and that miss it: each value that its items turn on, and the flag left out. */
export function configurationsOf({ tests }: CisCheck): readonly Configuration[] {
  const flags = [...new Set(tests.test_items.map(({ flag }) => flag))];
  return flags.reduce<readonly Configuration[]>(
    (all, flag) => {
      const items = tests.test_items.filter((item) => item.flag === flag);
      const compared = items.filter((item) => item.compare !== undefined);
      const values = [...new Set((compared.length > 0 ? compared : items).flatMap(valuesOf))];
      return all.flatMap((configuration) => [configuration, ...values.map((value) => ({ ...configuration, [flag]: value }))]);
    },
    [{}],
  );
}

function valuesOf({ flag, compare }: TestItem): string[] {
  const other = others[flag] ?? 'other';
  if (compare === undefined) return [samples[flag] ?? '/etc/kubernetes/file'];
  const wanted = String(compare.value);
  switch (compare.op) {
    case 'eq':
    case 'noteq':
      return [
        wanted,
        wanted === 'true' ? 'false' : wanted === 'false' ? 'true' : /^\d+$/.test(wanted) && others[flag] === undefined ? '10255' : other,
      ];
    case 'has':
    case 'nothave':
      if (wanted === 'false') return ['true', 'false'];
      return flag === '--metrics-bind-address' ? [`${wanted}:10249`, other] : [wanted, `${other},${wanted}`, other];
    case 'gte':
      return [Number(wanted) - 1, Number(wanted), Number(wanted) + 1].map(String);
    case 'valid_elements': {
      const [first = '', ...rest] = wanted.split(',');
      return flag === 'provider' ? [first, ...rest, other] : [first, wanted, `${first},${other}`, other];
    }
    case 'bitmask':
      return [wanted, '400', '640', '644', '666', '755', '777'];
    default:
      throw new Error(`no values for the operation ${compare.op}`);
  }
}
