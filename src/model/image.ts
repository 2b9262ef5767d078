// SPDX-License-Identifier: Apache-2.0

/** An image reference with the parts that container runtimes fill in. */
export interface ImageReference {
  /** Host, with port where given; `docker.io` where the reference names none. */
  readonly registry: string;
  /** Path below the registry, with `library/` where Docker Hub implies it. */
  readonly repository: string;
  /** The tag given, or `latest` where there is neither tag nor digest. */
  readonly tag?: string;
  /** `sha256:…` */
  readonly digest?: string;
  /** False where the tag was filled in. */
  readonly tagGiven: boolean;
}

const component = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const host =
  /^(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\[[0-9a-fA-F:]+\])(?::\d+)?$/;
const tagPattern = /^\w[\w.-]{0,127}$/;
const digestPattern = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;

/** Reads a reference by the grammar of github.com/distribution/reference; undefined where it is not one. */
export function parseImage(text: string): ImageReference | undefined {
  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : text.slice(at + 1);
  if (digest !== undefined && !validDigest(digest)) return undefined;
  const named = at < 0 ? text : text.slice(0, at);
  const colon = named.lastIndexOf(':');
  const hasTag = colon > named.lastIndexOf('/');
  const tag = hasTag ? named.slice(colon + 1) : undefined;
  if (tag !== undefined && !tagPattern.test(tag)) return undefined;
  const place = splitRegistry(hasTag ? named.slice(0, colon) : named);
  if (!host.test(place.registry) || place.repository.length > 255) return undefined;
  if (!place.repository.split('/').every((part) => component.test(part))) return undefined;
  const effectiveTag = tag ?? (digest === undefined ? 'latest' : undefined);
  return {
    ...place,
    tagGiven: tag !== undefined,
    ...(effectiveTag === undefined ? {} : { tag: effectiveTag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

function validDigest(digest: string): boolean {
  if (!digestPattern.test(digest)) return false;
  return !digest.startsWith('sha256:') || /^sha256:[0-9a-f]{64}$/.test(digest);
}

// The first segment is a host only where it looks like one; otherwise the reference is Docker Hub's.
function splitRegistry(name: string): { readonly registry: string; readonly repository: string } {
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const isHost = first === 'localhost' || /[.:]/.test(first) || /[A-Z]/.test(first);
  const registry = isHost ? first : 'docker.io';
  const repository = isHost ? name.slice(slash + 1) : name;
  const dockerHub = registry === 'docker.io' || registry === 'index.docker.io';
  return {
    registry: dockerHub ? 'docker.io' : registry,
    repository: dockerHub && !repository.includes('/') ? `library/${repository}` : repository,
  };
}

/** The full form of a reference: `docker.io/library/nginx:latest`. */
export function formatImage(image: ImageReference): string {
  const tag = image.tag === undefined ? '' : `:${image.tag}`;
  const digest = image.digest === undefined ? '' : `@${image.digest}`;
  return `${image.registry}/${image.repository}${tag}${digest}`;
}
