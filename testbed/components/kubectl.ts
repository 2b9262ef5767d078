// SPDX-License-Identifier: Apache-2.0
import { kubernetesComponent } from '../kubernetes.ts';

export const component = kubernetesComponent('kubectl');
