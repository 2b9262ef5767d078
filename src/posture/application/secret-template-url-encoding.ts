// SPDX-License-Identifier: Apache-2.0
// Reads spec.target.template.data and templateFrom[*].literal of an ExternalSecret: a value put into the user part of a URL, or
// as user or password behind its question mark, must pass through urlquery.
import { field, isArray, isObject, type Json, stringField, stringMap } from '../../model/json.ts';
import { type Pointer, pointer as toPointer } from '../../model/pointer.ts';
import { defineCheck } from '../check.ts';
import { advised, replaced } from '../facts/advice.ts';
import { externalSecretKinds, externalSecretSpec } from '../facts/external-secrets.ts';
import { printsCredential, withEncodedCredentials } from '../facts/template-urls.ts';

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
    const template = field(field(spec, 'target'), 'template');
    return textsOf(template).flatMap(({ name, path, text }) => {
      const place = `${pointer}/target/template${path}`;
      const detail = `the URL of "${name}" holds a value that is not URL-encoded`;
      const encoded = withEncodedCredentials(text);
      if (encoded !== text) return [replaced(place, 'credential in a URL without encoding', detail, encoded, note)];
      const advice = 'Pass user and password through urlquery before printf puts them in.';
      return printsCredential(text) ? [advised(place, 'credential in a URL without encoding', detail, advice)] : [];
    });
  },
});

const note = 'The program must decode the user part of the URL, as URL libraries do.';

/** The texts of a template: its data, and the literals of templateFrom. */
function textsOf(template: Json | undefined): { readonly name: string; readonly path: Pointer; readonly text: string }[] {
  const data = field(template, 'data');
  const from = field(template, 'templateFrom');
  return [
    ...Object.entries(stringMap(isObject(data) ? data : undefined)).map(([name, text]) => ({
      name,
      path: `/data${toPointer(name)}`,
      text,
    })),
    ...(isArray(from) ? from : []).flatMap((item, index) => {
      const text = stringField(item, 'literal');
      return text === undefined ? [] : { name: `templateFrom ${index}`, path: `/templateFrom/${index}/literal`, text };
    }),
  ];
}
