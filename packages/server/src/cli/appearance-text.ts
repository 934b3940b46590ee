import type { BelfryModels } from '@belfry/client'

type Appearances = Pick<BelfryModels['NotificationPreview'], 'platforms' | 'shortened'>

/** How a notification looks on each system, in lines. */
export function appearanceText({ platforms, shortened }: Appearances): string {
  const cut = shortened.length === 0 ? '' : `Cut for all systems: ${shortened.join(' and ')}.\n`
  return `It looks about like this:\n${platforms.map(blockOf).join('')}${cut}`
}

function blockOf(appearance: BelfryModels['NotificationAppearance']): string {
  const { system, browser, title, body, openedBody, actions, onOpening, dropped } = appearance
  const later = onOpening.filter((field) => field !== 'body')
  const lines = [
    title.text,
    ...(body?.text.split('\n') ?? []),
    ...(openedBody === null ? [] : ['opened:', ...openedBody.split('\n').map((line) => `  ${line}`)]),
    ...(actions.length === 0 ? [] : [actions.map((text) => `[ ${text} ]`).join(' ')]),
    ...(later.length === 0 ? [] : [`seen once it is opened: ${later.join(', ')}`]),
    ...dropped.map(({ field, why }) => `no ${field}: ${why}`),
  ]
  return `\n${system}, ${browser}\n${lines.map((line) => `  ${line}\n`).join('')}`
}
