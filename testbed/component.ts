// SPDX-License-Identifier: Apache-2.0
// A component is one real program that tests run: its name, its version, and how it is built.
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export interface Component {
  /** The program's file name, and the name that `node testbed/build.ts NAME` takes. */
  readonly name: string;
  /** The version without `v` that is meant when none is named. */
  readonly version: string;
  readonly source: GoSource;
}

/** A program built by the Go client, through a module of ours or, without one, by `go install PACKAGE@vVERSION`. */
export interface GoSource {
  readonly package: string;
  /** The folder with the go.mod that requires the package at this version. */
  readonly module?: (version: string) => Promise<string>;
  readonly ldflags?: (version: string) => readonly string[];
}

export class MissingComponent extends Error {
  readonly code = 'missing-component';
}

/** Absolute path of the folder that holds everything built, outside the tree. */
export function cacheFolder(): string {
  const base = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(base, 'rampart', 'testbed');
}

/** Where the build puts this version of the program. */
export function builtProgram(component: Component, version: string): string {
  return join(cacheFolder(), `${component.name}-${version}`, component.name);
}

/**
 * The program's path, or undefined. `KUBEBUILDER_ASSETS` says nothing about versions, so it is asked only for the
 * version meant by default. Finding never builds.
 */
export function findProgram(component: Component, version = component.version): string | undefined {
  const assets = process.env['KUBEBUILDER_ASSETS'];
  const places = [builtProgram(component, version)];
  if (assets && version === component.version) places.unshift(join(assets, component.name));
  return places.find(isExecutable);
}

/** The program's path; throws MissingComponent, with the command that builds it, where there is none. */
export function requireProgram(component: Component, version = component.version): string {
  const found = findProgram(component, version);
  if (found === undefined) throw new MissingComponent(missingLine([{ component, version }]));
  return found;
}

export interface Wanted {
  readonly component: Component;
  readonly version: string;
}

/** One line: what is missing, and the command that builds it. */
export function missingLine(missing: readonly Wanted[]): string {
  const named = missing.map(({ component, version }) => `${component.name} ${version}`).join(', ');
  const words = missing.map(({ component, version }) => (version === component.version ? component.name : `${component.name}@${version}`));
  return `missing ${named}: build with "npm run testbed -- ${words.join(' ')}", or set KUBEBUILDER_ASSETS`;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
