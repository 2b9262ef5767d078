// SPDX-License-Identifier: Apache-2.0
// Reads grpc, grpc_output and http_output.url of a falco.yaml in a ConfigMap. The gRPC server is gone since 0.44, and with it
// falco-exporter, which reads it and takes no HTTP. Left alone where every Falco of the namespace is older by its image's tag.
import { field, stringField } from '../../model/json.ts';
import { defineCheck } from '../check.ts';
import { advised } from '../facts/advice.ts';
import { falcoConfigurations, falcoMinor, falcoReaders } from '../facts/falco.ts';

export const falcoGrpcOutput = defineCheck({
  id: 'falco-grpc-output',
  title: 'Falco’s alerts go to a reader that cannot take them',
  why: 'Alerts are raised and lost: an intrusion that Falco saw is known to nobody.',
  remedy: 'Send alerts to falcosidekick over HTTPS; take metrics from Falco’s own endpoint.',
  severity: 'medium',
  layer: 'application',
  threats: ['unauthorized-access'],
  references: ['https://falco.org/docs/concepts/outputs/channels/'],
  aliases: [],
  appliesTo: { kinds: ['ConfigMap'] },
  evaluate: (object, context) =>
    falcoConfigurations(object).flatMap(({ pointer, config }) => {
      const advice = 'Use http_output to falcosidekick (port 2801) and the metrics of webserver.prometheus_metrics_enabled.';
      const isOn = (name: string) => field(field(config, name), 'enabled') === true;
      const url = isOn('http_output') ? (stringField(field(config, 'http_output'), 'url') ?? '') : '';
      if (/^https?:\/\/falco-exporter[.:/]/i.test(url)) {
        return [advised(pointer, 'output that nobody reads', 'http_output posts to falco-exporter, which reads gRPC alone', advice)];
      }
      const on = ['grpc', 'grpc_output'].filter(isOn);
      const readers = falcoReaders(object, context);
      const isStillThere = readers.length > 0 && readers.every(({ place }) => falcoMinor(place) < 44);
      return on.length === 0 || isStillThere
        ? []
        : [advised(pointer, 'output that is gone', `${on.join(' and ')}: Falco 0.44 has no gRPC server any more`, advice)];
    }),
});
