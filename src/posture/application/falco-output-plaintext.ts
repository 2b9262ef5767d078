// SPDX-License-Identifier: Apache-2.0
// Reads http_output.{enabled,url,insecure} and program_output.program of a falco.yaml in a ConfigMap: https with a verified certificate, or an address of
// the same host.
import { field, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { falcoConfigurations } from '../facts/falco.ts';

export const falcoOutputPlaintext = defineCheck({
  id: 'falco-output-plaintext',
  title: 'Falco’s alerts travel without TLS',
  why: 'Whoever is on the way reads what was detected, drops the alerts about themselves or floods the receiver with false ones.',
  remedy: 'Use an https url and name the CA in ca_cert.',
  severity: 'medium',
  layer: 'application',
  threats: ['network-attack', 'data-exposure'],
  references: ['https://falco.org/docs/reference/daemon/config-options/'],
  aliases: [],
  appliesTo: { kinds: ['ConfigMap'] },
  evaluate: (object) =>
    falcoConfigurations(object).flatMap(({ pointer, config }) => {
      const program = field(config, 'program_output');
      const sends = field(program, 'enabled') === true ? (stringField(program, 'program') ?? '') : '';
      if (/\bhttp:\/\/(?!localhost\b|127\.|\[::1\])/i.test(sends)) {
        const advice = 'Let the program send to an https address, and verify its certificate.';
        return [advised(pointer, 'alerts without TLS', 'program_output sends to a plain HTTP address', advice)];
      }
      const output = field(config, 'http_output');
      const url = stringField(output, 'url') ?? '';
      if (field(output, 'enabled') !== true || /^http:\/\/(?:localhost|127\.|\[::1\])/i.test(url)) return [];
      const advice = 'Serve the receiver over TLS, use its https address, and set http_output.ca_cert (and mtls where it asks for it).';
      if (/^http:/i.test(url)) return [advised(pointer, 'alerts without TLS', 'http_output.url is plain HTTP', advice)];
      return field(output, 'insecure') === true
        ? [advised(pointer, 'receiver is not verified', 'http_output.insecure is true', advice)]
        : [];
    }),
});
