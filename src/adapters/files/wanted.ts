// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';

const usual = ['.yaml', '.yml', '.json', '.crt', '.cer', '.pem', '.csr', '.key'];

/**
 * Whether a file met in a folder is to be read, by its name. `include` adds extensions (`.manifest`) and globs: of the last
 * part of the name (`*.conf`), or of all of it where the glob has a slash (`etc/kubelet-?.conf`).
 */
export function wantedNames(include: readonly string[]): (name: string) => boolean {
  const extensions = [...usual, ...include.filter(isExtension)].map((extension) => extension.toLowerCase());
  const globs = include.filter((pattern) => !isExtension(pattern));
  return (name) => {
    const lower = name.toLowerCase();
    return (
      extensions.some((extension) => lower.endsWith(extension)) ||
      globs.some((glob) => path.matchesGlob(glob.includes('/') ? name : path.posix.basename(name), glob))
    );
  };
}

function isExtension(pattern: string): boolean {
  return /^\.[^*?[{/]+$/.test(pattern);
}
