import { createApiClient, answerOf } from './api-client.ts'
import { ApiError, ServerAwayError } from './api-error.ts'
import { ok, problem, warning, type Finding } from '../doctor/finding.ts'
import type { ClientSettings } from '../config/client-settings.ts'
import { describeAddress } from '../database/address.ts'
import { VERSION } from '../version.ts'
import type { BelfryModels } from '@belfry/client'

/** Asks the server that runs what it says of itself: what this shell has set need not be what the server was given. */
export async function examineServer(settings: ClientSettings, database: string): Promise<Finding[]> {
  const at = settings.server.href.replace(/\/$/, '')
  try {
    const server = await answerOf(createApiClient(settings).GET('/v1/server'))
    return [...describe(server, at), ...compare(server, at, describeAddress(database)), ...server.alarms.map(findingOf)]
  } catch (error) {
    return [whyNotAsked(error, at)]
  }
}

function describe({ version, node, startedAt, threads, checks }: BelfryModels['Server'], at: string): Finding[] {
  const sending = threads === 1 ? 'it sends, in one thread' : `it sends, in ${threads} threads`
  const work = threads === 0 ? 'it sends nothing itself: belfry work has to run beside it' : sending
  return [
    ok(`a server runs at ${at}: Belfry ${version} on Node ${node}, since ${startedAt}; ${work}`),
    ...Object.entries(checks)
      .filter(([, isWell]) => !isWell)
      .map(([part]) => problem(`the server at ${at} ${LACKS[part] ?? `says that ${part} does not work`}`)),
  ]
}

const LACKS: Readonly<Record<string, string>> = {
  database: 'cannot read its database',
  writes: 'cannot write to its database: look at the disk and at who owns the file',
  deliveries: 'accepts notifications and does not send them: look at its log',
}

function compare({ version, database }: BelfryModels['Server'], at: string, here: string): Finding[] {
  return [
    ...(version === VERSION ? [] : [warning(`the server at ${at} runs Belfry ${version}, and this is ${VERSION}`)]),
    ...(database === here
      ? []
      : [
          warning(
            `the server at ${at} keeps its data in ${database}, and this shell names ${here}: what is said of the ` +
              'database here is not about that server. Give doctor the settings that the server has',
          ),
        ]),
  ]
}

function findingOf({ cause, details: { summary, help, reason } }: BelfryModels['Alarm']): Finding {
  const what =
    summary === undefined ? cause : `messages do not arrive (${[cause, reason].filter(Boolean).join(', ')}): ${summary}`
  return problem(`the server's alarm: ${what}${help === undefined ? '' : `. ${help}`}`)
}

function whyNotAsked(error: unknown, at: string): Finding {
  if (error instanceof ServerAwayError) {
    return warning(
      `no server answers at ${at}: belfry serve starts one; --server or BELFRY_SERVER names one elsewhere ` +
        `(${error.message})`,
    )
  }
  if (!(error instanceof ApiError)) throw error
  switch (error.code) {
    case 'api-key-invalid':
      return problem(`the server at ${at} does not know this shell's API key: it was started with another data folder`)
    case 'http-404':
      return warning(`what answers at ${at} is no Belfry of this version: it has no /v1/server`)
    default:
      return warning(`the server at ${at} does not say how it is: ${error.code}: ${error.message}`)
  }
}
