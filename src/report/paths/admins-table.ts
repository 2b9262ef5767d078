// SPDX-License-Identifier: Apache-2.0
// Every holder of cluster-admin or an equivalent in the terminal.
import type { Admin } from '../../proof/paths/index.ts';
import { count, type Page, printable, wrap } from '../style.ts';
import { pathLines, type Why } from './path-lines.ts';

const most = { each: 15 };

export function renderAdmins(admins: readonly Admin[], isVerbose: boolean, why: Why, page: Page): string {
  const { ink, width } = page;
  const theirs = admins.filter(({ isKubernetesOwn }) => isKubernetesOwn);
  const own = admins.filter(({ isKubernetesOwn }) => !isKubernetesOwn);
  const parts = [
    { title: 'cluster-admin, or all of its rights', admins: own.filter(({ isDirect, isSure }) => isDirect && isSure) },
    { title: 'Equivalent: they get there by what they may do', admins: own.filter(({ isDirect, isSure }) => !isDirect && isSure) },
    { title: 'Equivalent if what is assumed holds', admins: own.filter(({ isSure }) => !isSure) },
  ];
  const told = parts.filter((part) => part.admins.length > 0);
  return [
    ...wrap(headline(own), width).map((line) => ink.bold(line)),
    ...told.flatMap((part) => ['', ...partLines(part.title, part.admins, isVerbose, why, page)]),
    '',
    ...wrap(
      `Besides these ${count(theirs.length, 'identity', 'identities')} of Kubernetes itself: ${printable(names(theirs, isVerbose ? theirs.length : 4))}`,
      width,
    ).map((line) => ink.dim(line)),
    '',
  ].join('\n');
}

function headline(own: readonly Admin[]): string {
  if (own.length === 0) return 'Nobody whom the input names is cluster-admin or an equivalent';
  const sure = own.filter(({ isSure }) => isSure).length;
  const perhaps = own.length - sure;
  return `${count(sure, 'holder')} of cluster-admin or an equivalent${perhaps === 0 ? '' : `, ${perhaps.toLocaleString('en-US')} more if what is assumed holds`}`;
}

function names(admins: readonly Admin[], told: number): string {
  const list = admins.slice(0, told).map(({ identity }) => identity.name);
  return `${list.join(', ')}${admins.length > told ? `, … (-v names all)` : ''}`;
}

function partLines(title: string, admins: readonly Admin[], isVerbose: boolean, why: Why, page: Page): string[] {
  const { ink, width } = page;
  const told = isVerbose ? admins : admins.slice(0, most.each);
  return [
    ink.underline(`${title}: ${admins.length.toLocaleString('en-US')}`),
    ...told.flatMap(({ path, pods }) => [
      '',
      ...pathLines(path, page, why, '  '),
      ...(pods.length === 0
        ? []
        : wrap(`its token is in ${printable(podNames(pods.map(({ name }) => name)))}`, width - 4).map((line) => `    ${ink.yellow(line)}`)),
    ]),
    ...(admins.length > told.length
      ? ['', ink.dim(`  … and ${count(admins.length - told.length, 'more')}`.replace(/mores$/, 'more') + ' (-v lists all)')]
      : []),
  ];
}

function podNames(pods: readonly string[]): string {
  return pods.length <= 4 ? pods.join(', ') : `${pods.slice(0, 3).join(', ')} and ${pods.length - 3} more workloads`;
}
