// SPDX-License-Identifier: Apache-2.0
// How a command is told to read a live cluster, besides files or instead of them.
import type { Command } from 'commander';
import type { Target } from '../adapters/cluster/settings.ts';
import { UsageError } from './exit-codes.ts';

export interface ClusterSelection {
  readonly cluster?: boolean;
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly namespace?: string;
}

/** The cluster that options name. */
export interface ClusterTarget extends Target {
  readonly namespace?: string;
}

export function addClusterOptions(command: Command, namespaceHelp = 'only this namespace of the cluster'): Command {
  return command
    .option('--cluster', 'read the live cluster: the current context, or in a pod its own account')
    .option('--kubeconfig <file>', 'kubeconfig for --cluster (default: KUBECONFIG, else ~/.kube/config)')
    .option('--context <context>', 'context of the kubeconfig for --cluster')
    .option('-n, --namespace <namespace>', namespaceHelp);
}

/** Undefined where no cluster is asked for. Throws UsageError where the arguments name nothing to read. */
export function clusterTarget(
  { cluster, kubeconfig, context, namespace }: ClusterSelection,
  paths: readonly string[],
): ClusterTarget | undefined {
  if (cluster === true) {
    return {
      ...(kubeconfig === undefined ? {} : { kubeconfig }),
      ...(context === undefined ? {} : { context }),
      ...(namespace === undefined ? {} : { namespace }),
    };
  }
  const [option] = Object.entries({ kubeconfig, context, namespace }).find(([, value]) => value !== undefined) ?? [];
  if (option !== undefined) throw new UsageError(`--${option} is about a cluster: give --cluster, too`);
  if (paths.length === 0) throw new UsageError('nothing to read: give files or folders, - for standard input, or --cluster');
  return undefined;
}

/** What was asked for, as it is typed. */
export function typedTargets(paths: readonly string[], target: ClusterTarget | undefined, more: readonly string[] = []): readonly string[] {
  if (target === undefined) return paths;
  const options = Object.entries(target).flatMap(([name, value]) => [`--${name}`, String(value)]);
  return [...paths, '--cluster', ...options, ...more];
}
