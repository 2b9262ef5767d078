// SPDX-License-Identifier: Apache-2.0
// What the reference asks of one packet, plainly. Only the parsing of selectors, blocks and addresses is shared with the engine.
import { calicoSelects, compileCalicoSelector } from '../../../src/model/calico-selector.ts';
import { parseAddress, parseCidr } from '../../../src/model/cidr.ts';
import { compileSelector, type Labels, selects } from '../../../src/model/selector.ts';
import type { Selector } from './bodies.ts';
import type { Cluster, Packet, Pod, Sender } from './world.ts';

export function addressOf(sender: Sender): string {
  if ('pod' in sender) return sender.pod.ip;
  return 'node' in sender ? sender.node.ip : sender.outside;
}

/** A pod that policies select: one with an address of its own. */
export function plainPod(sender: Sender): Pod | undefined {
  return 'pod' in sender && !sender.pod.hostNetwork ? sender.pod : undefined;
}

export function isHost(sender: Sender): boolean {
  return 'node' in sender || ('pod' in sender && sender.pod.hostNetwork);
}

export function inBlock(address: string, block: string): boolean {
  const [cidr, parsed] = [parseCidr(block.includes('/') ? block : `${block}/${block.includes(':') ? 128 : 32}`), parseAddress(address)];
  if (cidr === undefined || parsed === undefined || cidr.bits !== parsed.bits) return false;
  const bits = (value: bigint) => value.toString(2).padStart(cidr.bits, '0').slice(0, cidr.prefix);
  return bits(cidr.base) === bits(parsed.value);
}

export function labelsMatch(selector: Selector, labels: Labels): boolean {
  const compiled = compileSelector({ ...selector });
  if ('invalid' in compiled) throw new Error(compiled.invalid);
  return selects(compiled, labels);
}

export function namespaceLabels({ namespaces }: Cluster, name: string): Labels {
  return { ...namespaces.get(name), 'kubernetes.io/metadata.name': name };
}

export function calicoMatch(text: string, labels: Labels): boolean {
  const compiled = compileCalicoSelector(text);
  if ('invalid' in compiled) throw new Error(compiled.invalid);
  return calicoSelects(compiled, labels);
}

/** Whether a packet goes to the port of that name of the pod that receives it. */
export function hasNamedPort(packet: Packet, name: string): boolean {
  const pod = plainPod(packet.to);
  return (
    pod?.ports.some((port) => port.name === name && port.protocol === packet.protocol && port.containerPort === packet.number) === true
  );
}

export function isPorted({ protocol }: Packet): boolean {
  return protocol === 'TCP' || protocol === 'UDP' || protocol === 'SCTP';
}
