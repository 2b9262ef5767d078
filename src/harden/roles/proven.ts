// SPDX-License-Identifier: Apache-2.0
// Whether every recorded request is still allowed, asked of the engine about the very objects that will be applied.
import { authorize, type Binding, createPolicy, decodeBinding, decodeRole, type Policy, type Role } from '../../engines/rbac/index.ts';
import type { JsonObject } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { makeObject } from '../../model/objects-in.ts';
import type { Everybody } from './everybody.ts';
import { bindingManifests, roleManifest } from './manifests.ts';
import type { Need } from '../../proof/calls/need-table.ts';
import type { SubjectProposal } from './proposal.ts';

export interface Proven {
  /** Different requests that are allowed, and how often they were made. */
  readonly allowed: number;
  readonly times: number;
  readonly lost: readonly { readonly need: Need; readonly proposal: SubjectProposal }[];
}

export function provenAgainst(proposals: readonly SubjectProposal[], all: Everybody): Proven {
  let [allowed, times] = [0, 0];
  const lost: { need: Need; proposal: SubjectProposal }[] = [];
  for (const proposal of proposals) {
    const policy = policyOf(proposal, all);
    // Whoever is in system:masters is refused nothing; the role is for the time after.
    const user = { ...proposal.user, groups: proposal.user.groups.filter((group) => group !== 'system:masters') };
    for (const need of proposal.needs) {
      if (authorize(policy, user, need.request) === undefined) lost.push({ need, proposal });
      else {
        allowed += 1;
        times += need.count;
      }
    }
  }
  return { allowed, times, lost };
}

/** Nothing but what is proposed for one subject, and what everybody has. */
function policyOf({ subject, roles }: SubjectProposal, all: Everybody): Policy {
  const own: Role[] = roles.map((role) => decodeRole(objectOf(roleManifest(role))).value);
  const bindings: Binding[] = roles.flatMap((role) =>
    bindingManifests(role, subject).map((manifest) => decodeBinding(objectOf(manifest)).value),
  );
  return createPolicy([...own, ...all.roles], [...bindings, ...all.bindings]);
}

function objectOf(body: JsonObject): KubernetesObject {
  return makeObject(body, { kind: 'file', source: 'proposed roles', start: 0, end: 0, pointer: '' }, []);
}
