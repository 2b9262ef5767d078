// SPDX-License-Identifier: Apache-2.0
import { displayName } from '../../model/object.ts';
import type { Edge, Party } from './edges.ts';

/** As output calls it: `Deployment/shop/web`, an address with the name it was looked up by. */
export function partyName(party: Party): string {
  if (party.kind === 'workload') return displayName(party.workload.object);
  const [name] = party.dnsNames;
  return party.isApiServer ? `the API server (${party.address})` : name === undefined ? party.address : `${party.address} (${name})`;
}

/** `TCP 8080`; the protocol alone where there are no ports. */
export function portName({ protocol, port }: Pick<Edge, 'protocol' | 'port'>): string {
  return port === undefined ? protocol : `${protocol} ${port}`;
}
