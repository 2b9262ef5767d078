// SPDX-License-Identifier: Apache-2.0
import { etcdComponent } from '../etcd-release.ts';

export const component = etcdComponent('etcdutl', 'etcdutl');
