// SPDX-License-Identifier: Apache-2.0
// The fields of Calico's resources, those of its commercial editions among them.
import type { Shape } from '../../model/unknown-fields.ts';

const names = (...fields: readonly string[]): Shape => Object.fromEntries(fields.map((name) => [name, true] as const));

const entity: Shape = {
  ...names('nets', 'notNets', 'selector', 'notSelector', 'namespaceSelector', 'ports', 'notPorts', 'domains'),
  serviceAccounts: names('names', 'selector'),
  services: names('name', 'namespace'),
};
const icmp = names('type', 'code');
const rule: Shape = {
  ...names('action', 'ipVersion', 'protocol', 'notProtocol'),
  icmp,
  notICMP: icmp,
  source: entity,
  destination: entity,
  http: { methods: true, paths: names('exact', 'prefix'), headers: true },
  metadata: names('annotations'),
};
const policy: Shape = {
  ...names('order', 'tier', 'selector', 'types', 'serviceAccountSelector', 'performanceHints'),
  ingress: rule,
  egress: rule,
};
const global: Shape = { ...policy, ...names('namespaceSelector', 'doNotTrack', 'preDNAT', 'applyOnForward') };
const staged = names('stagedAction');
const sets = names('nets', 'allowedEgressDomains');

/** The fields of spec, by kind. */
export const calicoShapes: ReadonlyMap<string, Shape> = new Map([
  ['NetworkPolicy', policy],
  ['GlobalNetworkPolicy', global],
  ['StagedNetworkPolicy', { ...policy, ...staged }],
  ['StagedGlobalNetworkPolicy', { ...global, ...staged }],
  ['Tier', names('order', 'defaultAction')],
  ['NetworkSet', sets],
  ['GlobalNetworkSet', sets],
  ['HostEndpoint', { ...names('node', 'interfaceName', 'expectedIPs', 'profiles'), ports: names('name', 'port', 'protocol') }],
]);

/** The shape below a field of another, as deep as the tokens go; undefined where anything may stand there. */
export function shapeAt(shape: Shape | undefined, tokens: readonly string[]): Shape | undefined {
  const [first, ...rest] = tokens;
  if (shape === undefined || first === undefined) return shape;
  if (/^\d+$/.test(first)) return shapeAt(shape, rest);
  const below = Object.hasOwn(shape, first) ? shape[first] : undefined;
  return below === undefined || below === true ? undefined : shapeAt(below, rest);
}
