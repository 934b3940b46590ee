import type { Command } from 'commander'
import { withExamples } from './set-up-flags.ts'

const KEY = 'AbCdEfGhIjKlMnOpQrStUv'

/** How each command is typed; those that need more than a line have their own beside them. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  serve: [
    'belfry serve --url https://example.com --contact ops@example.com',
    'belfry serve --no-work',
    'belfry serve --https --host 0.0.0.0',
  ],
  work: ['belfry work --concurrency 4'],
  show: ['belfry show api-key', 'belfry show identity-key --site shop'],
  import: ['belfry import subscriptions.ndjson', 'gzip -dc old.csv.gz | belfry import - --map identifier=endpoint'],
  erase: ['belfry erase ada --site shop'],
  migrate: ['belfry migrate'],
  'migrate-store': [
    'belfry migrate-store --from ./data --dry-run',
    'DATABASE_URL=… belfry migrate-store --from ./data',
  ],
  'sites list': ['belfry sites --json'],
  'sites show': ['belfry sites show default'],
  'topics list': ['belfry topics --site shop'],
  'topics show': ['belfry topics show news'],
  'keys list': ['belfry keys'],
  'keys show': ['belfry keys show 3f2a'],
  'vapid generate': ['belfry vapid generate'],
  'vapid list': ['belfry vapid'],
  'vapid show': ['belfry vapid show 3f2a'],
  'vapid activate': ['belfry vapid activate 3f2a'],
  'vapid free': ['belfry vapid free 3f2a'],
  send: [
    'belfry send --to topic:news --title "Three new walks" --url /walks --preview',
    'belfry send --to all --title "Back again" --watch',
  ],
  'notifications list': ['belfry notifications --state sending'],
  'notifications watch': ['belfry notifications watch 0b1c…'],
  'notifications preview': ['belfry notifications preview --to all --title "Back again"'],
  'notifications pause': ['belfry notifications pause 0b1c…'],
  'notifications resume': ['belfry notifications resume 0b1c…'],
  'notifications cancel': ['belfry notifications cancel 0b1c…'],
  'deliveries list': ['belfry deliveries --notification 0b1c… --outcome rejected'],
  'subscribers list': ['belfry subscribers --topic news', 'belfry subscribers --prefix user- --json'],
  'subscribers show': ['belfry subscribers show ada'],
  'subscribers inbox': ['belfry subscribers inbox ada'],
  'subscribers sign-out': ['belfry subscribers sign-out ada'],
  'subscribers consents': ['belfry subscribers consents ada'],
  'subscribers export': ['belfry subscribers export ada --out ada.json'],
  'subscribers preferences-link': ['belfry subscribers preferences-link ada'],
  'subscribers erase': ['belfry subscribers erase ada'],
  'subscriptions list': ['belfry subscriptions --browser firefox --os linux', 'belfry subscriptions --status retired'],
  'subscriptions show': [`belfry subscriptions show ${KEY}`],
  'subscriptions diagnose': [`belfry subscriptions diagnose ${KEY}`],
  'subscriptions ageing': ['belfry subscriptions ageing'],
  'subscriptions end': [`belfry subscriptions end ${KEY}`],
  'jobs list': ['belfry jobs'],
  'jobs revive': ['belfry jobs revive 42', 'belfry jobs revive --all'],
  'jobs discard': ['belfry jobs discard 42'],
  'people list': ['belfry people'],
  'people remove': ['belfry people remove 3f2a'],
  'people setup-link': ['belfry people setup-link'],
  'audit export': ['belfry audit export > audit.jsonl'],
}

/** Adds the examples to the help of each command. */
export function addExamples(program: Command): void {
  for (const command of program.commands) {
    addTo(command, command.name())
    for (const below of command.commands) addTo(below, `${command.name()} ${below.name()}`)
  }
}

function addTo(command: Command, path: string): void {
  const examples = EXAMPLES[path]
  if (examples !== undefined) withExamples(command, ...examples)
}
