/** Every setting of the stand-alone server: its flag, its variable, and the option it becomes. */
export const SETTINGS = [
  { option: 'port', variable: 'PORT', flag: 'port', help: 'port to listen on (default 8030, 0 takes a free one)' },
  { option: 'host', variable: 'HOST', flag: 'host', help: 'address to listen on (default 127.0.0.1)' },
  {
    option: 'data',
    variable: 'BELFRY_DATA',
    flag: 'data',
    help: 'folder of the secrets and the database (default ./data)',
  },
  {
    option: 'config',
    variable: 'BELFRY_CONFIG',
    flag: 'config',
    help:
      'file that declares sites, topics and limits (default: ' +
      'belfry.config.ts, .mjs or .json in the working directory)',
  },
  {
    option: 'database',
    variable: 'DATABASE_URL',
    flag: undefined,
    help: 'postgres://user:password@host/database (default: a SQLite file in the data folder)',
  },
  {
    option: 'concurrency',
    variable: 'BELFRY_CONCURRENCY',
    flag: 'concurrency',
    help: 'threads that send, each on its own core (default 1)',
  },
  {
    option: 'encryption',
    variable: 'BELFRY_ENCRYPTION',
    flag: 'encryption',
    help:
      'auto: the fastest that works (default); typescript: no native code; ifma, avx2 or openssl: native code in ' +
      'this way',
  },
  {
    option: 'maxPerMinute',
    variable: 'BELFRY_MAX_PER_MINUTE',
    flag: 'max-per-minute',
    help:
      'messages a minute that this process sends for any one site ' +
      '(default: no ceiling); of a site: belfry sites edit',
  },
  {
    option: 'hsts',
    variable: 'BELFRY_HSTS',
    flag: 'hsts',
    help: 'on: browsers are told to come by https alone, for a year (default on where the URL is https, off: not)',
  },
  {
    option: 'keyRequestsPerMinute',
    variable: 'BELFRY_KEY_REQUESTS_PER_MINUTE',
    flag: 'key-requests-per-minute',
    help: 'requests a minute that each API key, and each operator, may make (default 12000, 0: no limit)',
  },
  {
    option: 'keepContentDays',
    variable: 'BELFRY_KEEP_CONTENT_DAYS',
    flag: 'keep-content-days',
    help: 'days after which the content of a notification that has ended is forgotten (default 30, 0 at once)',
  },
  {
    option: 'ageing.staleDays',
    variable: 'BELFRY_STALE_DAYS',
    flag: 'stale-days',
    help: 'days without a visit after which a browser counts as stale, and is still sent to (default 60, 0: never)',
  },
  {
    option: 'ageing.removeDays',
    variable: 'BELFRY_REMOVE_DAYS',
    flag: 'remove-days',
    help: 'days without a visit after which its subscription ends (default 180, 0: never)',
  },
  {
    option: 'ageing.neverAcceptedDays',
    variable: 'BELFRY_NEVER_ACCEPTED_DAYS',
    flag: 'never-accepted-days',
    help:
      'days of failed attempts after which a subscription that no push service has ever accepted ends ' +
      '(default 3, 0: never)',
  },
  {
    option: 'url',
    variable: 'BELFRY_URL',
    flag: 'url',
    help: 'absolute URL of the site (default http://localhost:PORT)',
  },
  {
    option: 'basePath',
    variable: 'BELFRY_BASE_PATH',
    flag: 'base-path',
    help: 'path below which a proxy serves this server, such as /app (default: none)',
  },
  {
    option: 'dashboard',
    variable: 'BELFRY_DASHBOARD',
    flag: 'dashboard',
    help: 'whether belfry serve has the dashboard at /dashboard: on or off (default on)',
  },
  {
    option: 'origins',
    variable: 'BELFRY_ORIGINS',
    flag: 'origins',
    help: 'origins whose pages may subscribe, comma-separated (default: of the URL)',
  },
  {
    option: 'contact',
    variable: 'BELFRY_CONTACT',
    flag: 'contact',
    help: 'e-mail address that push services may write to',
  },
  {
    option: 'log',
    variable: 'BELFRY_LOG_LEVEL',
    flag: 'log-level',
    help: 'silent, error, warn, info or debug (default info)',
  },
  {
    option: 'push.allow',
    variable: 'BELFRY_PUSH_ALLOW',
    flag: 'push-allow',
    help: 'further push services, comma-separated: host, host:port or *.host',
  },
  {
    option: 'push.ca',
    variable: 'BELFRY_PUSH_CA',
    flag: 'push-ca',
    help: 'PEM file of a further certificate authority',
  },
  {
    option: 'push.resolve',
    variable: 'BELFRY_PUSH_RESOLVE',
    flag: 'push-resolve',
    help: 'where hosts are reached, comma-separated: host=address:port',
  },
  {
    option: 'push.proxy',
    variable: 'BELFRY_PUSH_PROXY',
    flag: undefined,
    help: 'proxy to the push services, http://user:password@host:port; direct: none (default: HTTPS_PROXY)',
  },
  {
    option: 'push.noProxy',
    variable: 'NO_PROXY',
    flag: undefined,
    help: 'hosts reached without it, comma-separated: host and all below it, host:port, an address, a network, or *',
  },
  {
    option: 'trustedProxies',
    variable: 'BELFRY_TRUSTED_PROXIES',
    flag: 'trusted-proxies',
    help:
      'proxies before this server: addresses, networks, loopback, private; or ' +
      'their number (default loopback,private)',
  },
  {
    option: 'clientIpHeader',
    variable: 'BELFRY_CLIENT_IP_HEADER',
    flag: 'client-ip-header',
    help: 'header that names the visitor, e.g. CF-Connecting-IP (default X-Forwarded-For)',
  },
  {
    option: 'secrets.secret',
    variable: 'BELFRY_SECRET',
    flag: undefined,
    help: 'server secret, at least 32 characters',
  },
  {
    option: 'secrets.vapidPrivateKey',
    variable: 'BELFRY_VAPID_PRIVATE_KEY',
    flag: undefined,
    help: 'VAPID private key: PEM, DER in base64, JWK, the JSON of web-push; 32 bytes in base64url, base64 or hex',
  },
  {
    option: 'secrets.masterKey',
    variable: 'BELFRY_MASTER_KEY',
    flag: undefined,
    help: 'encrypts private keys in the database: 32 bytes in base64 or hex (default: derived from the secret)',
  },
  {
    option: 'secrets.masterKeyFile',
    variable: 'BELFRY_MASTER_KEY_FILE',
    flag: undefined,
    help: 'file of mode 0600 that holds the master key',
  },
  {
    option: 'secrets.masterKeyCommand',
    variable: 'BELFRY_MASTER_KEY_COMMAND',
    flag: undefined,
    help: 'command that prints the master key, for vaults',
  },
  {
    option: 'secrets.oldMasterKeys',
    variable: 'BELFRY_OLD_MASTER_KEYS',
    flag: undefined,
    help: 'former master keys, comma-separated, until belfry keys reencrypt has run',
  },
  { option: 'secrets.apiKey', variable: 'BELFRY_API_KEY', flag: undefined, help: 'API key, at least 32 characters' },
] as const

export type Option = (typeof SETTINGS)[number]['option']
