// SPDX-License-Identifier: Apache-2.0

/** A Deployment of namespace shop, its pods labelled app=NAME; `more` are further fields of the pod spec, after a comma. */
export function deployment(name: string, more = ''): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: a, image: registry.example.com/a:1 }]${more} }
`;
}
