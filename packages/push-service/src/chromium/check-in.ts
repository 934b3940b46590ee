import type { CheckedIn } from '../journal/journal.ts'
import { fixed64Field, integerField, integerOf, readProtobuf } from './protobuf.ts'

export interface CheckInJournal {
  saveCheckedIn(browser: CheckedIn): void
}

const maxBrowsers = 10_000

/** The browsers that have checked in, and the secrets with which they authenticate later. */
export class CheckIns {
  readonly #secrets = new Map<string, string>()
  readonly #journal: CheckInJournal
  readonly #random: (bytes: number) => Buffer

  constructor(journal: CheckInJournal, random: (bytes: number) => Buffer, stored: Iterable<CheckedIn>) {
    this.#journal = journal
    this.#random = random
    for (const { androidId, securityToken } of stored) this.#secrets.set(androidId, securityToken)
  }

  isGenuine(androidId: string, securityToken: string): boolean {
    return this.#secrets.get(androidId) === securityToken
  }

  /** Answers an AndroidCheckinRequest; undefined when it is none or there are too many. */
  answer(request: Buffer, now: number): Buffer | undefined {
    const message = readProtobuf(request)
    if (!message) return undefined
    const known = this.#known(message.has(2) ? integerOf(message, 2) : undefined, integerOf(message, 13))
    const browser = known ?? this.#admit()
    if (!browser) return undefined
    return Buffer.concat([
      integerField(1, 1), // stats_ok
      integerField(3, now), // time_msec
      fixed64Field(7, BigInt(browser.androidId)),
      fixed64Field(8, BigInt(browser.securityToken)),
      integerField(9, 0), // settings_diff
    ])
  }

  #known(id: bigint | undefined, token: bigint | undefined): CheckedIn | undefined {
    const androidId = String(id ?? 0n)
    const securityToken = String(token ?? 0n)
    return this.isGenuine(androidId, securityToken) ? { androidId, securityToken } : undefined
  }

  #admit(): CheckedIn | undefined {
    if (this.#secrets.size >= maxBrowsers) return undefined
    // Never zero: Chromium takes that for a failed check-in. Below 2^63: it is an int64 elsewhere.
    const draw = (): string => String(BigInt.asUintN(62, this.#random(8).readBigUInt64LE()) | (1n << 61n))
    const browser = { androidId: draw(), securityToken: draw() }
    this.#secrets.set(browser.androidId, browser.securityToken)
    this.#journal.saveCheckedIn(browser)
    return browser
  }
}
