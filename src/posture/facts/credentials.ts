// SPDX-License-Identifier: Apache-2.0
// Tells from the name of a setting and its value whether the value is a credential written down. What is returned never
// holds any part of the value.

/** Linux starts no program with a longer variable; it also bounds what the patterns below can cost. */
const longestValue = 131_072;

/** Forms that only credentials have, whatever the setting is called. Quantifiers are bounded, so that time is linear. */
const shapes: readonly (readonly [string, RegExp])[] = [
  ['a private key', /-BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-/],
  // The same in base64: PKCS #8, PKCS #1, EC, OpenSSH.
  ['a private key', /LS0tLS1CRUdJTi(?:BQUklWQVRFIEtF|BSU0EgUFJJVkFURSBL|BFQyBQUklWQVRFIEtF|BPUEVOU1NIIFBSSVZB)/],
  ['an AWS access key', /\b(?:AKIA|ASIA)[A-Z0-9]{16}(?<!EXAMPLE)\b/],
  ['a GitHub token', /\b(?:gh[opusr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{22})/],
  ['a GitLab token', /\bgl(?:pat|ptt|dt|rt|ft|soat|cbt|agent)-[\w-]{20}/],
  ['a Slack token', /\b(?:xox[abeoprs]|xapp)-[\w-]{10}/],
  ['a Slack webhook', /\bhooks\.slack\.com\/services\/T\w{6,12}\/B\w{6,12}\/\w{20}/],
  ['a Google API key', /\bAIza[\w-]{35}(?![\w-])/],
  ['a Google OAuth secret', /\bGOCSPX-[\w-]{28}/],
  ['a Stripe key', /\b[sr]k_live_[0-9A-Za-z]{16}/],
  ['a SendGrid key', /\bSG\.[\w-]{22}\.[\w-]{43}/],
  ['an npm token', /\bnpm_[A-Za-z0-9]{36}\b/],
  ['a PyPI token', /\bpypi-AgEIcHlwaS5vcmc[\w-]{50}/],
  ['an OpenAI or Anthropic key', /\bsk-(?=[\w-]{0,64}\d)(?=[\w-]{0,64}[A-Z])[\w-]{32}/],
  ['a Vault token', /\bhv[sb]\.[\w-]{24}/],
  ['a Docker Hub token', /\bdckr_pat_[\w-]{27}/],
  ['a Hugging Face token', /\bhf_[A-Za-z]{34}\b/],
  ['a DigitalOcean token', /\bdop_v1_[a-f0-9]{64}\b/],
  ['a Grafana token', /\bgls?[ac]_[A-Za-z0-9]{32}/],
  ['an AWS secret key', /\baws_secret_access_key["']?\s{0,4}[=:]\s{0,4}["']?(?![A-Za-z0-9/+]{30}EXAMPLE)[A-Za-z0-9/+]{40}\b/i],
  ['an Azure signature', /[?&]sig=[A-Za-z0-9%]{40,100}(?:%3D|=)(?![A-Za-z0-9])/],
  [
    'a password for basic authentication',
    /\bAuthorization["']?\s{0,4}:\s{0,4}["']?Basic\s{1,4}[A-Za-z0-9+/]{8,512}={0,2}(?![A-Za-z0-9+/])/i,
  ],
  ['an age key', /\bAGE-SECRET-KEY-1[0-9A-Z]{58}\b/],
  ['a bearer token', /\bBearer\s{1,4}(?=[^\s\d]{0,2048}\d)[A-Za-z0-9._~+/-]{20}/i],
  ['a JSON Web Token', /\beyJ[\w-]{8,2048}\.eyJ[\w-]{8,2048}\.[\w-]{16}/],
];

/** `xoxb-` and ten characters. */
const shortestShape = 15;

const urlPassword = /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/?#:@]{0,256}:([^\s/?#@]{1,512})@/gi;
const keyedPassword = /(?<![A-Za-z0-9])(?:password|passwd|pwd|accountkey|sharedaccesskey)\s{0,4}=\s{0,4}([^;\s&"',]{1,512})/gi;

/** What of a literal setting is a credential: `a GitHub token`, `a password in a URL`; undefined where nothing is. */
export function credentialIn(name: string, value: string): string | undefined {
  const text = value.slice(0, longestValue).trim();
  // Most values are short, and no pattern below can fit them.
  const shape = text.length < shortestShape ? undefined : shapes.find(([, pattern]) => pattern.test(text))?.[0];
  if (shape !== undefined) return shape;
  const login = loginIn(text);
  if (login !== undefined) return login;
  if (text.includes('://') && captures(urlPassword, text).some((password) => !isPlaceholder(password))) return 'a password in a URL';
  if (
    text.includes('=') &&
    captures(keyedPassword, text).some(
      (password) => /^[^*%{}()<>[\]$\\|]+$/.test(password) && mayBePassword(password) && !isPlaceholder(password),
    )
  ) {
    return 'a password in a connection string';
  }
  return namesCredential(name, text) && !isPlaceholder(text) && !isPublic(name) && !isOtherwise(name, text)
    ? 'a literal credential'
    : undefined;
}

/** Logins in the files that kubectl and Docker keep: known by what stands around them. */
function loginIn(text: string): string | undefined {
  if (/\bkind["']?\s{0,4}:\s{0,4}["']?Config\b/.test(text) && /\bclusters["']?\s{0,4}:/.test(text)) {
    const values = captures(/\b(?:token|password)["']?[ \t]{0,4}:[ \t]{0,4}["']?([^\s"',}]{8,4096})/g, text);
    if (values.some((value) => !isPlaceholder(value))) return 'a login of a kubeconfig';
  }
  if (/"auths"\s{0,8}:\s{0,8}\{/.test(text)) {
    const auths = captures(/"auth"\s{0,8}:\s{0,8}"([A-Za-z0-9+/]{10,4096}={0,2})"/g, text).filter(
      (auth) => /[a-z]/.test(auth) && /[A-Z]/.test(auth),
    );
    const passwords = captures(/"password"\s{0,8}:\s{0,8}"([^"\n]{1,512})"/g, text).filter((password) => !isPlaceholder(password));
    if (auths.length + passwords.length > 0) return 'a login of an image registry';
  }
  return undefined;
}

/**
 * The same of flags, annotations and the like: there, what ends in SECRET mostly names a Secret, and is taken for one where its value
 * could be the name.
 */
export function credentialInSetting(name: string, value: string): string | undefined {
  const credential = credentialIn(name, value);
  const mayBeName = credential === 'a literal credential' && /^(?:SECRETS?|CREDENTIALS?)$/.test(nounOf(name).at(-1) ?? '');
  return mayBeName && /^(?=.{1,253}$)[a-z0-9][a-z0-9./-]*$/.test(value.trim()) ? undefined : credential;
}

function captures(pattern: RegExp, text: string): string[] {
  return [...text.matchAll(pattern)].map(([, captured = '']) => captured);
}

/** DB_PASSWORD, dbPassword, db.password1 → DB PASSWORD. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .map((word) => word.replace(/\d+$/, ''))
    .filter((word) => word !== '');
}

/** Words behind which the value is still the thing itself: TOKEN_VALUE, PASSWORD_BASE64, SECRET_KEY_BASE. */
const trailing: ReadonlySet<string> = new Set(['VALUE', 'STRING', 'TEXT', 'PLAIN', 'PLAINTEXT', 'BASE', 'B', 'CONTENT']);
/** What is no credential as KEY alone, and is one behind these. */
const keyKinds: ReadonlySet<string> = new Set(
  'API APP ACCESS ACCOUNT ADMIN AUTH ENCRYPTION HMAC JWT LICENSE MASTER PRIVATE ROOT SECRET SHARED SIGNING SSH STORAGE'.split(' '),
);

/** The words of a name up to its noun: what comes last says what it is, so TOKEN_URL and SECRET_NAME are no credentials. */
function nounOf(name: string): readonly string[] {
  const words = wordsOf(name);
  return words.slice(0, words.findLastIndex((word) => !trailing.has(word)) + 1);
}

function namesCredential(name: string, text: string): boolean {
  const [before = '', last = ''] = ['', ...nounOf(name)].slice(-2);
  if (isPasswordWord(last) || /(?:SECRET|TOKEN|CREDENTIALS?|(?:API|ACCESS|SECRET|PRIVATE|ENCRYPTION)KEYS?)$/.test(last)) return true;
  if (/^KEYS?$/.test(last) && keyKinds.has(before)) return true;
  // REDIS_AUTH and BATCH_KEY say too little: the value must look random as well.
  return /^(?:AUTH|KEY|COOKIE)$/.test(last) && isRandom(text);
}

/** A UUID, or enough of hexadecimal or base64. */
function isRandom(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) || /^(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9+/]{32,}={0,2}$/.test(text);
}

function isPasswordWord(word: string): boolean {
  return /(?:PASSWORD|PASSWD|PASSPHRASE|PASSCODE)S?$/.test(word) || /^(?:PASS|PWD|PW)$/.test(word);
}

/** Names of what is meant to be seen: keys for browsers, and the name that etcd calls its token. */
function isPublic(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => publicWords.has(word)) || words.slice(-3).join(' ') === 'INITIAL CLUSTER TOKEN';
}

const publicWords: ReadonlySet<string> = new Set(['PUBLIC', 'PUBLISHABLE', 'SITE', 'INSTRUMENTATION']);

/** What something else puts in: $(NAME), ${NAME}, {{ .Values.x }}, <password>, %PASSWORD%, YOUR_TOKEN, replace-me, changeme, ***, xxx. */
function isPlaceholder(text: string): boolean {
  return (
    text === '' ||
    /\$\(|\{\{|\}\}|^\$\{[^}]*\}$|^\$[A-Z_][A-Z0-9_]*$|^#\{.*\}$/.test(text) ||
    /^(?:<.*>|%.*%|@[\w.-]*@|%[sv]|[*.x•-]+|redacted|change[-_ ]?me[-_ !\d]*|dummy|example|(?:your|replace|insert|placeholder|todo)(?:[-_ ].*)?)$/i.test(
      text,
    ) ||
    /^_*[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+_*$/.test(text)
  );
}

/** A value that a setting of this name has when it does not hold the credential itself. */
function isOtherwise(name: string, text: string): boolean {
  const [before = '', last = ''] = ['', ...nounOf(name)].slice(-2);
  if (isPasswordWord(last) ? !mayBePassword(text) : isSetting(text)) return true;
  // TLS_SECRET: web-tls and GIT_CREDENTIALS: git name a Secret.
  const mayName = /CREDENTIALS?$/.test(last) || (last === 'SECRET' && secretKinds.has(before));
  return mayName && /^[a-z0-9][a-z0-9.-]*$/.test(text);
}

const secretKinds: ReadonlySet<string> = new Set('PULL TLS CERT CERTIFICATE CA K8S KUBERNETES KUBECONFIG REGISTRY DOCKER'.split(' '));

/** People do choose digits. */
function mayBePassword(text: string): boolean {
  return !isSetting(text) || /^\d{4,}$/.test(text);
}

/** A switch, a number, a duration, a path, a file, or the address of the credential in some store. */
function isSetting(text: string): boolean {
  return (
    /^(?:true|false|yes|no|on|off|enabled?|disabled?|none|null|nil|always|never|required|optional|auto)$/i.test(text) ||
    /^[-+]?\d[\d_,.]*(?:ns|us|ms|s|m|h|d)?$/.test(text) ||
    /^(?:~|\.{1,2})?\/[\w@.~/-]*$|^[A-Za-z]:[\\/]|^[^\s]{0,512}\.(?:txt|json|pem|key|ya?ml|crt|jks|p12|pfx|conf|properties)$/i.test(text) ||
    /^(?:[a-z][a-z0-9+.-]{0,30}:\/\/|(?:vault|arn|ssm|secretref|env|file):|projects\/|@Microsoft\.KeyVault\()/i.test(text)
  );
}
