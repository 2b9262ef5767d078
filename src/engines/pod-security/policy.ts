// SPDX-License-Identifier: Apache-2.0
// The policy of a namespace, from its labels and the cluster's defaults. Follows api/helpers.go.
import { compareLevels, type Level, levels, type LevelVersion, parseLevel, parsePolicyVersion, type PolicyVersion } from './level.ts';

export const modes = ['enforce', 'audit', 'warn'] as const;
export type Mode = (typeof modes)[number];

export type Policy = Readonly<Record<Mode, LevelVersion>>;

/** What a cluster does with namespaces that have no labels, unless its AdmissionConfiguration says otherwise. */
export const privilegedPolicy: Policy = {
  enforce: { level: 'privileged', version: 'latest' },
  audit: { level: 'privileged', version: 'latest' },
  warn: { level: 'privileged', version: 'latest' },
};

export interface LabelError {
  readonly label: string;
  readonly value: string;
  /** The API server's words. */
  readonly message: string;
}

export interface NamespacePolicy {
  /** Always usable: enforce is `restricted` where its label names no level, warn and audit are then `privileged`. */
  readonly policy: Policy;
  readonly errors: readonly LabelError[];
}

const prefix = 'pod-security.kubernetes.io/';

/** The policy that the API server applies in a namespace with these labels. */
export function policyOf(labels: Readonly<Record<string, string>>, defaults: Policy = privilegedPolicy): NamespacePolicy {
  const errors: LabelError[] = [];
  const labelled = {
    enforce: { level: readLevel(labels, 'enforce', errors), version: readVersion(labels, 'enforce', errors) },
    audit: { level: readLevel(labels, 'audit', errors), version: readVersion(labels, 'audit', errors) },
    warn: { level: readLevel(labels, 'warn', errors), version: readVersion(labels, 'warn', errors) },
  };
  const enforce = apply(labelled.enforce, defaults.enforce, 'restricted');
  const policy = {
    enforce,
    audit: apply(labelled.audit, defaults.audit, 'privileged'),
    warn: apply(labelled.warn, defaults.warn, 'privileged'),
  };
  const raises = typeof labelled.enforce.level === 'string' && labelled.warn.level === undefined;
  if (!raises || compareLevels(enforce.level, policy.warn.level) <= 0) return { policy, errors };
  // A namespace that asks for a level without saying what to warn of is warned of that level.
  const version = labelled.warn.version === undefined ? enforce.version : policy.warn.version;
  return { policy: { ...policy, warn: { level: enforce.level, version } }, errors };
}

/** What a label says: undefined where it is absent, null where it is invalid. */
interface Labelled {
  readonly level: Level | null | undefined;
  readonly version: PolicyVersion | null | undefined;
}

function apply({ level, version }: Labelled, defaults: LevelVersion, levelIfInvalid: Level): LevelVersion {
  return {
    level: level === undefined ? defaults.level : (level ?? levelIfInvalid),
    version: version === undefined ? defaults.version : (version ?? 'latest'),
  };
}

function readLevel(labels: Readonly<Record<string, string>>, mode: Mode, errors: LabelError[]): Level | null | undefined {
  return read(labels, `${prefix}${mode}`, parseLevel, `must be one of ${levels.join(', ')}`, errors);
}

function readVersion(labels: Readonly<Record<string, string>>, mode: Mode, errors: LabelError[]): PolicyVersion | null | undefined {
  return read(labels, `${prefix}${mode}-version`, parsePolicyVersion, 'must be "latest" or "v1.x"', errors);
}

function read<T>(
  labels: Readonly<Record<string, string>>,
  label: string,
  parse: (text: string) => T | undefined,
  requirement: string,
  errors: LabelError[],
): T | null | undefined {
  const value = labels[label];
  if (value === undefined) return undefined;
  const parsed = parse(value);
  if (parsed !== undefined) return parsed;
  errors.push({ label, value, message: `metadata.labels[${label}]: Invalid value: "${value}": ${requirement}` });
  return null;
}
