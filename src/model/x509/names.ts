// SPDX-License-Identifier: Apache-2.0
import { type Der, type Element, hex, tags } from './der.ts';
import { asn1Text } from './text.ts';

/** A distinguished name. Kubernetes takes the common name for the user and the organizations for its groups. */
export type NameFacts = {
  readonly commonName?: string;
  readonly organizations: readonly string[];
  /** As RFC 4514 writes it, last part first: `CN=kubernetes-admin,O=system:masters`. */
  readonly text: string;
};

const commonName = '2.5.4.3';
const organization = '2.5.4.10';

const types: ReadonlyMap<string, string> = new Map([
  [commonName, 'CN'],
  ['2.5.4.5', 'serialNumber'],
  ['2.5.4.6', 'C'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.9', 'street'],
  [organization, 'O'],
  ['2.5.4.11', 'OU'],
  ['2.5.4.17', 'postalCode'],
  ['0.9.2342.19200300.100.1.1', 'UID'],
  ['0.9.2342.19200300.100.1.25', 'DC'],
  ['1.2.840.113549.1.9.1', 'emailAddress'],
]);

export function nameFacts(der: Der, name: Element | undefined): NameFacts {
  const sets = der.childrenOf(name, tags.sequence).map((set) => der.childrenOf(set, tags.set).map((pair) => attribute(der, pair)));
  const attributes = sets.flat();
  const common = attributes.findLast(({ type }) => type === commonName)?.value;
  return {
    ...(common === undefined ? {} : { commonName: common }),
    organizations: attributes.filter(({ type }) => type === organization).map(({ value }) => value),
    text: sets
      .toReversed()
      .map((set) => set.map(({ type, shown }) => `${types.get(type) ?? type}=${shown}`).join('+'))
      .join(','),
  };
}

interface Attribute {
  readonly type: string;
  readonly value: string;
  /** The value as it is written in a name. */
  readonly shown: string;
}

function attribute(der: Der, pair: Element): Attribute {
  const [id, value] = der.childrenOf(pair, tags.sequence);
  const type = der.oid(id);
  if (value === undefined) return { type, value: '', shown: '' };
  const content = der.content(value);
  const text = asn1Text(value.tag, content);
  const bytes = `#${hex(content)}`;
  return text === undefined ? { type, value: bytes, shown: bytes } : { type, value: text, shown: escaped(text) };
}

function escaped(value: string): string {
  return value.replace(/[,+"\\<>;]|^[ #]| $/g, '\\$&');
}
