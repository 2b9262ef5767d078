// SPDX-License-Identifier: Apache-2.0
// Reads --request-timeout of kube-apiserver.
import { componentsNamed, settingPlace } from '../facts/components-in.ts';
import { factAt, type Question } from '../question.ts';

export const requestTimeout: Question = {
  id: 'CIS-1.2.20',
  question: 'How long may a request to the API server take, and is there a reason for it to be longer than a minute?',
  good: 'The default of 60s, or more only for slow lines that are known; a long limit lets few clients keep the server busy.',
  layer: 'cluster',
  references: ['https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/'],
  kinds: ['Pod'],
  gather: (inventory) => {
    const places = componentsNamed(inventory, 'kube-apiserver').map((component) =>
      settingPlace(component, { flag: 'request-timeout' }, '60s, the default'),
    );
    return { facts: factAt('the limit of each API server', places), missing: places.length === 0 ? ['the flags of kube-apiserver'] : [] };
  },
};
