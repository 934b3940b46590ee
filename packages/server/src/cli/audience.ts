import { ConfigError } from '../config/config-error.ts'

/** Reads `--to`: `all`, `topic:news`, `subscriber:ada`, `subscriber:ada,bob` or `subscription:…`. Throws a ConfigError. */
export function parseAudience(text: string): object {
  const [kind, ...rest] = text.split(':')
  const value = rest.join(':')
  if (text === 'all') return { all: true }
  if (kind === 'topic' && value !== '') return { topic: value }
  if (kind === 'subscriber' && value !== '') {
    const names = value.split(',').filter((name) => name !== '')
    return names.length === 1 ? { subscriber: names[0] } : { subscribers: names }
  }
  if (kind === 'subscription' && value !== '') return { subscription: value }
  const message = 'must be all, topic:<id>, subscriber:<id>, subscriber:<id>,<id>… or subscription:<id>'
  throw new ConfigError([{ setting: '--to', message }])
}
