// SPDX-License-Identifier: Apache-2.0

export type TokenList = 'apiGroups' | 'resources' | 'resourceNames' | 'verbs';

const quotes =
  /^[\s"'`´\u2018-\u201f\u00ab\u00bb\u2039\u203a\u300c-\u300f\uff02\uff07]+|[\s"'`´\u2018-\u201f\u00ab\u00bb\u2039\u203a\u300c-\u300f\uff02\uff07]+$/g;
const kinds = [
  'pod',
  'service',
  'secret',
  'configmap',
  'node',
  'namespace',
  'serviceaccount',
  'event',
  'deployment',
  'daemonset',
  'statefulset',
  'replicaset',
  'job',
  'cronjob',
  'role',
  'rolebinding',
  'clusterrole',
  'clusterrolebinding',
];
const singular: ReadonlySet<string> = new Set(kinds);

/** A name without the quotes and blanks around it, those of documents among them. */
export function unquoted(name: string): string {
  return name.replaceAll(quotes, '');
}

/** The token as the API has it: itself where it can match a request, undefined where nobody can say what was meant. */
export function correctedToken(list: TokenList, token: string): string | undefined {
  const text = unquoted(token);
  switch (list) {
    case 'resourceNames':
      return text;
    case 'verbs':
      // What follows a colon is a name of constrained impersonation.
      return text.toLowerCase();
    case 'apiGroups': {
      const group = text.toLowerCase().replace(/(^|\/)v\d+((alpha|beta)\d+)?$/, '');
      return group === 'core' ? '' : group;
    }
    case 'resources':
      if (/^[^*]+\/\*$/.test(text)) return undefined;
      return singular.has(text.toLowerCase()) ? `${text.toLowerCase()}s` : text.toLowerCase();
  }
}
