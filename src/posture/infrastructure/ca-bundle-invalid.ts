// SPDX-License-Identifier: Apache-2.0
// Reads caBundle of webhooks, APIServices and conversions: at least one certificate that is an authority, or its own issuer. An empty
// one, and what a template or an injector puts in, says nothing.
import type { Json } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { bundleKinds, bundlesOf, bundleText, certificatesIn, isPlaceholder, type PlacedCertificate } from '../facts/certificates.ts';

export const caBundleInvalid = defineCheck({
  id: 'ca-bundle-invalid',
  title: 'Bundle for a webhook or an API service holds no authority',
  why: 'The API server refuses the object, or every call to the webhook fails. A webhook that ignores failures then lets everything through; any other stops what it was to admit.',
  remedy: "Write the base64 of the PEM of the authority that issued the server's certificate.",
  severity: 'medium',
  layer: 'infrastructure',
  threats: ['network-attack'],
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#service-reference',
    'https://cert-manager.io/docs/concepts/ca-injector/',
  ],
  aliases: [],
  appliesTo: { kinds: [...bundleKinds] },
  applicable: (object) => bundlesOf(object).some(({ value }) => isWritten(value)),
  evaluate: (object) =>
    bundlesOf(object).flatMap(({ path, label, value }) => {
      if (!isWritten(value)) return [];
      const wrong = wrongWith(
        value,
        certificatesIn(object).filter((certificate) => certificate.path === path),
      );
      return wrong === undefined ? [] : advised(path, wrong.reason, `${label} ${wrong.detail}`, advice);
    }),
});

const advice =
  'base64 -w0 ca.crt, with the authority that issued the certificate that is served; the CA injector of cert-manager does it by itself';

/** Whether there is something to judge. Injectors want a placeholder of one line break. */
function isWritten(value: Json): boolean {
  return typeof value === 'string' && value.trim() !== '' && !isPlaceholder(value) && bundleText(value)?.trim() !== '';
}

function wrongWith(
  value: Json,
  certificates: readonly PlacedCertificate[],
): { readonly reason: string; readonly detail: string } | undefined {
  if (bundleText(value) === undefined) return { reason: 'it is no base64', detail: 'is no base64' };
  const [first] = certificates;
  if (first === undefined) return { reason: 'it holds no certificate', detail: 'holds no certificate in PEM' };
  if (certificates.some(({ facts }) => facts?.isCA === true || facts?.selfIssued === true)) return undefined;
  return {
    reason: 'it holds no authority',
    detail: `holds a certificate of a server, issued by ${first.facts?.issuer.text}, and no authority: it fits until that one is renewed`,
  };
}
