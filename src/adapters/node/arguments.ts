// SPDX-License-Identifier: Apache-2.0
// Arguments may be credentials: k3s takes its token as one. They are taken out before anything is made of a command.

/** Stands for what was taken out, as in the model. */
const taken = '<redacted>';

/** Flags whose value is a credential, or an address with one in it. Those that end in -file name a file, and stay. */
const credential = /(?:^|-)(?:token|password|secret|secret-key|access-key)$|^(?:vpn-auth|datastore-endpoint|t)$/;
/** What is called so and is none: one names a cluster, the other a kind of tokens. */
const harmless: ReadonlySet<string> = new Set(['initial-cluster-token', 'auth-token']);

/** The words of a command without the credentials among them. */
export function withoutCredentials(words: readonly string[]): string[] {
  let nextIsCredential = false;
  return words.map((word) => {
    const wasCredential = nextIsCredential && !word.startsWith('--');
    nextIsCredential = false;
    if (wasCredential) return taken;
    const [, dashes = '', name = '', equals, value = ''] = /^(--?)([A-Za-z][\w-]*)(=)?([^]*)$/.exec(word) ?? [];
    if (dashes !== '' && isCredential(name)) {
      if (equals !== undefined) return `${dashes}${name}=${taken}`;
      nextIsCredential = value === '';
    }
    return withoutUserInfo(word);
  });
}

function isCredential(name: string): boolean {
  const plain = name.replaceAll('_', '-').toLowerCase();
  return credential.test(plain) && !harmless.has(plain);
}

/** `https://user:password@host` without user and password. */
function withoutUserInfo(word: string): string {
  return word.replace(/(:\/\/)[^/@\s]{1,500}@/g, `$1${taken}@`);
}
