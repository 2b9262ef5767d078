// SPDX-License-Identifier: Apache-2.0
// What it takes to talk to one cluster: where it is, whom to trust, who we are.

export interface Settings {
  /** How output names the cluster: the context's name, or `in-cluster`. */
  readonly context: string;
  /** Without a slash at its end. */
  readonly server: string;
  /** PEM text of the authorities to trust; the system's where absent. */
  readonly ca?: string;
  readonly insecure: boolean;
  /** The name that the server's certificate must have, where it is not the host's. */
  readonly serverName?: string;
  /** http:// or https:// address of a proxy; the environment's where absent. */
  readonly proxy?: string;
  /** Headers of impersonation. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly credentials: CredentialSource;
}

/** Held in memory for the requests, and never printed. */
export interface Credentials {
  readonly token?: string;
  /** PEM texts. */
  readonly certificate?: string;
  readonly key?: string;
}

/** Asked at the start, and again where the API server no longer accepts what it gave. Throws ClusterFailure. */
export type CredentialSource = () => Promise<Credentials>;
