// SPDX-License-Identifier: Apache-2.0
// Reads spec.target.template.data of an ExternalSecret: a value put into the user part of a URL must pass through urlquery.
import { field, isObject, stringMap } from '../../model/json.ts';
import { pointer as toPointer } from '../../model/pointer.ts';
import { defineCheck } from '../check.ts';
import { replaced } from '../facts/advice.ts';
import { externalSecretKinds, externalSecretSpec } from '../facts/external-secrets.ts';

const userInformation = /(:\/\/)([^/@\s]*\{\{[^@\s]*?\}\}|[^/@]*\{\{.*?\}\})(@)/g;
const plainAction = /\{\{(-?\s*\.[\w.]+\s*)(-?)\}\}/g;

export const secretTemplateUrlEncoding = defineCheck({
  id: 'secret-template-url-encoding',
  title: 'Credential is put into a URL without encoding',
  why: 'A generated password with @, : or / ends the credential early: the connection fails at the next rotation or goes to another host, and whoever can choose the password chooses that host.',
  remedy: 'Pass user and password through urlquery, or hand them over as keys of their own.',
  severity: 'medium',
  layer: 'application',
  threats: ['data-exposure', 'network-attack'],
  references: ['https://external-secrets.io/latest/guides/templating/', 'https://pkg.go.dev/text/template#hdr-Functions'],
  aliases: [],
  appliesTo: { kinds: externalSecretKinds },
  evaluate: (object) => {
    const { spec, pointer } = externalSecretSpec(object);
    const data = field(field(field(spec, 'target'), 'template'), 'data');
    return Object.entries(stringMap(isObject(data) ? data : undefined)).flatMap(([key, text]) => {
      const encoded = text.replace(userInformation, (_, start: string, user: string, end: string) => {
        return `${start}${user.replace(plainAction, (__, value: string, trim: string) => `{{${value.trimEnd()} | urlquery ${trim}}}`)}${end}`;
      });
      if (encoded === text) return [];
      const detail = `the URL of "${key}" holds a value that is not URL-encoded`;
      const note = 'The program must decode the user part of the URL, as URL libraries do.';
      return [replaced(`${pointer}/target/template/data${toPointer(key)}`, 'credential in a URL without encoding', detail, encoded, note)];
    });
  },
});
