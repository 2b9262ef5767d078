// SPDX-License-Identifier: Apache-2.0
import { defineEdge, type Step } from '../edge.ts';

export const systemMasters = defineEdge({
  id: 'system-masters',
  title: 'Be in system:masters',
  reason:
    'The API server allows the group system:masters everything before it asks any authorizer. No binding shows it and no removed binding ends it.',
  condition: 'None.',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  length: 1,
  *stepsOf({ footholds }): Generator<Step> {
    yield { from: footholds.group('system:masters'), to: footholds.clusterAdmin(), how: 'is never refused' };
  },
});
