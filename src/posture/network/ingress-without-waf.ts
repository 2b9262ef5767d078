// SPDX-License-Identifier: Apache-2.0
// Reads the class and annotations of Ingresses of controllers that bring or take a web application firewall: ingress-nginx
// (ModSecurity), the AWS load balancer controller (WAFv2), Azure Application Gateway. One must be switched on.
import { field, stringField } from '../../model/json.ts';
import type { KubernetesObject } from '../../model/object.ts';
import { defineCheck, type Remedy } from '../check.ts';
import { setOperation } from '../../model/patch.ts';
import { patchRemedy } from '../facts/container-faults.ts';

interface Controller {
  readonly classes: readonly string[];
  readonly prefix: string;
  /** Annotations that switch the firewall on, and the values that do. */
  readonly switches: readonly (readonly [string, RegExp])[];
}

const controllers: readonly Controller[] = [
  {
    classes: ['nginx'],
    prefix: 'nginx.ingress.kubernetes.io/',
    switches: [
      ['enable-modsecurity', /^true$/],
      ['modsecurity-snippet', /SecRuleEngine\s+On/i],
    ],
  },
  {
    classes: ['alb'],
    prefix: 'alb.ingress.kubernetes.io/',
    switches: [
      ['wafv2-acl-arn', /./],
      ['waf-acl-id', /./],
    ],
  },
  {
    classes: ['azure-application-gateway', 'azure/application-gateway'],
    prefix: 'appgw.ingress.kubernetes.io/',
    switches: [['waf-policy-for-path', /./]],
  },
];

export const ingressWithoutWaf = defineCheck({
  id: 'ingress-without-waf',
  title: 'Ingress has no web application firewall',
  why: 'Requests that try known attacks reach the program as they are. A firewall before it buys time between the news of a fault and its repair.',
  remedy: 'Switch on the firewall of the controller, or say in an exception which one stands before it.',
  severity: 'info',
  layer: 'network',
  threats: ['network-attack'],
  references: ['https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#modsecurity'],
  aliases: ['T1190'],
  appliesTo: { kinds: ['Ingress.networking.k8s.io', 'Ingress.extensions'] },
  applicable: (object) => controllerOf(object) !== undefined,
  evaluate: (object) => {
    const controller = controllerOf(object);
    if (
      controller === undefined ||
      controller.switches.some(([name, on]) => on.test(object.annotations[`${controller.prefix}${name}`] ?? ''))
    )
      return [];
    const isNginx = controller.classes.includes('nginx');
    const remedy: Remedy = isNginx
      ? patchRemedy(
          [setOperation(object.body, '/metadata/annotations/nginx.ingress.kubernetes.io~1enable-modsecurity', 'true')],
          'ModSecurity only detects until SecRuleEngine is On and the OWASP core rules are switched on in the controller’s ConfigMap.',
        )
      : { kind: 'advice', advice: 'Name the firewall’s policy in the annotation of the controller.' };
    return [
      {
        kind: 'fault',
        path: '/metadata/annotations',
        reason: 'no firewall is switched on',
        detail: `none of ${controller.switches.map(([name]) => `${controller.prefix}${name}`).join(', ')} is set; one that stands elsewhere is not seen here`,
        remedy,
      },
    ];
  },
});

function controllerOf({ body, annotations }: KubernetesObject): Controller | undefined {
  const name = stringField(field(body, 'spec'), 'ingressClassName') ?? annotations['kubernetes.io/ingress.class'];
  return controllers.find(({ classes, prefix }) =>
    name === undefined ? Object.keys(annotations).some((key) => key.startsWith(prefix)) : classes.includes(name),
  );
}
