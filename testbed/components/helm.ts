// SPDX-License-Identifier: Apache-2.0
import type { Component } from '../component.ts';

export const component: Component = {
  name: 'helm',
  version: '3.22.0',
  source: { package: 'helm.sh/helm/v3/cmd/helm' },
};
