// SPDX-License-Identifier: Apache-2.0
import type { Question } from './question.ts';
import { auditCoverage } from './questions/audit-coverage.ts';
import { defaultNamespace } from './questions/default-namespace.ts';
import { externalSecretStorage } from './questions/external-secret-storage.ts';
import { imageProvenance } from './questions/image-provenance.ts';
import { namespacesAsBoundaries } from './questions/namespaces-as-boundaries.ts';
import { namespacesWithPolicies } from './questions/namespaces-with-policies.ts';
import { networkPlugin } from './questions/network-plugin.ts';
import { admissionQuestions } from './questions/pod-admission.ts';
import { policyMechanism } from './questions/policy-mechanism.ts';
import { powerQuestions } from './questions/rbac-powers.ts';
import { requestTimeout } from './questions/request-timeout.ts';
import { seccompProfiles } from './questions/seccomp-profiles.ts';
import { secretsInEnvironment } from './questions/secrets-in-environment.ts';
import { securityContexts } from './questions/security-contexts.ts';
import { systemMasters } from './questions/system-masters.ts';
import { userBootstrapTokens } from './questions/user-bootstrap-tokens.ts';
import { userCertificates } from './questions/user-certificates.ts';
import { userServiceAccountTokens } from './questions/user-service-account-tokens.ts';

/** Every question, in the order of the CIS Kubernetes Benchmark 1.12: the numbers that it leaves to people. */
export const allQuestions: readonly Question[] = [
  requestTimeout,
  userCertificates,
  userServiceAccountTokens,
  userBootstrapTokens,
  auditCoverage,
  systemMasters,
  ...powerQuestions,
  policyMechanism,
  ...admissionQuestions,
  networkPlugin,
  namespacesWithPolicies,
  secretsInEnvironment,
  externalSecretStorage,
  imageProvenance,
  namespacesAsBoundaries,
  seccompProfiles,
  securityContexts,
  defaultNamespace,
];
