// SPDX-License-Identifier: Apache-2.0
// What the programs of one Kubernetes release share: the version, the module and the linker's flags.
import type { Component } from './component.ts';
import { kubernetesModule } from './kubernetes-module.ts';

/** The release of testbed/go/kubernetes, and the one that tests get unless they ask for another. */
export const kubernetesVersion = '1.36.3';

export function kubernetesComponent(name: string): Component {
  return {
    name,
    version: kubernetesVersion,
    source: { package: `k8s.io/kubernetes/cmd/${name}`, module: kubernetesModule, ldflags: versionFlags },
  };
}

/** Without these a server built from source says that it is v0.0.0-master, and behaves as such. */
function versionFlags(version: string): readonly string[] {
  const [major, minor] = version.split('.');
  return [
    `-X k8s.io/component-base/version.gitVersion=v${version}`,
    `-X k8s.io/component-base/version.gitMajor=${major}`,
    `-X k8s.io/component-base/version.gitMinor=${minor}`,
    `-X k8s.io/client-go/pkg/version.gitVersion=v${version}`,
  ];
}
