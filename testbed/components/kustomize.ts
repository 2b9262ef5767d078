// SPDX-License-Identifier: Apache-2.0
import type { Component } from '../component.ts';

export const component: Component = {
  name: 'kustomize',
  version: '5.7.1',
  source: { package: 'sigs.k8s.io/kustomize/kustomize/v5' },
};
