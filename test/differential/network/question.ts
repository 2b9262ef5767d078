// SPDX-License-Identifier: Apache-2.0
// What is asked of each tier of policies, and what it may answer.
import type { Cluster, Packet, Pod, Sender } from './world.ts';

export type Direction = 'ingress' | 'egress';

export interface Question {
  readonly cluster: Cluster;
  readonly packet: Packet;
  readonly direction: Direction;
  readonly own: Pod;
  readonly peer: Sender;
}

/** What a tier says of a packet. */
export type Word = 'allow' | 'deny' | 'pass' | undefined;

export interface Tier {
  readonly order: number;
  readonly name: string;
  readonly say: () => Word;
}
