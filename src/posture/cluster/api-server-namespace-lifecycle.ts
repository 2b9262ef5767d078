// SPDX-License-Identifier: Apache-2.0
// Reads --disable-admission-plugins of kube-apiserver.
import { defineComponentCheck } from '../facts/component-check.ts';
import { likelySafely, mustNotInclude } from '../facts/component-demands.ts';

export const apiServerNamespaceLifecycle = defineComponentCheck({
  id: 'api-server-namespace-lifecycle',
  title: 'Admission plugin NamespaceLifecycle is off',
  why: 'Objects can then be created in namespaces that are being deleted or do not exist, out of sight of the policies on namespaces, and kube-system can be deleted.',
  remedy: 'Take NamespaceLifecycle out of --disable-admission-plugins.',
  severity: 'medium',
  layer: 'cluster',
  threats: ['privilege-escalation'],
  aliases: ['CIS-1.2.13'],
  component: 'kube-apiserver',
  judge: likelySafely(
    mustNotInclude(
      { flag: 'disable-admission-plugins', default: '' },
      'NamespaceLifecycle',
      undefined,
      'What creates objects in namespaces that do not exist is refused from then on.',
    ),
  ),
});
